package attention.reliability;

import attention.endtoend.Words;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A network that is slow, cuts into pieces, or breaks off: slow answers are right, and a client
/// always notices that one is not whole.
record ToxicNetwork() implements Scenario {

  private static final int TIMINGS = 64; // characters that an answer may have more than another

  private static final Words WORDS = new Words(64, 16);
  private static final int HEAP = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CUTS = 50;

  private static final List<Toxic> SLOW =
      List.of(
          new Toxic.Latency(50),
          new Toxic.Slices(7, 100),
          new Toxic.Slices(1_000, 1_000),
          new Toxic.Bandwidth(100_000));

  @Override
  public String name() {
    return "toxic-network";
  }

  @Override
  public List<Finding> run(Bench bench) throws IOException, InterruptedException {
    var findings = new ArrayList<Finding>();
    try (var service = bench.start(Start.withHeap(HEAP))) {
      Message message = Message.of(WORDS);
      Reply expected = service.ask(message);
      for (Toxic toxic : SLOW) {
        findings.add(
            Finding.must(
                "right answer behind " + toxic, ask(service, toxic, message).equals(expected)));
      }
      findings.addAll(cuts(service, "in one piece", ""));
      findings.addAll(cuts(service, "by rows", "?format=ndjson"));
      findings.add(cutRequests(service, message, expected));
    }
    return findings;
  }

  private static Reply ask(Service service, Toxic toxic, Message message) throws IOException {
    try (var proxy = new ToxicProxy(service.address(), toxic);
        var client = new Client(proxy.address(), PATIENCE)) {
      return client.send(message);
    }
  }

  /// Cuts an answer at many places, before the client that everybody has.
  private static List<Finding> cuts(Service service, String how, String query)
      throws IOException, InterruptedException {
    long length;
    try (var client = service.client(PATIENCE)) {
      client.send(Message.post("/api/v1/attention" + query, WORDS.json()));
      length = client.received();
    }
    int noticed = 0;
    int cuts = 0;
    for (int n = 0; n < CUTS; n++) {
      // From after the first byte to before the last ones: `Server-Timing` is not always as long.
      long bytes = 1 + n * (length - TIMINGS) / (CUTS - 1);
      for (Toxic toxic : List.of(new Toxic.CutAfter(bytes), new Toxic.ResetAfter(bytes))) {
        cuts++;
        noticed += isNoticed(service, toxic, query) ? 1 : 0;
      }
    }
    return List.of(
        Finding.proof(
            "answers %s cut off or reset, noticed by the client".formatted(how),
            "%d of %d".formatted(noticed, cuts),
            "all",
            noticed == cuts));
  }

  private static boolean isNoticed(Service service, Toxic toxic, String query)
      throws IOException, InterruptedException {
    try (var proxy = new ToxicProxy(service.address(), toxic);
        var client = HttpClient.newHttpClient()) {
      var uri =
          URI.create(
              "http://127.0.0.1:%d/api/v1/attention%s".formatted(proxy.address().getPort(), query));
      var request =
          HttpRequest.newBuilder(uri)
              .header("Content-Type", "application/json")
              .timeout(PATIENCE)
              .POST(BodyPublishers.ofString(WORDS.json()));
      client.send(request.build(), BodyHandlers.discarding());
      return false;
    } catch (IOException noticed) {
      return true;
    }
  }

  private static Finding cutRequests(Service service, Message message, Reply expected)
      throws IOException {
    int accepted = 0;
    for (int n = 0; n < CUTS; n++) {
      long bytes = 1 + (long) n * (message.bytes().length - 2) / (CUTS - 1);
      try {
        accepted += ask(service, new Toxic.CutRequestAfter(bytes), message).isOk() ? 1 : 0;
      } catch (IOException none) {
        // As it should be.
      }
    }
    boolean well = service.ask(message).equals(expected);
    return Finding.proof(
        "requests cut off and answered as if they were whole",
        "%d of %d%s".formatted(accepted, CUTS, well ? "" : ", wrong answer afterwards"),
        "0",
        accepted == 0 && well);
  }
}
