package attention.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attention.RunningService;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Every documented request of the protocol gets its documented answer. The answers are written by
/// `src/test/reference/inference.py` to four digits.
class InferenceExamplesTest extends RunningService {

  private static final double PRINTED = 0.5e-4 + 1e-6;
  private static final double PRINTED_FP16 = 0.5e-4 + 2e-3; // 11 bits, numbers up to 8

  @TestFactory
  Stream<DynamicTest> everyDocumentedRequestGetsItsDocumentedAnswer() {
    JsonNode document = get("/v3/api-docs").json().get("paths");
    return Stream.of("/v2/models/{model}/infer", "/v2/models/{model}/versions/{version}/infer")
        .flatMap(path -> examples(path, document.get(path).get("post")));
  }

  private Stream<DynamicTest> examples(String path, JsonNode operation) {
    String json = "/content/application~1json/examples";
    JsonNode requests = operation.at("/requestBody" + json);
    JsonNode answers = operation.at("/responses/200" + json);
    assertThat(requests.size()).isEqualTo(answers.size()).isGreaterThanOrEqualTo(6);
    return requests.properties().stream()
        .map(
            request -> {
              String name = request.getKey();
              String model = name.substring(0, name.lastIndexOf('-'));
              String where = path.replace("{model}", model).replace("{version}", "1");
              return DynamicTest.dynamicTest(
                  name + " at " + path,
                  () -> {
                    Reply reply = post(where, request.getValue().get("value").toString());
                    assertSame(reply.json(), answers.get(name).get("value"), "");
                  });
            });
  }

  private static void assertSame(JsonNode actual, JsonNode expected, String datatype) {
    if (expected.isObject()) {
      assertThat(actual.propertyNames()).containsExactlyElementsOf(expected.propertyNames());
      String inner = expected.path("datatype").asString("");
      expected
          .properties()
          .forEach(each -> assertSame(actual.get(each.getKey()), each.getValue(), inner));
    } else if (expected.isArray()) {
      assertThat(actual.size()).isEqualTo(expected.size());
      for (int n = 0; n < expected.size(); n++) {
        assertSame(actual.get(n), expected.get(n), datatype);
      }
    } else if (expected.isNumber()) {
      double printed = datatype.equals("FP16") ? PRINTED_FP16 : PRINTED;
      assertThat(actual.asDouble()).isCloseTo(expected.asDouble(), within(printed));
    } else {
      assertThat(actual).isEqualTo(expected);
    }
  }
}
