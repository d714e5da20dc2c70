package attention.inference;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Small requests of every kind to the model `attention`.
public final class InferenceSeeds {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LARGEST = 1_500; // characters of a document: many small ones find more
  private static final int COUNT = 60;

  private InferenceSeeds() {}

  /// Requests as JSON.
  public static List<JsonNode> attention() {
    var documents = new ArrayList<JsonNode>();
    for (long seed = 0; documents.size() < COUNT; seed++) {
      OnnxProblem problem = RandomProblems.of(seed);
      ObjectNode request = request(problem);
      ArrayNode inputs = request.putArray("inputs");
      DifferentialTest.forEach(
          problem, (name, array) -> inputs.add(DifferentialTest.described(name, array)));
      if (seed % 2 == 0) {
        request.put("id", "7").putArray("outputs").addObject().put("name", "Y");
      }
      if (request.toString().length() <= LARGEST) {
        documents.add(request);
      }
    }
    return documents;
  }

  /// Requests with tensors as bytes: how long the JSON is, in four bytes, the JSON, and the
  /// tensors.
  public static List<byte[]> binary() {
    var bodies = new ArrayList<byte[]>();
    for (long seed = 0; bodies.size() < COUNT; seed++) {
      OnnxProblem problem = RandomProblems.of(seed);
      ObjectNode request = request(problem);
      ArrayNode inputs = request.putArray("inputs");
      var bytes = new ByteArrayOutputStream();
      DifferentialTest.forEach(
          problem, (name, array) -> inputs.add(DifferentialTest.behind(name, array, bytes)));
      request.withObject("parameters").put("binary_data_output", seed % 3 > 0);
      byte[] json = request.toString().getBytes(StandardCharsets.UTF_8);
      if (json.length + bytes.size() <= LARGEST) {
        bodies.add(
            ByteBuffer.allocate(Integer.BYTES + json.length + bytes.size())
                .putInt(json.length)
                .put(json)
                .put(bytes.toByteArray())
                .array());
      }
    }
    return bodies;
  }

  private static ObjectNode request(OnnxProblem problem) {
    ObjectNode request = JSON.createObjectNode();
    request.set("parameters", JSON.valueToTree(problem.attributes()));
    return request;
  }
}
