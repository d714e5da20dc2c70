package attention.api;

import static org.assertj.core.api.Assertions.assertThat;

import attention.BoundLimits;
import attention.core.InvalidInput;
import attention.core.Matrix;
import attention.format.NumbersModule;
import attention.format.TextWarmUp;
import attention.format.UnreadableJson;
import attention.service.AttentionAnswer;
import attention.service.AttentionRequest;
import attention.service.Options;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Options of any kind are refused with faults, or give weights and an echo that means the same.
class OptionsFuzzTest {

  private static final Reading READING = Reading.within(BoundLimits.of(Map.of("max-words", 64)));

  private static final JsonMapper JSON =
      JsonMapper.builder().addModule(new NumbersModule(new TextWarmUp())).build();

  private static final String WORDS =
      """
      {"words":[{"word":"a","vector":[1,-2,0.5,0]},{"word":"b","vector":[0.25,3,-1,2]},
      {"word":"a","vector":[-1,0.125,2,1]}],"include":["scores","capped","logits","weights","context",
      "lse","contributions","explanation","diagnosis"],"heads":2,"keyHeads":1,
      "projections":{"key":{"weight":[[1,0],[0,1],[1,1],[0.5,-1]]},
      "value":{"weight":[[1,0],[0,1],[1,1],[0.5,-1]],"bias":[0.5,-0.5]}},"options":\
      """;

  // Rows of weights add up to 1 within this, in float32.
  private static final double ROUNDING = 1e-5;

  /// @param options the member `options`, as JSON
  @FuzzTest
  void optionsAreRefusedOrMeanSomething(byte[] options) throws IOException {
    AttentionRequest request = accepted(options);
    if (request == null) {
      return;
    }
    AttentionAnswer answer = READING.service().attend(request);
    requireShares(answer);

    byte[] echo = JSON.writeValueAsBytes(answer.options());
    AttentionRequest again = accepted(echo);
    assertThat(again).as("the echo %s", new String(echo, StandardCharsets.UTF_8)).isNotNull();
    assertThat(JSON.writeValueAsString(READING.service().attend(Objects.requireNonNull(again))))
        .isEqualTo(JSON.writeValueAsString(answer));
  }

  /// A request with these options; nothing if they are refused.
  private static @Nullable AttentionRequest accepted(byte[] options) throws IOException {
    var body = new ByteArrayOutputStream();
    body.writeBytes(WORDS.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(options);
    body.write('}');
    try {
      AttentionRequest request = READING.read(body.toByteArray());
      READING.validator().requireValid(request);
      return request;
    } catch (UnreadableJson | InvalidInput refused) {
      assertThat(refused).hasMessageNotContaining("attention.");
      return null;
    }
  }

  private static void requireShares(AttentionAnswer answer) {
    Options options = answer.options();
    boolean takesAll = options.sinks() == null;
    for (var head : Objects.requireNonNull(answer.heads())) {
      Matrix weights = Objects.requireNonNull(head.weights());
      for (int row = 0; row < weights.rows(); row++) {
        double sum = 0;
        for (int column = 0; column < weights.columns(); column++) {
          sum += weights.at(row, column);
        }
        if (takesAll && sum != 0 && !Double.isNaN(sum)) {
          assertThat(sum).as("row %d", row).isBetween(1 - ROUNDING, 1 + ROUNDING);
        }
      }
    }
  }
}
