package attention.core;

import java.util.ArrayList;
import java.util.List;

/// Collects everything that is wrong with a request, so that its sender can mend it all at once.
///
/// The first [#MOST] are kept and the others counted. What is reported at or below a place that has
/// a fault already is left out: it would only say the same thing again.
public final class Faults {

  /// How many faults are kept.
  public static final int MOST = 20;

  private final List<Fault> kept = new ArrayList<>();
  private int omitted;

  /// Adds a fault, unless one at the same place or above is known.
  ///
  /// @param detail what it is and what was expected
  public void add(String pointer, String code, String detail) {
    if (kept.size() >= MOST) {
      omitted++;
    } else if (kept.stream().noneMatch(fault -> isAtOrBelow(pointer, fault.pointer()))) {
      kept.add(new Fault(pointer, code, detail));
    }
  }

  /// Tells whether nothing is wrong.
  public boolean isEmpty() {
    return kept.isEmpty();
  }

  /// Tells whether something is wrong at a place or below it.
  public boolean anyAt(String pointer) {
    for (Fault fault : kept) {
      if (isAtOrBelow(fault.pointer(), pointer)) {
        return true;
      }
    }
    return false;
  }

  /// The faults that were kept, in the order in which they were found.
  public List<Fault> kept() {
    return List.copyOf(kept);
  }

  /// How many more there were.
  public int omitted() {
    return omitted;
  }

  /// Ends the request if anything is wrong with it.
  ///
  /// @throws InvalidInput if there are faults
  public void throwIfAny() {
    if (!isEmpty()) {
      throw new InvalidInput(this);
    }
  }

  private static boolean isAtOrBelow(String pointer, String place) {
    return pointer.startsWith(place)
        && (pointer.length() == place.length() || pointer.charAt(place.length()) == '/');
  }
}
