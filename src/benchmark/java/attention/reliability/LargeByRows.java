package attention.reliability;

import attention.endtoend.Words;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An answer several times as large as the heap, line by line.
record LargeByRows() implements Scenario {

  private static final Words WORDS = new Words(5_500, 64);
  private static final int HEAP = 256;
  private static final long LEAST = 600_000_000;
  private static final double TOLERANCE = 2e-5;
  private static final int CHECKED = 500; // every so many lines

  @Override
  public String name() {
    return "large-by-rows";
  }

  @Override
  public List<Finding> run(Bench bench) throws IOException, InterruptedException {
    try (var service = bench.start(Start.withHeap(HEAP));
        var client = HttpClient.newHttpClient()) {
      var uri =
          URI.create(
              "http://127.0.0.1:%d/api/v1/attention?format=ndjson"
                  .formatted(service.address().getPort()));
      var request =
          HttpRequest.newBuilder(uri)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(WORDS.json()))
              .build();
      long start = System.nanoTime();
      HttpResponse<Stream<String>> response = client.send(request, BodyHandlers.ofLines());
      var rows = new Rows();
      if (response.statusCode() == 200) {
        try (Stream<String> lines = response.body()) {
          lines.forEach(rows::take);
        }
      }
      double seconds = 1e-9 * (System.nanoTime() - start);
      return List.of(
          Finding.proof(
              "answer by rows",
              "status %d, %,d lines, %,d MB in %.1f s"
                  .formatted(response.statusCode(), rows.count, rows.bytes / 1_000_000, seconds),
              "%,d lines, ≥ %,d MB".formatted(WORDS.count(), LEAST / 1_000_000),
              rows.count == WORDS.count() && rows.bytes >= LEAST),
          Finding.never("wrong weights, of a line in %d".formatted(CHECKED), rows.wrong));
    }
  }

  /// Lines, of which some are compared with plain loops.
  private static final class Rows {

    private final JsonMapper json = new JsonMapper();
    private final float[][] vectors = WORDS.vectors();
    private int count;
    private long bytes;
    private long wrong;

    private void take(String line) {
      if (count % CHECKED == 0 && !isRight(json.readTree(line).get("weights"), count)) {
        wrong++;
      }
      count++;
      bytes += line.length() + 1;
    }

    private boolean isRight(JsonNode weights, int query) {
      double[] expected = new double[vectors.length];
      double sum = 0;
      for (int j = 0; j < expected.length; j++) {
        double score = 0;
        for (int e = 0; e < vectors[j].length; e++) {
          score += (double) vectors[query][e] * vectors[j][e];
        }
        expected[j] = Math.exp(score); // the scores are small: see Words
        sum += expected[j];
      }
      for (int j = 0; j < expected.length; j++) {
        if (Math.abs(weights.get(j).asDouble() - expected[j] / sum) > TOLERANCE) {
          return false;
        }
      }
      return weights.size() == expected.length;
    }
  }
}
