package attention.inference;

import static org.assertj.core.api.Assertions.assertThat;

import attention.BoundLimits;
import attention.core.InvalidInput;
import attention.core.Numbers;
import attention.format.BinaryData;
import attention.format.NumbersModule;
import attention.format.TextWarmUp;
import attention.format.UnreadableJson;
import attention.limits.OverLimit;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Any request of the Open Inference Protocol gets tensors that fill their shapes, or faults with
/// their places.
class InferenceFuzzTest {

  private static final InProcess SERVER =
      new InProcess(
          BoundLimits.of(Map.of("max-body", "64KB", "max-response", "4MB", "max-words", 256)));

  private static final JsonMapper JSON =
      JsonMapper.builder().addModule(new NumbersModule(new TextWarmUp())).build();

  /// @param input a line with the name of a model, a line with the value of the header
  ///   `Inference-Header-Content-Length` or nothing, and the body
  @FuzzTest
  void aRequestGetsTensorsOrFaults(byte[] input) throws IOException {
    int first = endOfLine(input, 0);
    int second = endOfLine(input, first + 1);
    String model = text(input, 0, first);
    if (!InProcess.MODELS.contains(model)) {
      return;
    }
    String length = second == first + 1 ? null : text(input, first + 1, second);
    byte[] body = Arrays.copyOfRange(input, Math.min(second + 1, input.length), input.length);
    try {
      requireComplete(SERVER.infer(model, body, length));
    } catch (UnreadableJson unreadable) {
      assertThat(unreadable.fault().pointer()).matches("(?s)(/.*)?");
    } catch (InvalidInput invalid) {
      assertThat(invalid.faults())
          .isNotEmpty()
          .allSatisfy(fault -> assertThat(fault.pointer()).matches("(?s)(/.*)?"));
    } catch (OverLimit over) {
      assertThat(over).hasMessageContaining("attention.limits.");
    }
  }

  private static void requireComplete(InferenceAnswer answer) throws IOException {
    assertThat(JSON.writeValueAsBytes(answer)).isNotEmpty();
    for (InferenceAnswer.Output output : answer.outputs()) {
      long count = Arrays.stream(output.shape()).asLongStream().reduce(1, (a, b) -> a * b);
      Numbers numbers = output.numbers();
      assertThat(numbers.count()).isEqualTo(count);
      var bytes = new ByteArrayOutputStream();
      BinaryData.write(bytes, output.datatype(), numbers);
      assertThat(bytes.size()).isEqualTo(count * output.datatype().bytes());
    }
  }

  /// Where the line ends that begins at a place.
  private static int endOfLine(byte[] input, int from) {
    int at = from;
    while (at < input.length && input[at] != '\n') {
      at++;
    }
    return at;
  }

  private static String text(byte[] input, int from, int to) {
    return new String(
        Arrays.copyOfRange(input, Math.min(from, input.length), Math.min(to, input.length)),
        StandardCharsets.ISO_8859_1);
  }
}
