package attention.reliability;

import attention.endtoend.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The clock jumps, the disk is full, nobody reads what the service prints: its answers stay the
/// same.
record Surroundings() implements Scenario {

  private static final int HEAP = 256;
  private static final List<String> JUMPS = List.of("+1h", "-1h", "+3650d", "-3650d", "+0");
  private static final String FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

  private static final List<Message> MESSAGES =
      List.of(
          Message.of(new Words(4, 3)),
          Message.of(new Words(64, 16)),
          Message.byRows(new Words(256, 8)),
          Message.contextOf(new Words(2_048, 64)),
          Message.get("/api/v1/examples/tutorial/attention?format=svg"),
          Message.get("/livez"),
          Message.get("/readyz"));

  private interface Trouble {
    Finding finding(Bench bench, List<Reply> expected) throws IOException, InterruptedException;
  }

  @Override
  public String name() {
    return "surroundings";
  }

  @Override
  public List<Finding> run(Bench bench) throws IOException, InterruptedException {
    List<Reply> expected;
    try (var service = bench.start(Start.withHeap(HEAP))) {
      expected = answers(service);
    }
    var findings = new ArrayList<Finding>();
    for (Trouble trouble :
        List.<Trouble>of(Surroundings::clock, Surroundings::disk, Surroundings::stdout)) {
      try {
        findings.add(trouble.finding(bench, expected));
      } catch (IOException failed) {
        findings.add(Finding.proof("a service in trouble", failed.toString(), "answers", false));
      }
    }
    return findings;
  }

  private static List<Reply> answers(Service service) throws IOException {
    var answers = new ArrayList<Reply>();
    for (Message message : MESSAGES) {
      answers.add(service.ask(message));
    }
    return answers;
  }

  private static Finding clock(Bench bench, List<Reply> expected)
      throws IOException, InterruptedException {
    Debian.need("libfaketime", Path.of(FAKETIME));
    Path now = bench.folder().resolve("clock");
    Files.writeString(now, "+0");
    var environment =
        Map.of(
            "LD_PRELOAD",
            FAKETIME,
            "FAKETIME_TIMESTAMP_FILE",
            now.toString(),
            "FAKETIME_NO_CACHE",
            "1",
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1"); // the system never lets that one jump
    int right = 0;
    try (var service = bench.start(Start.withHeap(HEAP).with(environment))) {
      for (String jump : JUMPS) {
        Files.writeString(now, jump);
        right += answers(service).equals(expected) ? 1 : 0;
      }
    }
    return Finding.proof(
        "same answers while the clock jumps by " + String.join(", ", JUMPS),
        right + " of " + JUMPS.size(),
        "all",
        right == JUMPS.size());
  }

  private static Finding disk(Bench bench, List<Reply> expected)
      throws IOException, InterruptedException {
    String mount = "mount -t tmpfs -o size=1m tmpfs /tmp && exec \"$@\" > /dev/full 2>&1";
    Start how = Start.withHeap(HEAP).under("unshare", "--mount", "bash", "-c", mount, "bash");
    try (var service = bench.start(how)) {
      long room = service.fillTmp();
      return Finding.proof(
          "same answers without a byte left in /tmp and for the log",
          "after %d KiB".formatted(room >> 10),
          "yes",
          answers(service).equals(expected));
    }
  }

  private static Finding stdout(Bench bench, List<Reply> expected)
      throws IOException, InterruptedException {
    // The reader of the pipe has ended before the service begins. The launcher of Java, which says
    // that it takes JDK_JAVA_OPTIONS, must not end of that.
    String lost = "trap '' PIPE; exec > >(exit) 2>&1; wait $!; exec \"$@\"";
    try (var service = bench.start(Start.withHeap(HEAP).under("bash", "-c", lost, "bash"))) {
      return Finding.must(
          "same answers with stdout and stderr closed at the other end",
          answers(service).equals(expected));
    }
  }
}
