package attention.format;

/// A colour of the sRGB space.
///
/// @param red 0 to 255
/// @param green 0 to 255
/// @param blue 0 to 255
record Colour(int red, int green, int blue) {

  static final Colour BLACK = new Colour(0, 0, 0);
  static final Colour WHITE = new Colour(255, 255, 255);

  /// Reads `#rrggbb`.
  static Colour of(String hex) {
    int rgb = Integer.parseInt(hex.substring(1), 16);
    return new Colour(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF);
  }

  /// Writes `#rrggbb`.
  String hex() {
    return "#%06x".formatted(red << 16 | green << 8 | blue);
  }

  /// Gives a colour between this one and another.
  ///
  /// @param share of the other, 0 to 1
  Colour mix(Colour other, double share) {
    return new Colour(
        mix(red, other.red, share), mix(green, other.green, share), mix(blue, other.blue, share));
  }

  private static int mix(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }

  /// Gives black or white, whichever is read more easily on this colour. The better one always has
  /// a contrast of at least 4.58, more than the 4.5 that WCAG 2 asks for.
  Colour ink() {
    double luminance = luminance();
    return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? WHITE : BLACK;
  }

  /// Gives the relative luminance.
  ///
  /// @see <a href="https://www.w3.org/TR/WCAG22/#dfn-relative-luminance">WCAG 2.2</a>
  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
