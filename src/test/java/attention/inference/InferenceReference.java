package attention.inference;

import static org.assertj.core.api.Assertions.assertThat;

import attention.core.Numbers;
import attention.format.Datatype;
import attention.inference.Model.Result;
import attention.inference.OnnxProblem.Array;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Answers of the model `attention` beside [OnnxReference], from the bytes of both sides.
public final class InferenceReference {

  private static final JsonMapper JSON = new JsonMapper();

  private InferenceReference() {}

  /// Compares every number of an answer.
  ///
  /// @param request a body that was accepted
  /// @param requestJson how many of its bytes are JSON; all where empty
  /// @param answerJson how many bytes of the answer are; all where empty
  /// @return how many numbers were compared
  public static long compare(byte[] request, String requestJson, byte[] answer, String answerJson) {
    OnnxProblem problem =
        ProblemOfJson.read(json(request, requestJson), tail(request, requestJson));
    JsonNode outputs = json(answer, answerJson).path("outputs");
    Map<String, Array> answered = ProblemOfJson.arrays(outputs, tail(answer, answerJson));
    assertThat(answered).as("outputs").isNotEmpty();
    return problem.keyCount() == 0 ? requireZeros(answered) : compare(problem, answered);
  }

  private static long compare(OnnxProblem problem, Map<String, Array> answered) {
    Map<String, Array> expected = OnnxReference.attention(problem);
    var room = new ErrorRoom(problem);
    long compared = 0;
    for (Map.Entry<String, Array> output : answered.entrySet()) {
      String name = output.getKey();
      Array array = output.getValue();
      Array reference = beyond(Objects.requireNonNull(expected.get(name)));
      assertThat(array.shape()).as("shape of %s", name).isEqualTo(reference.shape());
      assertThat(array.datatype()).as("datatype of %s", name).isEqualTo(reference.datatype());
      var numbers = new Numbers.Float64(array.values());
      var result = new Result(name, Datatype.valueOf(array.datatype()), array.shape(), numbers);
      room.worst(result, reference, name);
      compared += array.values().length;
    }
    return compared;
  }

  /// The same with infinities for what the datatype cannot hold: scores of hidden keys, which
  /// nobody sees.
  private static Array beyond(Array array) {
    double largest =
        switch (array.datatype()) {
          case "FP16" -> 65_504;
          case "FP64" -> Double.MAX_VALUE;
          default -> Float.MAX_VALUE;
        };
    double[] values = array.values().clone();
    for (int n = 0; n < values.length; n++) {
      boolean isBeyond = Math.abs(values[n]) > largest;
      values[n] = isBeyond ? Math.copySign(Double.POSITIVE_INFINITY, values[n]) : values[n];
    }
    return new Array(array.datatype(), array.shape(), values);
  }

  /// Who sees no key at all takes nothing.
  private static long requireZeros(Map<String, Array> answered) {
    long compared = 0;
    for (Array array : answered.values()) {
      assertThat(array.values()).containsOnly(0);
      compared += array.values().length;
    }
    return compared;
  }

  private static JsonNode json(byte[] body, String length) {
    byte[] json = length.isEmpty() ? body : Arrays.copyOf(body, Integer.parseInt(length));
    return JSON.readTree(new String(json, StandardCharsets.UTF_8));
  }

  private static byte[] tail(byte[] body, String length) {
    return length.isEmpty()
        ? new byte[0]
        : Arrays.copyOfRange(body, Integer.parseInt(length), body.length);
  }
}
