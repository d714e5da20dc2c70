package attention.inference;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tensors that others have computed, sent as JSON and as bytes.
///
/// The golden cases are written by `src/test/reference/onnx.py`, which knows the operators'
/// specification and nothing of this project. The conformance cases are those of ONNX itself; they
/// lie beside the checkout and are no part of the project.
class OperatorCasesTest extends RunningService {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Path CONFORMANCE = Path.of("../shared/conformance/onnx");

  @TestFactory
  Stream<DynamicTest> goldenCases() throws IOException {
    return cases(GOLDEN);
  }

  @TestFactory
  Stream<DynamicTest> conformanceCasesOfOnnx() throws IOException {
    if (!Files.isDirectory(CONFORMANCE)) {
      System.out.println("NOT RUN: no conformance cases of ONNX beside this checkout");
      return Stream.empty();
    }
    return cases(CONFORMANCE);
  }

  private Stream<DynamicTest> cases(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted().toList();
    }
    assertThat(files).isNotEmpty();
    return files.stream()
        .map(file -> JSON.readTree(file))
        .flatMap(
            test ->
                Stream.of(
                    DynamicTest.dynamicTest(name(test) + " as JSON", () -> checkJson(test)),
                    DynamicTest.dynamicTest(name(test) + " as bytes", () -> checkBytes(test))));
  }

  private static String name(JsonNode test) {
    return test.get("name").asString();
  }

  private static String path(JsonNode test) {
    boolean attention = test.get("op_type").asString().equals("Attention");
    return "/v2/models/" + (attention ? "attention" : "rotary_embedding") + "/infer";
  }

  private void checkJson(JsonNode test) {
    ObjectNode request = request(test);
    request.set("inputs", test.get("inputs"));
    Reply reply = post(path(test), request.toString());

    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    JsonNode answered = reply.json().get("outputs");
    for (int n = 0; n < test.get("outputs").size(); n++) {
      JsonNode expected = test.get("outputs").get(n);
      check(expected, answered.get(n), WireTensors.fromJson(answered.get(n).get("data")));
    }
  }

  private void checkBytes(JsonNode test) throws IOException {
    ObjectNode request = request(test);
    request.putObject("parameters").setAll((ObjectNode) test.get("attributes"));
    ((ObjectNode) request.get("parameters")).put("binary_data_output", true);
    var bytes = new ByteArrayOutputStream();
    for (JsonNode input : test.get("inputs")) {
      byte[] data = WireTensors.toBytes(input);
      ObjectNode described = request.withArray("inputs").addObject();
      described.setAll((ObjectNode) input.deepCopy());
      described.remove("data");
      described.putObject("parameters").put("binary_data_size", data.length);
      bytes.writeBytes(data);
    }
    BinaryReply reply = postBinary(path(test), request.toString(), bytes.toByteArray());

    assertThat(reply.status()).as(reply.header()).isEqualTo(200);
    JsonNode answered = JSON.readTree(reply.header()).get("outputs");
    int at = 0;
    for (int n = 0; n < test.get("outputs").size(); n++) {
      JsonNode output = answered.get(n);
      int size = output.at("/parameters/binary_data_size").asInt();
      String datatype = output.get("datatype").asString();
      double[] actual = WireTensors.fromBytes(datatype, reply.bytes(), at, size);
      check(test.get("outputs").get(n), output, actual);
      at += size;
    }
    assertThat(reply.bytes()).hasSize(at);
  }

  private static ObjectNode request(JsonNode test) {
    ObjectNode request = JSON.createObjectNode();
    request.put("id", name(test));
    request.set("parameters", test.get("attributes"));
    for (JsonNode output : test.get("outputs")) {
      request.withArray("outputs").addObject().set("name", output.get("name"));
    }
    return request;
  }

  private static void check(JsonNode expected, JsonNode answered, double[] actual) {
    assertThat(answered.get("name")).isEqualTo(expected.get("name"));
    assertThat(answered.get("datatype")).isEqualTo(expected.get("datatype"));
    assertThat(answered.get("shape")).isEqualTo(expected.get("shape"));
    double tolerance = tolerance(expected.get("datatype").asString());
    double[] numbers = WireTensors.fromJson(expected.get("data"));
    assertThat(actual).hasSameSizeAs(numbers);
    for (int n = 0; n < numbers.length; n++) {
      if (Double.isFinite(numbers[n])) {
        double room = tolerance * Math.max(1, Math.abs(numbers[n]));
        assertThat(actual[n])
            .as("%s %d", expected.get("name"), n)
            .isBetween(numbers[n] - room, numbers[n] + room);
      } else {
        assertThat(actual[n]).as("%s %d", expected.get("name"), n).isEqualTo(numbers[n]);
      }
    }
  }

  /// Single, double and half precision as the conformance cases ask for it; bfloat16 has 8 bits.
  private static double tolerance(String datatype) {
    return switch (datatype) {
      case "FP64" -> 1e-12;
      case "FP32" -> 2e-6;
      case "FP16" -> 1e-3;
      case "BF16" -> 0x1p-8;
      default -> throw new IllegalArgumentException(datatype);
    };
  }
}
