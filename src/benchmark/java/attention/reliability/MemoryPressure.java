package attention.reliability;

import attention.endtoend.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The largest requests that are allowed, many at a time, at a small heap: those that do not fit
/// are refused, the others are answered right, and nothing runs out of memory.
record MemoryPressure() implements Scenario {

  private static final int HEAP = 256;
  private static final int ROOMY = 3_072;
  private static final int CLIENTS = 16;
  private static final Words TUTORIAL = new Words(4, 3);

  /// Results that take nearly all that this heap has for results.
  private static final Words LARGE_ANSWER = new Words(2_300, 16);

  /// Bodies that take nearly all that it has for bodies.
  private static final Words LARGE_BODY = new Words(1_536, 640);

  @Override
  public String name() {
    return "memory-pressure";
  }

  @Override
  public List<Finding> run(Bench bench) throws IOException, InterruptedException {
    var messages = List.of(Message.of(LARGE_ANSWER), Message.contextOf(LARGE_BODY));
    var expected = new ArrayList<Reply>();
    try (var roomy = bench.start(Start.withHeap(ROOMY))) {
      for (Message message : messages) {
        expected.add(roomy.ask(message));
      }
    }
    try (var service = bench.start(Start.withHeap(HEAP))) {
      Reply tutorial = service.ask(Message.of(TUTORIAL));
      Tally tally;
      try (var load = new ClosedLoop(service.address(), messages, expected, CLIENTS)) {
        tally = load.run(bench.time().multipliedBy(2));
      }
      boolean alive = service.isAlive();
      return List.of(
          Finding.told(
              "%d clients, bodies of %d MB and answers of %d MB"
                  .formatted(
                      CLIENTS,
                      messages.getLast().bytes().length >> 20,
                      expected.getFirst().length() >> 20),
              "%,d answered, %,d refused".formatted(tally.right(), tally.refused())),
          Finding.proof(
              "OutOfMemoryError",
              alive && !service.printed("OutOfMemoryError") ? "none" : "yes",
              "none",
              alive && !service.printed("OutOfMemoryError")),
          Finding.never("wrong answers", tally.wrong()),
          Finding.proof(
              "neither right answer nor 503/429 with Retry-After",
              tally.failures(),
              "0",
              tally.failed() == 0),
          Finding.proof(
              "right answer afterwards",
              alive ? "" : "it has ended",
              "yes",
              alive && service.ask(Message.of(TUTORIAL)).equals(tutorial)));
    }
  }
}
