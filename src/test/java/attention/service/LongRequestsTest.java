package attention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The error of a long request is as small as that of a short one.
class LongRequestsTest {

  private static final Options SCALED =
      new Options(null, new Scale(null), null, null, null, null, null, null, null, null, null);
  private static final List<Include> STAGES =
      List.of(
          Include.SCORES,
          Include.CAPPED,
          Include.LOGITS,
          Include.WEIGHTS,
          Include.LSE,
          Include.CONTEXT,
          Include.CONTRIBUTIONS);

  private final AttentionService service = Requests.service();
  private final Random random = new Random(768);

  static Stream<Arguments> theErrorDoesNotGrowWithTheLength() {
    return Stream.of(
        argumentSet("20 keys of 64", 20, 20, 64),
        argumentSet("200 keys of 64", 20, 200, 64),
        argumentSet("2,000 keys of 64", 20, 2_000, 64),
        argumentSet("16,384 keys of 8", 4, 16_384, 8),
        argumentSet("2,000 keys of 768", 5, 2_000, 768),
        argumentSet("50 keys of 8,192", 5, 50, 8_192));
  }

  @ParameterizedTest
  @MethodSource
  void theErrorDoesNotGrowWithTheLength(int queryCount, int keyCount, int size) {
    var request =
        new AttentionRequest(
            null,
            words(queryCount, size),
            words(keyCount, size),
            null,
            SCALED,
            STAGES,
            null,
            null,
            null,
            null);
    var errors =
        new WorstErrors("%d queries and %d keys of %d".formatted(queryCount, keyCount, size));
    var comparison = new Comparison(new Float64Reference(request), service.attend(request), errors);

    comparison.compareSteps();

    assertThat(comparison.compareWhole()).isTrue();
    System.out.println(errors);
    errors.requireSmall();
  }

  private List<WordVector> words(int count, int size) {
    return IntStream.range(0, count).mapToObj(n -> new WordVector("w" + n, vector(size))).toList();
  }

  private double[] vector(int size) {
    return DoubleStream.generate(random::nextGaussian).limit(size).toArray();
  }
}
