package attention.mutations;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Good requests made worse, sent to every endpoint over connections that are kept: each gets an
/// answer that says what is wrong with it, or has the right numbers.
///
/// `./mvnw test -Dtest=MutationsTest -Dattention.mutations=1000000` sends so many, and asks for
/// each answer within two seconds. A number is always the same request:
/// `-Dattention.mutations.first` says where to begin.
class MutationsTest extends RunningService {

  private static final long USUAL = 5_000;
  private static final long COUNT = Long.getLong("attention.mutations", USUAL);
  private static final long FIRST = Long.getLong("attention.mutations.first", 0);
  private static final long SEED = 6;

  private static final int CLIENTS = 4;
  private static final int MOST_FAILURES = 50; // more of them say nothing new
  private static final int LONGEST = 3_000; // characters of a request in a message

  // Fewer requests are a part of the build, beside which anything may run.
  private static final Duration PATIENCE = Duration.ofSeconds(COUNT > USUAL ? 2 : 60);

  private final Map<String, AtomicLong> statuses = new ConcurrentSkipListMap<>();
  private final Map<String, AtomicLong> numbers = new ConcurrentSkipListMap<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicLong next = new AtomicLong(FIRST);
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private final AtomicLong late = new AtomicLong();
  private final AtomicLong slowest = new AtomicLong();

  @Test
  void requestsMadeWorseGetRightAnswers() throws IOException, InterruptedException {
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    rootLogger().addAppender(log);
    get("/v3/api-docs"); // which is made when it is first asked for
    long start = System.nanoTime();
    try {
      run(new Trials(SEED));
    } finally {
      rootLogger().detachAppender(log);
    }
    System.out.printf(
        Locale.ROOT,
        "%,d mutated requests from %,d on, seed %d, %,d connections (%,d ended), %.0f s, %d"
            + " late, slowest answer %d ms%nanswers: %s%nnumbers compared: %s%nfailures: %d%n",
        COUNT,
        FIRST,
        SEED,
        connections.get(),
        repeated.get(),
        (System.nanoTime() - start) / 1e9,
        late.get(),
        slowest.get() / 1_000_000,
        statuses,
        numbers,
        failures.size());

    assertThat(failures).isEmpty();
    assertThat(log.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
        .as("errors in the log")
        .isEmpty();
    if (COUNT >= USUAL) {
      requireVariety();
    }
  }

  /// A run says nothing if hardly any request is accepted, or refused, or compared.
  private void requireVariety() {
    for (String status : List.of("200", "400", "422")) {
      assertThat(count(statuses, status)).as("answers %s", status).isGreaterThan(COUNT / 20);
    }
    for (String endpoint :
        List.of("WHOLE", "STAGE", "ROW", "ROWS", "SHOWN", "LINES", "WHAT_IF", "MERGE", "TENSORS")) {
      assertThat(count(numbers, endpoint)).as("numbers of %s", endpoint).isPositive();
    }
  }

  private void run(Trials trials) throws InterruptedException {
    try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<Void>> running =
          clients.invokeAll(
              IntStream.range(0, CLIENTS)
                  .mapToObj(
                      _ ->
                          (Callable<Void>)
                              () -> {
                                ask(trials);
                                return null;
                              })
                  .toList());
      for (Future<Void> client : running) {
        client.get();
      }
    } catch (ExecutionException failed) {
      throw new AssertionError(failed.getCause());
    }
  }

  private void ask(Trials trials) throws IOException {
    try (var connection = new Connection(port, PATIENCE)) {
      for (long number = next.getAndIncrement();
          number < FIRST + COUNT && failures.size() < MOST_FAILURES;
          number = next.getAndIncrement()) {
        ask(number, trials.get(number), connection);
      }
      connections.addAndGet(connection.count());
      repeated.addAndGet(connection.repeated());
    }
  }

  private void ask(long number, Trial trial, Connection connection) {
    try {
      Answer answer = inTime(trial, connection);
      slowest.accumulateAndGet(answer.time().toNanos(), Math::max);
      add(statuses, String.valueOf(answer.status()), 1);
      add(numbers, trial.endpoint().name(), Judge.check(trial, answer));
    } catch (AssertionError | RuntimeException | IOException failure) {
      String text = trial.request().toString();
      failures.add(
          "%d, %s: %s%n%s"
              .formatted(
                  number,
                  trial.endpoint(),
                  failure,
                  text.substring(0, Math.min(LONGEST, text.length()))));
    }
  }

  /// Asks, and where it takes too long once more: what stalls the machine is soon over, what stalls
  /// the service is not.
  private Answer inTime(Trial trial, Connection connection) throws IOException {
    try {
      Answer answer = connection.ask(trial.request());
      if (answer.time().compareTo(PATIENCE) < 0) {
        return answer;
      }
    } catch (SocketTimeoutException _) {
      // asked again below
    }
    late.incrementAndGet();
    Answer answer = connection.ask(trial.request());
    assertThat(answer.time()).isLessThan(PATIENCE);
    return answer;
  }

  private static void add(Map<String, AtomicLong> counts, String name, long count) {
    counts.computeIfAbsent(name, _ -> new AtomicLong()).addAndGet(count);
  }

  private static long count(Map<String, AtomicLong> counts, String name) {
    return counts.getOrDefault(name, new AtomicLong()).get();
  }

  private static Logger rootLogger() {
    return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  }
}
