package attention.format;

/// Letters cannot be drawn here: Java finds no fonts.
public final class NoFonts extends RuntimeException {

  private static final long serialVersionUID = 1;

  NoFonts() {
    super(
        "A PNG needs fonts, and this server has none: install fontconfig and a font. SVG needs"
            + " none.");
  }
}
