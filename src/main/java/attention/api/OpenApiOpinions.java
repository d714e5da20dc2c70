package attention.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/// Describes in the OpenAPI document what requests for second opinions and their answers hold.
@NullUnmarked // a part of the document that is missing must end the start
@SuppressWarnings({"rawtypes", "unchecked"}) // the model of swagger-core is made of raw types
final class OpenApiOpinions {

  /// The paths of second opinions.
  static final Set<String> PATHS =
      Set.of("/api/v1/attention/compare", "/api/v1/attention/what-if", "/api/v1/attention/merge");

  void addTo(OpenAPI document) {
    Map<String, Schema> schemas = document.getComponents().getSchemas();
    for (String closed :
        List.of(
            "CompareRequest",
            "Candidate",
            "CandidateHead",
            "WhatIfRequest",
            "Change",
            "NewVector",
            "MergeRequest",
            "MergePart",
            "MergeHead")) {
      schemas.get(closed).additionalProperties(false);
    }
    require(schemas, "CompareRequest", "candidate");
    require(schemas, "WhatIfRequest", "change");
    require(schemas, "MergeRequest", "parts");
    require(schemas, "NewVector", "word", "vector");
    Schema number = orText("A number, or \"-Infinity\".", "-Infinity");
    for (String part : List.of("MergePart", "MergeHead", "MergeAnswer", "MergedHead")) {
      schemas.get(part).addProperty("lse", new ArraySchema().items(number));
    }
    Schema error = orText("A number, or \"Infinity\".", "Infinity");
    Schema cell = orText("Any number.", "NaN", "Infinity", "-Infinity");
    for (String member : List.of("absolute", "relative", "ulps")) {
      schemas.get("StageError").addProperty(member, error);
    }
    schemas.get("StageError").addProperty("rows", new ArraySchema().items(error));
    schemas.get("ConventionsFound").addProperty("error", error);
    schemas.get("WorstCell").addProperty("expected", cell);
    schemas.get("WorstCell").addProperty("actual", cell);
    for (String rows : List.of("Candidate", "CandidateHead")) {
      Map<String, Schema> properties = schemas.get(rows).getProperties();
      for (String stage : List.of("scores", "capped", "logits", "weights", "context")) {
        properties.put(stage, new ArraySchema().items(new ArraySchema().items(cell)));
      }
      properties.put("lse", new ArraySchema().items(cell));
    }
    schemas.remove("Row");
  }

  private static void require(Map<String, Schema> schemas, String schema, String... members) {
    schemas.get(schema).required(List.of(members));
  }

  private static Schema orText(String description, String... texts) {
    return new Schema<>()
        .description(description)
        .oneOf(List.of(new NumberSchema(), new StringSchema()._enum(List.of(texts))));
  }
}
