package attention.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;

/// How much room letters take in a picture whose font is not known: about as much as in the widest
/// of the usual sans-serif fonts, so that a text never needs more.
final class Lettering {

  private static final String ELLIPSIS = "…";
  private static final String NARROW = " !'(),.:;I[]fijlrt|-";
  private static final String WIDE = "@MWm%w…";

  private Lettering() {}

  /// Gives the width of a text.
  ///
  /// @param size of the letters
  static int width(String text, int size) {
    double ems = clusters(text).stream().mapToDouble(Lettering::ems).sum();
    return (int) Math.ceil(ems * size);
  }

  /// Shortens a text that needs more room than there is.
  static String elide(String text, int size, int room) {
    if (width(text, size) <= room) {
      return text;
    }
    var kept = new StringBuilder();
    double left = (double) room / size - ems(ELLIPSIS);
    for (String cluster : clusters(text)) {
      left -= ems(cluster);
      if (left < 0) {
        break;
      }
      kept.append(cluster);
    }
    return kept.append(ELLIPSIS).toString();
  }

  /// Breaks a text between its words into lines of a width.
  ///
  /// @param most how many lines there may be; the last is shortened if more is left
  static List<String> lines(String text, int size, int room, int most) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : elide(text, size, room * most).split(" ", -1)) {
      boolean full = width(line + " " + word, size) > room;
      if (full && !line.isEmpty() && lines.size() < most - 1) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines.stream().map(full -> elide(full, size, room)).toList();
  }

  private static List<String> clusters(String text) {
    return DisplayWidth.GRAPHEME_CLUSTER.matcher(text).results().map(MatchResult::group).toList();
  }

  private static double ems(String cluster) {
    return switch (DisplayWidth.ofCluster(cluster)) {
      case 0 -> 0;
      case 1 -> emsOfLetter(cluster.charAt(0));
      default -> 1.25;
    };
  }

  private static double emsOfLetter(char letter) {
    if (NARROW.indexOf(letter) >= 0) {
      return 0.42;
    }
    if (WIDE.indexOf(letter) >= 0) {
      return 1;
    }
    return Character.isLowerCase(letter) || Character.isDigit(letter) ? 0.64 : 0.8;
  }
}
