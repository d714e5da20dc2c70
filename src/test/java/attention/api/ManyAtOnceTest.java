package attention.api;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Large requests of several clients at once, whose bodies and results take the memory that those
/// before them had: none may see anything of another.
class ManyAtOnceTest extends RunningService {

  private static final int CLIENTS = 6;
  private static final int REQUESTS = 12;
  private static final int SIZE = 40;

  @Test
  void everyClientGetsItsOwnNumbers() throws InterruptedException, ExecutionException {
    var done = new ArrayList<Future<?>>();
    try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
      for (int n = 0; n < CLIENTS; n++) {
        int client = n;
        done.add(clients.submit(() -> askAgainAndAgain(client)));
      }
    }
    for (Future<?> client : done) {
      client.get();
    }
  }

  private void askAgainAndAgain(int client) {
    for (int n = 0; n < REQUESTS; n++) {
      int words = 200 + n % 3;
      if (n % 4 == client % 4) {
        String cut = request("cut", 1, words).replaceFirst("]}$", ""); // what others had ends so
        assertThat(post(ATTENTION, cut).status()).isEqualTo(400);
      }
      String word = "client-%d-%d".formatted(client, n);
      double number = 1 + client + n / 100.0;
      Reply reply = post(ATTENTION, request(word, number, words));
      assertThat(reply.status()).isEqualTo(200);
      check(reply.json(), word, number, words);
    }
  }

  /// All vectors are the same: so are all scores, the weights are equal shares, and the context is
  /// what all vectors are.
  private static void check(JsonNode answer, String word, double number, int words) {
    var all = new SoftAssertions();
    all.assertThat(answer.get("words").valueStream().map(JsonNode::asString))
        .hasSize(words)
        .containsOnly(word);
    double score = SIZE * number * number;
    all.assertThat(numbers(answer.get("scores"), words * words))
        .allMatch(found -> Math.abs(found - score) < 1e-5 * score);
    all.assertThat(numbers(answer.get("weights"), words * words))
        .allMatch(found -> Math.abs(found - 1.0 / words) < 1e-7);
    all.assertThat(numbers(answer.get("context"), words * SIZE))
        .allMatch(found -> Math.abs(found - number) < 1e-5 * number);
    all.assertAll();
  }

  private static List<Double> numbers(JsonNode table, int count) {
    List<Double> numbers =
        table.valueStream().flatMap(JsonNode::valueStream).map(JsonNode::asDouble).toList();
    assertThat(numbers).hasSize(count);
    return numbers;
  }

  private static String request(String word, double number, int words) {
    String numbers =
        String.join(",", Collections.nCopies(SIZE, String.format(Locale.ROOT, "%.8f", number)));
    String entry = "{\"word\":\"%s\",\"vector\":[%s]}".formatted(word, numbers);
    return "{\"words\":[%s]}".formatted(String.join(",", Collections.nCopies(words, entry)));
  }
}
