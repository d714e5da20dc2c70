package attention.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import attention.hostile.Answers.Answer;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.LoggerFactory;
import org.springframework.test.context.TestPropertySource;

/// Requests that mean harm or are badly broken get the right answer, in time, and hurt nobody else.
///
/// Our own cases lie in the resources. Others lie beside the checkout and are no part of the
/// project; `-Dattention.hostile=FILE` runs further ones. Times are those of the corpus times
/// `-Dattention.patience`, since the machine that runs this is busy with other tests.
@TestPropertySource(
    properties = {
      "attention.limits.max-body=8388608B",
      "attention.limits.max-words=2048",
      "attention.limits.max-dimensions=4096",
      "attention.limits.max-word-length=256",
      "attention.limits.max-nesting=16",
      "attention.limits.max-number-length=1000"
    })
class HostileTest extends RunningService {

  private static final Path OWN = Path.of("src/test/resources/hostile/cases.jsonl");
  private static final Path CONFORMANCE = Path.of("../shared/conformance/hostile.jsonl");

  private static final int PATIENCE = Integer.getInteger("attention.patience", 5);
  private static final Duration CANARY = Duration.ofMillis(250).multipliedBy(PATIENCE);
  private static final int WARM_UP = 200;
  private static final Duration QUIET = Duration.ofMillis(200);
  private static final Duration CLOSING = Duration.ofSeconds(10);

  @TestFactory
  Stream<DynamicTest> ourOwnCases() throws IOException, InterruptedException {
    return cases(OWN);
  }

  @TestFactory
  Stream<DynamicTest> conformanceCases() throws IOException, InterruptedException {
    if (!Files.exists(CONFORMANCE)) {
      System.out.println("NOT RUN: no hostile corpus beside this checkout");
      return Stream.empty();
    }
    return cases(CONFORMANCE);
  }

  @TestFactory
  Stream<DynamicTest> furtherCases() throws IOException, InterruptedException {
    String file = System.getProperty("attention.hostile");
    return file == null ? Stream.empty() : cases(Path.of(file));
  }

  /// Starts the slow cases at once, and gives a test for each case.
  private Stream<DynamicTest> cases(Path file) throws IOException, InterruptedException {
    List<HostileCase> all = HostileCase.read(file);
    assertThat(all).isNotEmpty();
    var canary = new Canary(port);
    for (int n = 0; n < WARM_UP; n++) {
      canary.sing(CLOSING);
    }
    Map<HostileCase, Future<?>> running = new LinkedHashMap<>();
    for (HostileCase test : all) {
      if (test.isSlow()) {
        var task =
            new FutureTask<>(
                () -> {
                  check(test, canary);
                  return test;
                });
        Thread.ofVirtual().start(task);
        running.put(test, task);
      }
    }
    return all.stream()
        .map(
            test ->
                DynamicTest.dynamicTest(
                    test.name(),
                    () -> {
                      if (running.containsKey(test)) {
                        finish(running.get(test));
                      } else {
                        check(test, canary);
                      }
                    }));
  }

  private static void finish(Future<?> task) throws Throwable {
    try {
      task.get();
    } catch (ExecutionException failed) {
      throw failed.getCause();
    }
  }

  private void check(HostileCase test, Canary canary) throws Exception {
    ListAppender<ILoggingEvent> log = listen();
    List<Step> steps = test.steps(); // large bodies take a while to make: before connecting
    boolean slowly = steps.stream().anyMatch(Step.ReadSlowly.class::isInstance);
    try (var exchange = new Exchange(port, test.isHead(), slowly)) {
      if (test.also("canaryP99Ms").isPresent()) {
        besideCanaries(test, canary, () -> exchange.run(steps));
      } else {
        exchange.run(steps);
      }
      if (test.also("cancelledWithinMs").isPresent()) {
        restsAfter(Duration.ofMillis(Integer.parseInt(test.also("cancelledWithinMs").get())));
      }
      checkAnswers(test, exchange, slowly);
    } finally {
      rootLogger().detachAppender(log);
    }
    canary.sing(CANARY);
    assertThat(log.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
        .as("errors in the log")
        .isEmpty();
  }

  private static void checkAnswers(HostileCase test, Exchange exchange, boolean slowly)
      throws IOException, InterruptedException {
    Duration left = test.time().multipliedBy(PATIENCE).minus(exchange.elapsed());
    if (slowly) {
      assertThat(exchange.released()).as("the server holds on to a slow reader").isTrue();
      assertThat(exchange.beginning()).startsWith("HTTP/1.1 200");
      return;
    }
    exchange.await(left, () -> exchange.isClosed() || !exchange.answers().isEmpty());
    if (test.closes()) {
      assertThat(exchange.await(CLOSING, exchange::isClosed)).as("closed").isTrue();
    }
    if (test.responses().isPresent()) {
      exchange.await(QUIET, exchange::isClosed);
      assertThat(exchange.answers()).hasSize(test.responses().get());
    }
    List<Answer> answers = exchange.answers();
    if (answers.isEmpty()) {
      assertThat(exchange.isClosed()).as("answered or closed").isTrue();
      assertThat(test.mayBeSilent()).as("answered: %s", exchange.beginning()).isTrue();
    } else {
      new Verdict(test, answers.getFirst()).check();
    }
  }

  /// Sends known requests all the while.
  private static void besideCanaries(HostileCase test, Canary canary, Work work) throws Exception {
    var task =
        new FutureTask<>(
            () -> {
              work.run();
              return true;
            });
    Thread.ofVirtual().start(task);
    var times = new ArrayList<Duration>();
    while (!task.isDone()) {
      times.add(canary.sing(CANARY));
      Thread.sleep(20);
    }
    task.get();
    times.sort(null);
    long limit = PATIENCE * Long.parseLong(test.also("canaryP99Ms").orElseThrow());
    assertThat(times.get((times.size() - 1) * 99 / 100)).isLessThan(Duration.ofMillis(limit));
  }

  /// What may take a while.
  private interface Work {
    void run() throws Exception;
  }

  /// Checks that the service has nothing more to compute after a while, once it is warm.
  private static void restsAfter(Duration time) throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("warm-up")) {
        assertThat(thread.join(Duration.ofMinutes(5))).as("warm").isTrue();
      }
    }
    var machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    Thread.sleep(time.multipliedBy(PATIENCE));
    long before = machine.getProcessCpuTime();
    Thread.sleep(time);
    assertThat(Duration.ofNanos(machine.getProcessCpuTime() - before)).isLessThan(time);
  }

  private static ListAppender<ILoggingEvent> listen() {
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    rootLogger().addAppender(log);
    return log;
  }

  private static Logger rootLogger() {
    return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  }
}
