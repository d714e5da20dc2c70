package attention.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// What reads numbers from bytes takes only what Jackson takes for a number, as the JDK reads it.
class NumberTextFuzzTest {

  private static final JsonFactory JACKSON = new JsonFactory();

  @FuzzTest
  void aNumberIsJacksonsAndHasTheBitsOfTheJdk(byte[] text) {
    byte[] roomy = Arrays.copyOf(text, text.length + NumberText.ROOM);
    double[] numbers = {Double.NaN, Double.NaN};

    int end = NumberText.read(roomy, 0, numbers, 1);

    assertThat(numbers[0]).as("a neighbour").isNaN();
    if (end == NumberText.NONE) {
      assertThat(numbers[1]).as("no number was read").isNaN();
      return;
    }
    assertThat(end).isBetween(1, text.length);
    String number = new String(text, 0, end, StandardCharsets.ISO_8859_1);
    assertThat(jackson(number)).as("Jackson reads %s", number).isEqualTo(number);
    assertThat(numbers[1]).as(number).isFinite().isEqualTo(Double.parseDouble(number));
    assertThat(Double.doubleToRawLongBits(numbers[1]))
        .as("bits of %s", number)
        .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(number)));
  }

  /// The text of the number that a document is; nothing if it is none.
  private static @Nullable String jackson(String document) {
    try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), document)) {
      JsonToken token = parser.nextToken();
      String text = token.isNumeric() ? parser.getString() : null;
      return parser.nextToken() == null ? text : null;
    } catch (StreamReadException _) {
      return null;
    }
  }
}
