package attention.format;

import org.jspecify.annotations.Nullable;

/// The colours of a picture.
///
/// Both ramps tell their numbers to readers who confuse red and green or blue and yellow, too: the
/// lightness of `shares` goes one way, `signed` is orange below 0 and blue above, and both are the
/// further from the background the further a number is from 0.
///
/// @param background of the picture
/// @param text names and notes
/// @param quiet text that stands back
/// @param hidden what is hidden, and what is no number
/// @param hatch the lines over what is hidden
/// @param shares from 0 to the largest number
/// @param signed from the lowest number over 0 in the middle to the largest
record Theme(
    Colour background,
    Colour text,
    Colour quiet,
    Colour hidden,
    Colour hatch,
    Ramp shares,
    Ramp signed) {

  private static final Theme LIGHT =
      new Theme(
          Colour.of("#ffffff"),
          Colour.of("#151a21"),
          Colour.of("#535d6b"),
          Colour.of("#eef1f4"),
          Colour.of("#b4bcc6"),
          Ramp.of("#f5f8fc", "#d3e3f5", "#9cc3ea", "#5a9bd8", "#2668b2", "#0b3a78"),
          Ramp.of("#b35806", "#f1a340", "#fbe3c4", "#f5f8fc", "#cfe1f5", "#5a9bd8", "#0b3a78"));

  private static final Theme DARK =
      new Theme(
          Colour.of("#0d1117"),
          Colour.of("#e8edf3"),
          Colour.of("#a3aebb"),
          Colour.of("#10151c"),
          Colour.of("#4a5562"),
          Ramp.of("#131a23", "#16304f", "#1c4f86", "#2f7ac4", "#78b4ef", "#d9ecff"),
          Ramp.of("#ffb86b", "#c9761f", "#5c3a16", "#131a23", "#16304f", "#2f7ac4", "#d9ecff"));

  /// Gives the theme with a name: `dark`, or else the light one.
  static Theme named(@Nullable String name) {
    return "dark".equals(name) ? DARK : LIGHT;
  }
}
