package attention.api;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Every example of the OpenAPI document, sent as a reader would send it. The documented answers
/// come from src/test/reference/examples.py, which computes them without our code.
class DocumentedExamplesTest extends RunningService {

  @TestFactory
  Stream<DynamicTest> everyDocumentedRequestGetsItsDocumentedAnswer() {
    var tests = new ArrayList<DynamicTest>();
    forEachRequest(
        (operation, request) -> {
          JsonNode answer = documentedAnswer(operation.getValue(), request.getKey());
          if (!answer.isMissingNode()) {
            tests.add(test(operation.getKey(), request, answer));
          }
        });
    assertThat(tests).hasSizeGreaterThan(50);
    return tests.stream();
  }

  private DynamicTest test(String path, Map.Entry<String, JsonNode> request, JsonNode answer) {
    String body = request.getValue().get("value").toString();
    return DynamicTest.dynamicTest(
        request.getKey() + " at " + path,
        () -> {
          JsonNode actual = post(path.replace("{query}", "love"), body).json();
          assertThat(comparable(actual)).isEqualTo(comparable(answer));
        });
  }

  @TestFactory
  Stream<DynamicTest> everyReadyRequestIsAnsweredAtEveryOperation() {
    var tests = new ArrayList<DynamicTest>();
    forEachRequest(
        (operation, request) -> {
          String path = operation.getKey().replace("{query}", "love");
          String body = request.getValue().get("value").toString();
          int expected = request.getKey().equals("invalid-request") ? 422 : 200;
          tests.add(
              DynamicTest.dynamicTest(
                  request.getKey() + " at " + path,
                  () -> assertThat(post(path, body).status()).isEqualTo(expected)));
        });
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> everyReadyRequestAndItsAnswerFitTheirSchemas() {
    JsonNode document = get("/v3/api-docs").json();
    Schema request = schema(document, "AttentionRequest");
    Schema answer = schema(document, "AttentionAnswer");
    Schema queryAnswer = schema(document, "QueryAnswer");
    var tests = new ArrayList<DynamicTest>();
    for (JsonNode example : get("/api/v1/examples").json()) {
      String body = example.get("request").toString();
      tests.add(
          DynamicTest.dynamicTest(
              example.get("name").asString(),
              () -> {
                assertFits(request, body);
                assertFits(answer, post(ATTENTION, body).body());
                assertFits(queryAnswer, post(ATTENTION + "/queries/love", body).body());
              }));
    }
    return tests.stream();
  }

  @Test
  void theWrongRequestDoesNotFitTheSchema() {
    JsonNode document = get("/v3/api-docs").json();
    JsonNode wrong =
        document.at(
            "/paths/~1api~1v1~1attention/post/requestBody/content/application~1json/examples"
                + "/invalid-request/value");

    assertThat(schema(document, "AttentionRequest").validate(wrong.toString(), InputFormat.JSON))
        .hasSizeGreaterThanOrEqualTo(2);
  }

  private void forEachRequest(
      BiConsumer<Map.Entry<String, JsonNode>, Map.Entry<String, JsonNode>> each) {
    for (var path : get("/v3/api-docs").json().get("paths").properties()) {
      JsonNode examples =
          path.getValue().at("/post/requestBody/content/application~1json/examples");
      for (var request : examples.properties()) {
        if (path.getKey().startsWith("/api/")) { // what is said in other protocols has its own test
          each.accept(path, request);
        }
      }
    }
  }

  private static JsonNode documentedAnswer(JsonNode path, String name) {
    JsonNode good = path.at("/post/responses/200/content/application~1json/examples/" + name);
    JsonNode bad =
        path.at("/post/responses/422/content/application~1problem+json/examples/" + name);
    return (good.isMissingNode() ? bad : good).path("value");
  }

  /// The same numbers compare equal however they are written; the id of a request is always
  /// another.
  private static JsonNode comparable(JsonNode answer) {
    JsonNode copy =
        JSON.readTree(answer.toString().replaceAll("(?<=[\\[,:])(-?\\d+)(?=[,\\]}])", "$1.0"));
    if (copy.has("requestId")) {
      ((ObjectNode) copy).remove("requestId");
    }
    return copy;
  }

  private static void assertFits(Schema schema, String json) {
    assertThat(schema.validate(json, InputFormat.JSON)).isEqualTo(List.of());
  }

  private static Schema schema(JsonNode document, String name) {
    ObjectNode root = (ObjectNode) document.deepCopy();
    root.put("$ref", "#/components/schemas/" + name);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(root.toString(), InputFormat.JSON);
  }
}
