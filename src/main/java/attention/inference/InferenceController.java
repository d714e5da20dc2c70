package attention.inference;

import attention.inference.Model.TensorMetadata;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// The models of the Open Inference Protocol: what they are, and what they answer.
@Tag(name = "Open Inference Protocol")
@RestController
class InferenceController {

  /// How many bytes of a body are JSON, where bytes follow.
  static final String HEADER_LENGTH = "Inference-Header-Content-Length";

  private static final String MODEL = "/v2/models/{model}";
  private static final String VERSIONED = MODEL + "/versions/{version}";

  /// What a model is.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ModelMetadata(
      String name,
      List<String> versions,
      String platform,
      List<TensorMetadata> inputs,
      List<TensorMetadata> outputs) {}

  /// Whether a model answers.
  record ModelReady(String name, @JsonProperty("ready") boolean ready) {}

  private static final String PLATFORM = "attention_onnx";
  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  private static final String BYTES = MediaType.APPLICATION_OCTET_STREAM_VALUE;

  private final Inferences inferences;
  private final InferenceReader reader;

  InferenceController(Inferences inferences, InferenceReader reader) {
    this.inferences = inferences;
    this.reader = reader;
  }

  /// Tells which tensors a model takes and gives.
  @Operation(
      operationId = "model",
      summary = "What a model takes and gives",
      description = "Names, usual datatypes and axes of its tensors; -1 is any length.")
  @GetMapping(path = MODEL, produces = JSON)
  ModelMetadata metadata(@ModelName @PathVariable String model) {
    Model found = inferences.model(model);
    return new ModelMetadata(
        found.name(), List.of(Model.VERSION), PLATFORM, found.inputs(), found.outputs());
  }

  /// Tells which tensors a version of a model takes and gives.
  @Operation(
      operationId = "modelVersion",
      summary = "What a version of a model takes and gives",
      description = "Names, usual datatypes and axes of its tensors; -1 is any length.")
  @GetMapping(path = VERSIONED, produces = JSON)
  ModelMetadata metadata(
      @ModelName @PathVariable String model, @ModelVersion @PathVariable String version) {
    inferences.requireVersion(version);
    return metadata(model);
  }

  /// Tells whether a model answers.
  @Operation(
      operationId = "modelReady",
      summary = "Whether a model answers",
      description = "Every model answers as long as the server does.")
  @GetMapping(path = MODEL + "/ready", produces = JSON)
  ModelReady ready(@ModelName @PathVariable String model) {
    return new ModelReady(inferences.model(model).name(), true);
  }

  /// Tells whether a version of a model answers.
  @Operation(
      operationId = "modelVersionReady",
      summary = "Whether a version of a model answers",
      description = "Every model answers as long as the server does.")
  @GetMapping(path = VERSIONED + "/ready", produces = JSON)
  ModelReady ready(
      @ModelName @PathVariable String model, @ModelVersion @PathVariable String version) {
    inferences.requireVersion(version);
    return ready(model);
  }

  /// Computes tensors.
  @Operation(
      operationId = "infer",
      summary = "Tensors in, tensors out",
      description =
          "attention is the operator Attention of ONNX (opset 23 to 25), rotary_embedding its"
              + " RotaryEmbedding; parameters are their attributes. attention_compare takes what"
              + " another program makes of the former, and explains differences.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = JSON,
                      schema = @Schema(implementation = InferenceRequest.class))))
  @PostMapping(
      path = MODEL + "/infer",
      consumes = {JSON, BYTES},
      produces = {JSON, BYTES})
  ResponseEntity<InferenceAnswer> infer(
      @ModelName @PathVariable String model,
      @HeaderLength @RequestHeader(name = HEADER_LENGTH, required = false)
          @Nullable String headerLength,
      @Parameter(hidden = true) InputStream body)
      throws IOException {
    Model found = inferences.model(model);
    InferenceAnswer answer = inferences.infer(found, reader.read(body, headerLength));
    return ResponseEntity.ok()
        .contentType(
            answer.isBinary() ? MediaType.APPLICATION_OCTET_STREAM : MediaType.APPLICATION_JSON)
        .body(answer);
  }

  /// Computes tensors with a version of a model.
  @Operation(
      operationId = "inferVersion",
      summary = "Tensors in, tensors out, by a version of a model",
      description = "The same as without a version: there is only one.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = JSON,
                      schema = @Schema(implementation = InferenceRequest.class))))
  @PostMapping(
      path = VERSIONED + "/infer",
      consumes = {JSON, BYTES},
      produces = {JSON, BYTES})
  ResponseEntity<InferenceAnswer> infer(
      @ModelName @PathVariable String model,
      @ModelVersion @PathVariable String version,
      @HeaderLength @RequestHeader(name = HEADER_LENGTH, required = false)
          @Nullable String headerLength,
      @Parameter(hidden = true) InputStream body)
      throws IOException {
    inferences.requireVersion(version);
    return infer(model, headerLength, body);
  }

  @Retention(RetentionPolicy.RUNTIME)
  @Parameter(
      description = "Which model.",
      example = "attention",
      schema = @Schema(allowableValues = {"attention", "attention_compare", "rotary_embedding"}))
  private @interface ModelName {}

  @Retention(RetentionPolicy.RUNTIME)
  @Parameter(description = "Which version; there is only one.", example = "1")
  private @interface ModelVersion {}

  @Retention(RetentionPolicy.RUNTIME)
  @Parameter(
      description = "How many bytes of the body are JSON, where the bytes of tensors follow.")
  private @interface HeaderLength {}
}
