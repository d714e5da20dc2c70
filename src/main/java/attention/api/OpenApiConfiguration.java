package attention.api;

import attention.core.Matrix;
import attention.core.Numbers;
import attention.service.KeyName;
import attention.service.Scale;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import tools.jackson.databind.json.JsonMapper;

/// The OpenAPI document at `/v3/api-docs`: what annotations of the endpoints cannot say.
@Configuration(proxyBeanMethods = false)
@SuppressWarnings({"rawtypes", "unchecked"}) // the model of swagger-core is made of raw types
class OpenApiConfiguration {

  // The document is read from top to bottom: in the order of the pipeline, not of the alphabet.
  private static final List<String> ORDER =
      List.of(
          "/api/v1/attention",
          "/api/v1/attention/scores",
          "/api/v1/attention/weights",
          "/api/v1/attention/context",
          "/api/v1/attention/queries/{query}",
          "/api/v1/attention/scores/{query}",
          "/api/v1/attention/weights/{query}",
          "/api/v1/attention/context/{query}",
          "/api/v1/attention/compare",
          "/api/v1/attention/what-if",
          "/api/v1/attention/merge",
          "/api/v1/examples",
          "/api/v1/examples/{name}",
          "/api/v1/examples/{name}/attention",
          "/api/v1/vocabulary/{word}",
          "/api/v1/info",
          "/v2/models/{model}/infer",
          "/v2/models/{model}/versions/{version}/infer",
          "/v2/models/{model}",
          "/v2/models/{model}/versions/{version}",
          "/v2/models/{model}/ready",
          "/v2/models/{model}/versions/{version}/ready",
          "/v2",
          "/v2/health/live",
          "/v2/health/ready");

  static {
    SpringDocUtils.getConfig()
        .replaceWithSchema(Matrix.class, new ArraySchema().items(numbers()))
        .replaceWithSchema(Numbers.class, numbers())
        .replaceWithSchema(Scale.class, scale())
        .replaceWithSchema(KeyName.class, keyName())
        .addRequestWrapperToIgnore(Format.class);
  }

  @Bean
  OpenAPI document(Optional<BuildProperties> build) {
    return new OpenAPI()
        .servers(List.of(new Server().url("/").description("Where this document came from")))
        .info(
            new Info()
                .title("Attention")
                .version(build.map(BuildProperties::getVersion).orElse("unknown"))
                .description(
                    "Send words with vectors, get attention scores, weights and context back, each"
                        + " step visible. Every answer can be had as JSON, text, CSV, Markdown or a"
                        + " picture; what is wrong with a request comes back all at once, with"
                        + " pointers.")
                .license(
                    new License()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0")))
        .tags(
            List.of(
                new Tag().name("All queries").description("Every word looks at every word."),
                new Tag().name("One query").description("One word looks at every word."),
                new Tag()
                    .name("Second opinions")
                    .description("Are numbers right, what if, and parts to the whole."),
                new Tag().name("Examples").description("Ready requests."),
                new Tag().name("Vocabulary").description("The words that a sentence may have."),
                new Tag()
                    .name("Open Inference Protocol")
                    .description(
                        "Tensors for machines: what clients of Triton, KServe and OpenVINO speak."),
                new Tag().name("About").description("The service and its problems.")));
  }

  @Bean
  GlobalOpenApiCustomizer completed(Examples examples, ResourceLoader resources, JsonMapper json) {
    return document -> {
      new OpenApiChoices().addTo(document);
      new OpenApiAnswers().addTo(document);
      new OpenApiOpinions().addTo(document);
      new OpenApiExamples(examples, resources, json).addTo(document);
      order(document);
    };
  }

  private static void order(OpenAPI document) {
    Paths unordered = document.getPaths();
    Paths ordered = new Paths();
    ORDER.forEach(path -> ordered.addPathItem(path, unordered.remove(path)));
    ordered.putAll(unordered);
    document.setPaths(ordered);
  }

  private static Schema numbers() {
    return new ArraySchema().items(new NumberSchema());
  }

  private static Schema scale() {
    return new Schema<>()
        .description("Multiplies each product of query and key: a number, or \"auto\" for 1/√E.")
        .oneOf(List.of(new NumberSchema(), new StringSchema()._enum(List.of("auto"))));
  }

  private static Schema keyName() {
    return new Schema<>()
        .description("A word (every place where it stands), or a position from 0.")
        .oneOf(List.of(new StringSchema(), new IntegerSchema().minimum(BigDecimal.ZERO)));
  }
}
