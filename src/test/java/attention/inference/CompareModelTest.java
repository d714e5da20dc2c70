package attention.inference;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A second opinion on tensors: what the examples of the operator answer is right, and what is
/// computed with another parameter is explained.
class CompareModelTest extends RunningService {

  private static final String INFER = "/v2/models/attention/infer";
  private static final String COMPARE = "/v2/models/attention_compare/infer";
  private static final String VECTORS =
      "\"data\": [0.1, 2, 0.3, 0.4, 0.5, -0.6, 0.7, 0.8, 1, 0.9, 0.1, 0.2]";

  private static ObjectNode request(String parameters, String shape) {
    var inputs = new StringBuilder();
    for (String name : new String[] {"Q", "K", "V"}) {
      inputs.append(
          "%s{\"name\": \"%s\", \"shape\": %s, \"datatype\": \"FP32\", %s}"
              .formatted(inputs.isEmpty() ? "" : ",", name, shape, VECTORS));
    }
    return (ObjectNode)
        JSON.readTree("{\"parameters\": {%s}, \"inputs\": [%s]}".formatted(parameters, inputs));
  }

  /// Asks about outputs of one request what another makes of them.
  private JsonNode compare(ObjectNode there, ObjectNode here, String... outputs) {
    JsonNode answer = post(INFER, there.toString()).json();
    for (JsonNode output : answer.get("outputs")) {
      for (String name : outputs) {
        if (output.get("name").asString().equals(name)) {
          ((ArrayNode) here.get("inputs")).add(output);
        }
      }
    }
    return post(COMPARE, here.toString()).json();
  }

  @Test
  void ourOwnOutputsAgree() {
    String parameters = "\"is_causal\": 1, \"qk_matmul_output_mode\": 3";
    ObjectNode request = request(parameters, "[1, 2, 2, 3]");

    JsonNode verdict = compare(request.deepCopy(), request, "Y", "qk_matmul_output");

    assertThat(verdict.at("/parameters/agrees").asBoolean()).as(verdict.toString()).isTrue();
    assertThat(verdict.get("parameters").has("causes")).isFalse();
    assertThat(verdict.at("/outputs/0/shape").toString()).isEqualTo("[2]");
  }

  @Test
  void anotherScaleIsNamed() {
    JsonNode verdict =
        compare(request("\"scale\": 1", "[1, 1, 4, 3]"), request("", "[1, 1, 4, 3]"), "Y");

    assertThat(verdict.at("/parameters/agrees").asBoolean()).isFalse();
    assertThat(verdict.at("/parameters/causes").asString()).isEqualTo("scale-absent");
    assertThat(verdict.at("/parameters/explanation").asString()).contains("without a scale");
  }

  @Test
  void headsSideBySideAreJoinedContexts() {
    String heads = "\"q_num_heads\": 3, \"kv_num_heads\": 3";
    JsonNode verdict =
        compare(
            request(heads + ", \"is_causal\": 1", "[1, 4, 3]"), request(heads, "[1, 4, 3]"), "Y");

    assertThat(verdict.at("/parameters/causes").asString()).isEqualTo("causal-added");
  }

  @Test
  void withoutACandidateThereIsNothingToCompare() {
    Reply reply = post(COMPARE, request("", "[1, 1, 4, 3]").toString());

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("error").asString()).contains("Y or qk_matmul_output is required");
  }
}
