package attention.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Answers by rows, computed in blocks, against the whole.
class QueryAnswersTest {

  // A block holds 2^18 numbers of a stage: 291 of 900 queries.
  private static final int WORDS = 900;

  private final AttentionService service = Requests.service();

  @Test
  void everyRowHasTheBitsOfTheWhole() {
    List<WordVector> words =
        IntStream.range(0, WORDS)
            .mapToObj(n -> new WordVector("w" + n, new double[] {Math.sin(n), Math.cos(3 * n)}))
            .toList();
    var request = new AttentionRequest(words, null, null, null, null, null, null, null, null, null);
    AttentionAnswer all = service.attend(request);
    List<QueryAnswer> rows = new ArrayList<>();
    service.rows(request).forEach(rows::add);

    assertThat(rows).hasSize(WORDS);
    var tree = Json.tree(all);
    for (int i = 0; i < WORDS; i += 7) {
      var row = Json.tree(rows.get(i));
      assertThat(row.propertyNames())
          .containsExactly("query", "position", "scores", "weights", "context");
      assertThat(row.get("position").asInt()).isEqualTo(i);
      assertThat(row.get("query").asString()).isEqualTo("w" + i);
      for (String stage : List.of("scores", "weights", "context")) {
        assertThat(row.get(stage)).as(stage).isEqualTo(tree.get(stage).get(i));
      }
    }
  }

  @Test
  void rowsOfSeveralHeadsHoldThemAll() {
    AttentionRequest request =
        Requests.request(
            "{'words': [{'word': 'a', 'vector': [1, 2]}, {'word': 'b', 'vector': [3, 4]}],"
                + "'heads': 2}");
    var tree = Json.tree(service.attend(request));
    List<QueryAnswer> rows = new ArrayList<>();
    service.rows(request, Include.WEIGHTS).forEach(rows::add);

    var second = Json.tree(rows.get(1));
    assertThat(second.propertyNames()).containsExactly("query", "position", "heads");
    assertThat(second.at("/heads/1/weights")).isEqualTo(tree.at("/heads/1/weights/1"));
  }
}
