package attention.security;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Documents how a key is sent, and which operations need one.
@NullUnmarked // a part of the document that is missing must end the start
@Component
class OpenApiKeys implements GlobalOpenApiCustomizer {

  private static final String BEARER = "bearer";
  private static final String HEADER = "apiKey";

  private final ApiKeys keys;

  OpenApiKeys(ApiKeys keys) {
    this.keys = keys;
  }

  @Override
  public void customise(OpenAPI document) {
    document
        .getComponents()
        .addSecuritySchemes(
            BEARER,
            new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme(BEARER)
                .description("An API key, where the service needs one."))
        .addSecuritySchemes(
            HEADER,
            new SecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.HEADER)
                .name(ApiKeyFilter.HEADER)
                .description("The same in a header of its own."));
    document.security(ways());
    document
        .getPaths()
        .forEach((path, item) -> item.readOperations().forEach(one -> describe(path, one)));
  }

  /// One of these is enough.
  private List<SecurityRequirement> ways() {
    var ways = new ArrayList<SecurityRequirement>();
    if (!keys.areRequired()) {
      ways.add(new SecurityRequirement());
    }
    ways.add(new SecurityRequirement().addList(BEARER));
    ways.add(new SecurityRequirement().addList(HEADER));
    return ways;
  }

  private void describe(String path, Operation operation) {
    if (ApiKeyFilter.isOpen(path)) {
      operation.security(List.of());
    } else if (keys.areRequired()) {
      boolean inference = path.startsWith("/v2");
      var schema =
          new Schema<>().$ref("#/components/schemas/" + (inference ? "InferenceError" : "Problem"));
      operation
          .getResponses()
          .addApiResponse(
              "401",
              new ApiResponse()
                  .description("There is no API key, or a wrong one")
                  .content(
                      new Content()
                          .addMediaType(
                              inference ? "application/json" : "application/problem+json",
                              new MediaType().schema(schema)))
                  .addHeaderObject(
                      HttpHeaders.WWW_AUTHENTICATE,
                      new Header()
                          .description("Bearer")
                          .schema(new Schema<String>().type("string"))));
    }
  }
}
