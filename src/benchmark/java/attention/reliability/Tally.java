package attention.reliability;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/// What became of many requests. For several threads.
final class Tally {

  private final Latencies right = new Latencies();
  private final Latencies refused = new Latencies();
  private final Map<String, Integer> others = new TreeMap<>();
  private long wrong;
  private String example = "";
  private long failed;
  private long broken;
  private long unanswered;

  /// Counts an answer.
  ///
  /// @param expected what a right one is
  /// @param nanos how long it took
  synchronized void add(Reply reply, Reply expected, long nanos) {
    if (reply.isRefusal()) {
      refused.add(nanos);
    } else if (!reply.isOk()) {
      count("status " + reply.status() + (reply.retryAfter() ? "" : " without Retry-After"));
    } else if (reply.equals(expected)) {
      right.add(nanos);
    } else {
      wrong++;
      example = "%s instead of %s".formatted(reply, expected);
    }
  }

  /// Counts a request without a complete answer.
  synchronized void add(IOException failure) {
    switch (failure) {
      case Broken _ -> {
        broken++;
        count("broken answer");
      }
      case Unanswered none -> {
        unanswered++;
        count(String.valueOf(none.getMessage()));
      }
      default -> count(String.valueOf(failure.getMessage()));
    }
  }

  /// Counts a request that could not even be sent.
  synchronized void addUnsent() {
    count("not sent, all connections wait");
  }

  private void count(String what) {
    failed++;
    others.merge(what, 1, Integer::sum);
  }

  synchronized long right() {
    return right.count();
  }

  synchronized long refused() {
    return refused.count();
  }

  /// Answers 200 that differ from the known one.
  synchronized long wrong() {
    return wrong;
  }

  /// Their number and one of them, for people.
  synchronized String wrongs() {
    return wrong == 0 ? "0" : "%,d, for example %s".formatted(wrong, example);
  }

  /// Neither answered nor refused as it should be.
  synchronized long failed() {
    return failed;
  }

  /// Answers that began and did not end.
  synchronized long broken() {
    return broken;
  }

  /// Requests that were sent without a byte coming back.
  synchronized long unanswered() {
    return unanswered;
  }

  synchronized long total() {
    return right.count() + refused.count() + wrong + failed;
  }

  /// What failed and how often, for people.
  synchronized String failures() {
    return others.isEmpty() ? "0" : "%,d %s".formatted(failed, others);
  }

  /// Milliseconds that a share of the right answers did not exceed.
  synchronized double millis(double share) {
    return right.millis(share);
  }

  /// Milliseconds that a share of the refusals did not exceed.
  synchronized double refusalMillis(double share) {
    return refused.millis(share);
  }
}
