package attention.inference;

import attention.core.Faults;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Named values beside the tensors: attributes of the operator, and a few of the protocol's own.
///
/// @param values by name: texts, numbers, truth values
/// @param pointer where they stand in the request
/// @param faults takes what is wrong with them
record Parameters(Map<String, Object> values, String pointer, Faults faults) {

  /// What other servers understand and clients may send; nothing here depends on it.
  private static final Set<String> PASSED_OVER =
      Set.of("sequence_id", "sequence_start", "sequence_end", "priority", "timeout");

  /// Reports every value that has none of the names.
  ///
  /// @param more further names
  void checkNames(Set<String> names, String... more) {
    var known = new TreeSet<>(names);
    known.addAll(List.of(more));
    for (String name : values.keySet()) {
      if (!known.contains(name) && !PASSED_OVER.contains(name)) {
        fault(name, "is not known here; known are " + String.join(", ", known));
      }
    }
  }

  /// Gives a truth value, which may also be written 1 and 0.
  boolean flag(String name, boolean usual) {
    return switch (values.get(name)) {
      case null -> usual;
      case Boolean flag -> flag;
      case Integer number when number == 0 || number == 1 -> number == 1;
      default -> {
        fault(name, "must be true, false, 1 or 0");
        yield usual;
      }
    };
  }

  /// Gives a whole number, if there is one.
  ///
  /// @param least the smallest that is allowed
  /// @param most the largest that is allowed
  OptionalInt integer(String name, int least, int most) {
    @Nullable Object value = values.get(name);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (value instanceof Integer number && number >= least && number <= most) {
      return OptionalInt.of(number);
    }
    String range =
        most == Integer.MAX_VALUE
            ? "of at least %d".formatted(least)
            : "from %d to %d".formatted(least, most);
    fault(name, "must be a whole number " + range);
    return OptionalInt.empty();
  }

  /// Gives a finite number, if there is one.
  OptionalDouble number(String name) {
    @Nullable Object value = values.get(name);
    if (value == null) {
      return OptionalDouble.empty();
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return OptionalDouble.of(number.doubleValue());
    }
    fault(name, "must be a finite number");
    return OptionalDouble.empty();
  }

  /// Reports what is wrong with a value.
  void fault(String name, String detail) {
    faults.add(pointer + "/" + name, "wrong-value", detail);
  }
}
