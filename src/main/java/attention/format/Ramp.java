package attention.format;

import java.util.Arrays;
import java.util.List;

/// Colours in order, with straight lines between them.
///
/// @param stops at least two, at even distances
record Ramp(List<Colour> stops) {

  static Ramp of(String... hex) {
    return new Ramp(Arrays.stream(hex).map(Colour::of).toList());
  }

  /// Gives the colour at a place.
  ///
  /// @param place 0 for the first stop, 1 for the last
  Colour at(double place) {
    double position = place * (stops.size() - 1);
    int before = Math.min((int) position, stops.size() - 2);
    return stops.get(before).mix(stops.get(before + 1), position - before);
  }
}
