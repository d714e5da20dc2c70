package attention.core;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// What the rounds of a [Race] say about one contestant.
///
/// @param contestant who
/// @param rounds seconds of one call, round by round
/// @param threads processor time of the process in units of that of the calling thread: 1, unless
///   others help, or Java compiles or collects garbage meanwhile
public record Timing(Contestant contestant, double[] rounds, double threads) {

  /// Seconds of one call, the median.
  public double seconds() {
    return median(round -> rounds[round]);
  }

  /// By the median.
  public double workPerSecond() {
    return contestant.work() / seconds();
  }

  /// How many times longer another one takes for a call: the median of what each round says.
  public double ratioTo(Timing other) {
    return median(round -> other.rounds[round] / rounds[round]);
  }

  /// Work per second in units of that of another one: the median of what each round says.
  public double speedBeside(Timing other) {
    return ratioTo(other) * contestant.work() / other.contestant.work();
  }

  private double median(IntToDoubleFunction number) {
    double[] sorted = IntStream.range(0, rounds.length).mapToDouble(number).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
