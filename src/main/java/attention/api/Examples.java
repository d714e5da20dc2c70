package attention.api;

import attention.service.AttentionRequest;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The ready requests below `src/main/resources/examples`: what the API offers, its documentation
/// shows and its tests run.
@Component
class Examples {

  /// A ready request.
  ///
  /// @param name what paths call it
  /// @param order where it stands among the others
  /// @param summary what it shows, in a line
  /// @param description what to look at in the answer
  /// @param request the body to send
  record Example(
      String name,
      @JsonIgnore int order,
      String summary,
      String description,
      @Schema(implementation = AttentionRequest.class) JsonNode request) {}

  private final List<Example> all;

  Examples(ResourcePatternResolver resources, JsonMapper json) throws IOException {
    all =
        Arrays.stream(resources.getResources("classpath:examples/*.json"))
            .map(resource -> read(resource, json))
            .sorted(Comparator.comparingInt(Example::order))
            .toList();
  }

  /// Every example, the tutorial first.
  List<Example> all() {
    return all;
  }

  /// The example with a name.
  Optional<Example> named(String name) {
    return all.stream().filter(example -> example.name().equals(name)).findFirst();
  }

  private static Example read(Resource resource, JsonMapper json) {
    try (InputStream in = resource.getInputStream()) {
      JsonNode file = json.readTree(in);
      String name = String.valueOf(resource.getFilename()).replace(".json", "");
      return new Example(
          name,
          file.required("order").asInt(),
          file.required("summary").asString(),
          file.required("description").asString(),
          file.required("request"));
    } catch (IOException unreadable) {
      throw new IllegalStateException("cannot read the example " + resource, unreadable);
    }
  }
}
