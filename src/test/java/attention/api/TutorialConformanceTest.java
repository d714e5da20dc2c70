package attention.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attention.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Numbers that public tutorials print, from a folder beside the checkout that is no part of the
/// project.
class TutorialConformanceTest extends RunningService {

  private static final Path CASES = Path.of("../shared/conformance/tutorial");

  @TestFactory
  Stream<DynamicTest> numbersOfPublicTutorials() throws IOException {
    if (!Files.isDirectory(CASES)) {
      System.out.println("NOT RUN: no conformance cases of tutorials beside this checkout");
      return Stream.empty();
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(CASES)) {
      files = all.sorted().toList();
    }
    return files.stream()
        .map(file -> JSON.readTree(file))
        .map(test -> DynamicTest.dynamicTest(test.get("name").asString(), () -> check(test)));
  }

  private void check(JsonNode test) {
    String query = test.get("query").asString();
    double printed = 0.5 * Math.pow(10, -test.get("printed_decimals").asInt()) + 1e-6;
    JsonNode expected = test.get("expected");
    for (var stage : expected.properties()) {
      // Where a tutorial prints both, its scores are those before scaling; ours are always scaled.
      boolean unscaled = stage.getKey().equals("scores") && expected.has("scaled_scores");
      String request = request(test, unscaled ? JSON.readTree("1") : test.get("scale"));
      String name = stage.getKey().replace("_of_query", "").replace("scaled_", "");
      String path = stage.getKey().endsWith("_of_query") ? "/queries/" + query : "";
      assertSame(post(ATTENTION + path, request).json().get(name), stage.getValue(), printed);
    }
  }

  private static String request(JsonNode test, JsonNode scale) {
    ObjectNode request = JSON.createObjectNode();
    var words = request.putArray("words");
    for (int n = 0; n < test.get("words").size(); n++) {
      ObjectNode word = words.addObject();
      word.set("word", test.get("words").get(n));
      word.set("vector", test.get("vectors").get(n));
    }
    request.putObject("options").set("scale", scale);
    if (test.has("projections")) {
      ObjectNode projections = request.putObject("projections");
      projections.putObject("query").set("weight", test.at("/projections/W_q"));
      projections.putObject("key").set("weight", test.at("/projections/W_k"));
      projections.putObject("value").set("weight", test.at("/projections/W_v"));
    }
    return request.toString();
  }

  private static void assertSame(JsonNode actual, JsonNode expected, double tolerance) {
    if (expected.isArray()) {
      assertThat(actual.size()).isEqualTo(expected.size());
      for (int n = 0; n < expected.size(); n++) {
        assertSame(actual.get(n), expected.get(n), tolerance);
      }
    } else {
      assertThat(actual.asDouble()).isCloseTo(expected.asDouble(), within(tolerance));
    }
  }
}
