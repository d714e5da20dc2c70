package attention.service;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/// Numbers to add to the scores, as a request writes them: `[[…]]` for all heads, or `[[[…]]]` with
/// a table for each.
///
/// @param tables one, or one for each head
/// @param perHead whether each head has its own
public record BiasTable(List<List<double[]>> tables, boolean perHead) {

  /// Gives what was read.
  @JsonValue
  Object json() {
    return perHead ? tables : tables.getFirst();
  }

  /// Where a table stands below this.
  String pointer(int table) {
    return perHead ? "/" + table : "";
  }
}
