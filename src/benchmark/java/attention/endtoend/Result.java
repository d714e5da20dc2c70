package attention.endtoend;

import java.util.List;

/// What was measured of one server.
///
/// @param name of the server
/// @param throughputs answers per second, a number for each shape
/// @param latencies of a single client, for each shape
/// @param secondsToReady from its start
/// @param secondsOfFirst of the first request
/// @param memory bytes, after the load of the smallest shape
/// @param worstError in units of the largest number of its row
record Result(
    String name,
    List<Double> throughputs,
    List<Answered> latencies,
    double secondsToReady,
    double secondsOfFirst,
    long memory,
    double worstError) {

  /// Prints what the columns of [#row] are.
  static void printHeader(List<Words> throughputs, List<Words> latencies) {
    var header = new StringBuilder("| contestant |");
    throughputs.forEach(words -> header.append(" %s requests/s |".formatted(words)));
    latencies.forEach(words -> header.append(" %s ms, median / p99 |".formatted(words)));
    header.append(" ready s | first request ms | memory MB | error |\n|---|");
    header.append("---|".repeat(throughputs.size() + latencies.size() + 4));
    System.out.println(header);
  }

  /// Gives a row of the table.
  ///
  /// @param ours for the ratios: how many times as fast ours is
  String row(Result ours) {
    var row = new StringBuilder("| %s |".formatted(name));
    for (int n = 0; n < throughputs.size(); n++) {
      double ratio = ours.throughputs.get(n) / throughputs.get(n);
      row.append(" %,.0f%s |".formatted(throughputs.get(n), ratio(ours, ratio)));
    }
    for (int n = 0; n < latencies.size(); n++) {
      Answered answered = latencies.get(n);
      double ratio = answered.median() / ours.latencies.get(n).median();
      row.append(
          " %,.1f / %,.1f%s |"
              .formatted(1e3 * answered.median(), 1e3 * answered.p99(), ratio(ours, ratio)));
    }
    return row.append(
            " %.1f | %.0f | %d | %.0e |"
                .formatted(secondsToReady, 1e3 * secondsOfFirst, memory >> 20, worstError))
        .toString();
  }

  private String ratio(Result ours, double ratio) {
    return ours.equals(this) ? "" : " (%.2f)".formatted(ratio);
  }
}
