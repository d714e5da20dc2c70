package attention.core;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// What the rounds of a [Race] say about one contestant.
///
/// @param contestant who
/// @param rounds seconds of one call, round by round
/// @param threads processor time of the process in units of that of the calling thread: 1, unless
///   others help, or Java compiles or collects garbage meanwhile
record Timing(Contestant contestant, double[] rounds, double threads) {

  /// Seconds of one call, the median.
  double seconds() {
    return median(round -> rounds[round]);
  }

  /// By the median.
  double multiplyAddsPerSecond() {
    return contestant.multiplyAdds() / seconds();
  }

  /// How many times longer another one takes for a call: the median of what each round says.
  double ratioTo(Timing other) {
    return median(round -> other.rounds[round] / rounds[round]);
  }

  /// Multiply-adds per second in units of those of another one: the median of what each round says.
  double speedBeside(Timing other) {
    return ratioTo(other) * contestant.multiplyAdds() / other.contestant.multiplyAdds();
  }

  private double median(IntToDoubleFunction number) {
    double[] sorted = IntStream.range(0, rounds.length).mapToDouble(number).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
