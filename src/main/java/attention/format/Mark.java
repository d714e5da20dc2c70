package attention.format;

/// What a picture is made of. Positions are whole units from the upper left corner.
sealed interface Mark {

  /// Where a label stands.
  enum Anchor {
    /// It begins at its position.
    START,
    /// Its middle is at its position.
    MIDDLE,
    /// It ends at its position.
    END
  }

  /// A filled rectangle.
  ///
  /// @param hint what it stands for, shown when pointed at; may be empty
  record Box(int x, int y, int width, int height, Colour colour, String hint) implements Mark {}

  /// Slanted lines within a rectangle.
  record Hatch(int x, int y, int width, int height, Colour colour) implements Mark {

    private static final int DISTANCE = 6;

    /// How many lines there are.
    int count() {
      return (width + height - 1) / DISTANCE;
    }

    /// Gives a line as x and y of its upper right and its lower left end.
    int[] line(int number) {
      int across = (number + 1) * DISTANCE;
      return new int[] {
        x + Math.min(across, width),
        y + Math.max(0, across - width),
        x + Math.max(0, across - height),
        y + Math.min(across, height)
      };
    }
  }

  /// A text.
  ///
  /// @param y its base line; of an upright label, the point that it stands on
  /// @param size of the letters
  /// @param room how wide it may become
  /// @param upright whether it is read from below to above
  record Label(
      int x,
      int y,
      int size,
      int room,
      Anchor anchor,
      boolean upright,
      boolean bold,
      Colour colour,
      String text)
      implements Mark {}
}
