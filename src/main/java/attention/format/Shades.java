package attention.format;

import attention.core.Matrix;
import java.util.Locale;

/// Which colour each number of a report has, the same in all of its tables.
///
/// @param theme the colours
/// @param signed whether numbers may be below 0
/// @param furthest how far from 0 the numbers go
/// @param limit the same as text
/// @param hiding whether any cell is hidden
record Shades(Theme theme, boolean signed, double furthest, String limit, boolean hiding) {

  private static final double LONGEST_PLAIN = 1e5;

  /// Looks at all numbers of a report.
  static Shades of(Report report, Theme theme, int decimals) {
    boolean signed = false;
    boolean hiding = false;
    double furthest = 0;
    String limit = "0";
    for (Table table : report.tables()) {
      signed |= table.kind() != Table.Kind.SHARES;
      for (int row = 0; row < table.cells().rows(); row++) {
        for (int column = 0; column < table.cells().columns(); column++) {
          double distance = Math.abs(table.cells().at(row, column));
          if (table.isHidden(row, column)) {
            hiding = true;
          } else if (Double.isFinite(distance) && distance > furthest) {
            furthest = distance;
            limit = limit(table.cells(), row, column, decimals);
          }
        }
      }
    }
    return new Shades(theme, signed, furthest, limit, hiding);
  }

  private static String limit(Matrix cells, int row, int column, int decimals) {
    String plain = text(cells, row, column, decimals);
    boolean roundedAway = plain.chars().allMatch(c -> c == '0' || c == '.' || c == '-');
    String shown = roundedAway ? scientific(cells.at(row, column)) : plain;
    return shown.startsWith("-") ? shown.substring(1) : shown;
  }

  /// Gives a number as a cell shows it.
  static String text(Matrix cells, int row, int column, int decimals) {
    double number = cells.at(row, column);
    return Math.abs(number) < LONGEST_PLAIN || !Double.isFinite(number)
        ? Shown.cell(cells, row, column, decimals)
        : scientific(number);
  }

  private static String scientific(double number) {
    return String.format(Locale.ROOT, "%.1e", number);
  }

  /// Gives the colour of a number.
  Colour of(double number) {
    if (!Double.isFinite(number)) {
      return theme.hidden();
    }
    double part = furthest == 0 ? 0 : number / furthest;
    return signed ? theme.signed().at((part + 1) / 2) : theme.shares().at(part);
  }
}
