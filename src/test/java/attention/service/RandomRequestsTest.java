package attention.service;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Requests of every kind, from 1 to 40 words with vectors of 1 to 70 numbers, against a reference
/// in double precision.
class RandomRequestsTest {

  private static final int REQUESTS = 1_000;
  private static final long SEED = 1706_03762;

  private final AttentionService service = Requests.service();

  @Test
  void everyStageAgreesWithTheReference() {
    var worst = new WorstErrors("%d random requests".formatted(REQUESTS));
    int[] comparedAsAWhole = {0};
    int[] emptyRows = {0};
    forEach(
        request -> {
          AttentionAnswer answer = service.attend(request);
          var comparison = new Comparison(new Float64Reference(request), answer, worst);
          comparison.compareSteps();
          comparedAsAWhole[0] += comparison.compareWhole() ? 1 : 0;
          emptyRows[0] += emptyRows(answer);
        });

    System.out.println(worst);
    worst.requireSmall();
    assertThat(comparedAsAWhole[0]).as("requests with ordinary numbers").isGreaterThan(800);
    assertThat(emptyRows[0]).as("queries that see nothing").isGreaterThan(1_000);
  }

  @Test
  void oneQueryHasTheSameBitsAsAllQueries() {
    var random = new Random(SEED);
    forEach(
        request -> {
          AttentionAnswer all = service.attend(request);
          int position = random.nextInt(all.queryWords().size());

          QueryAnswer one = service.attend(request, name(all.queryWords(), position));

          assertThat(one.position()).isEqualTo(position);
          assertThat(one.query()).isEqualTo(all.queryWords().get(position));
          JsonNode ofAll = Json.tree(all);
          JsonNode ofOne = Json.tree(one);
          for (Include member : Include.values()) {
            String name = member.name().toLowerCase(Locale.ROOT);
            assertThat(ofOne.get(name)).as(name).isEqualTo(ofAll.get(name).get(position));
          }
        });
  }

  private static void forEach(Consumer<AttentionRequest> check) {
    var requests = new RandomRequests(SEED);
    for (int n = 0; n < REQUESTS; n++) {
      try {
        check.accept(requests.next());
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("request " + n + ": " + failure.getMessage(), failure);
      }
    }
  }

  /// The word, where it stands once; otherwise its position.
  private static String name(List<String> words, int position) {
    String word = words.get(position);
    return words.stream().filter(word::equals).count() == 1 ? word : String.valueOf(position);
  }

  private static int emptyRows(AttentionAnswer answer) {
    return (int)
        requireNonNull(answer.stages().diagnosis()).stream().filter(Diagnosis::empty).count();
  }
}
