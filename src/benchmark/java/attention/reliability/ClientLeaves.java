package attention.reliability;

import attention.endtoend.Words;
import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Clients that leave in the middle of a giant request: the service stops computing for them.
///
/// What it computes afterwards is read from the accounts that the system keeps for its threads.
record ClientLeaves() implements Scenario {

  private static final Words WORDS = new Words(16_384, 64);
  private static final int HEAP = 1_024;
  private static final int TIMES = 5;
  private static final double GOAL_MILLIS = 50;

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int WINDOW_MILLIS = 10;
  private static final double BUSY = 0.5; // of one processor
  private static final int IDLE_WINDOWS = 30;

  @Override
  public String name() {
    return "client-leaves";
  }

  @Override
  public List<Finding> run(Bench bench) throws IOException, InterruptedException {
    try (var service = bench.start(Start.withHeap(HEAP))) {
      Words few = new Words(512, 64);
      Message small = Message.of(few);
      Reply expected = service.ask(small);
      Message rows = Message.byRows(few);
      // What Java still compiles would look like work for a client.
      try (var warmUp =
          new ClosedLoop(
              service.address(), List.of(small, rows), List.of(expected, service.ask(rows)), 2)) {
        warmUp.run(bench.time());
      }
      for (int n = 0; n < TIMES; n++) {
        service.ask(Message.contextOf(WORDS));
      }
      var findings = new ArrayList<Finding>();
      findings.add(finding(service, "while it computes", Message.contextOf(WORDS), 0));
      findings.add(finding(service, "while it reads lines", Message.byRows(WORDS), 1 << 20));
      findings.add(Finding.must("right answer afterwards", service.ask(small).equals(expected)));
      return findings;
    }
  }

  private static Finding finding(Service service, String when, Message message, int bytes)
      throws IOException, InterruptedException {
    double[] millis = new double[TIMES];
    for (int n = 0; n < TIMES; n++) {
      leave(service, message, bytes);
      millis[n] = busyMillis(service);
    }
    Arrays.sort(millis);
    double worst = millis[TIMES - 1];
    return Finding.figure(
        "processor busy after a client left " + when,
        "%.0f ms (median %.0f, %d times)".formatted(worst, millis[TIMES / 2], TIMES),
        "≤ %.0f ms".formatted(GOAL_MILLIS),
        worst <= GOAL_MILLIS);
  }

  /// Sends a request, waits until the service computes, or until so many bytes have come, and
  /// resets the connection.
  private static void leave(Service service, Message message, int bytes)
      throws IOException, InterruptedException {
    try (var socket = new Socket()) {
      socket.connect(service.address());
      socket.setOption(StandardSocketOptions.SO_LINGER, 0);
      socket.getOutputStream().write(message.bytes());
      if (bytes > 0) {
        socket.getInputStream().readNBytes(bytes);
      } else {
        Thread.sleep(300); // it has read and computes: the whole takes a second or more
      }
    }
  }

  /// Milliseconds from now to the end of the last window in which it computed.
  private static double busyMillis(Service service) throws IOException, InterruptedException {
    long start = System.nanoTime();
    long before = service.processorNanos();
    long at = start;
    double last = 0;
    int idle = 0;
    while (idle < IDLE_WINDOWS && System.nanoTime() - start < LIMIT.toNanos()) {
      Thread.sleep(WINDOW_MILLIS);
      long used = service.processorNanos();
      long now = System.nanoTime();
      if (used - before > BUSY * (now - at)) {
        last = 1e-6 * (now - start);
        idle = 0;
      } else {
        idle++;
      }
      before = used;
      at = now;
    }
    return last;
  }
}
