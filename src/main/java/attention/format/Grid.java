package attention.format;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// How large the parts of each heatmap of a picture are, in units of the picture.
///
/// Numbers stand in the cells while there are few of them; then cells shrink, down to one unit, and
/// names are left out where they would touch.
///
/// @param abreast how many heatmaps stand side by side
/// @param rows of the tallest
/// @param columns of the widest
/// @param decimals of the numbers in the cells
/// @param numbered whether there are numbers in the cells
/// @param cellWidth from one column to the next
/// @param cellHeight from one row to the next
/// @param nameRoom how wide the names of the rows are
/// @param headRoom how high the names of the columns are
/// @param upright whether the names of the columns are read from below to above
record Grid(
    int abreast,
    int rows,
    int columns,
    int decimals,
    boolean numbered,
    int cellWidth,
    int cellHeight,
    int nameRoom,
    int headRoom,
    boolean upright) {

  /// The letters of numbers, names and captions.
  static final int LETTERS = 12;

  private static final int SMALLEST_LETTERS = 9;
  private static final int TITLE = 28;
  private static final int NAME_GAP = 8;
  private static final int LONGEST_NAME = 150;

  private static final int MOST_NUMBERED_COLUMNS = 24;
  private static final int MOST_NUMBERED_ROWS = 64;
  private static final int MOST_LONG_NUMBERS = 12;
  private static final int MOST_WIDE_COLUMNS = 8;
  private static final int WIDEST_CELL = 112;
  private static final int WIDEST_NUMBER = 76;
  private static final int NARROWEST_NUMBER = 40;
  private static final int USUAL_HEIGHT = 30;

  private static final int LEAST_HATCHED = 14;
  private static final int LARGEST_PLAIN_CELL = 22;
  private static final int PLAIN_EXTENT = 960;

  /// Finds the sizes for the tables of a report.
  static Grid of(Report report) {
    List<Table> tables = report.tables();
    int abreast = (int) Math.ceil(Math.sqrt(tables.size()));
    int below = (tables.size() + abreast - 1) / Math.max(1, abreast);
    int rows = most(tables, table -> table.cells().rows());
    int columns = most(tables, table -> table.cells().columns());
    int across = abreast * columns;
    boolean numbered = across <= MOST_NUMBERED_COLUMNS && rows <= MOST_NUMBERED_ROWS;
    int decimals = Math.min(report.decimals(), across <= MOST_LONG_NUMBERS ? 4 : 2);
    int heads = most(tables, table -> widest(table.columns()));
    int width =
        numbered ? numberWidth(tables, decimals, across, heads) : plain(across, tables.size());
    boolean wide = numbered && across <= MOST_WIDE_COLUMNS;
    boolean upright = !wide && heads > width - 4;
    return new Grid(
        abreast,
        rows,
        columns,
        decimals,
        numbered,
        width,
        numbered ? USUAL_HEIGHT : plain(below * rows, tables.size()),
        Math.min(LONGEST_NAME, most(tables, table -> widest(table.queries()))),
        upright ? Math.min(LONGEST_NAME, heads) + NAME_GAP : LETTERS + NAME_GAP,
        upright);
  }

  private static int most(List<Table> tables, Function<Table, Integer> size) {
    return tables.stream().map(size).max(Integer::compare).orElse(0);
  }

  private static int widest(List<String> names) {
    return names.stream()
        .mapToInt(name -> Lettering.width(Shown.word(name), LETTERS))
        .max()
        .orElse(0);
  }

  private static int numberWidth(List<Table> tables, int decimals, int across, int heads) {
    int numbers =
        tables.stream()
            .flatMapToInt(
                table ->
                    IntStream.range(0, table.cells().numbers().count())
                        .map(n -> numberWidth(table, n, decimals)))
            .max()
            .orElse(0);
    int width = Math.clamp(numbers + 8, NARROWEST_NUMBER, WIDEST_NUMBER);
    return across <= MOST_WIDE_COLUMNS
        ? Math.max(width, Math.min(heads + NAME_GAP, WIDEST_CELL))
        : width;
  }

  private static int numberWidth(Table table, int at, int decimals) {
    int columns = table.cells().columns();
    String text = Shades.text(table.cells(), at / columns, at % columns, decimals);
    return Lettering.width(text, LETTERS);
  }

  private static int plain(int count, int tables) {
    int extent = tables == 1 ? PLAIN_EXTENT : PLAIN_EXTENT * 3 / 2;
    return Math.clamp(extent / Math.max(1, count), 1, LARGEST_PLAIN_CELL);
  }

  /// How wide one heatmap is, with its names.
  int width() {
    return nameRoom + NAME_GAP + columns * cellWidth;
  }

  /// How high one heatmap is, with its title.
  int height() {
    return top() + rows * cellHeight;
  }

  /// Where the cells begin, from the left.
  int left() {
    return nameRoom + NAME_GAP;
  }

  /// Where the cells begin, from above.
  int top() {
    return TITLE + headRoom;
  }

  /// What is left free between two cells.
  int gap() {
    if (numbered) {
      return 2;
    }
    return Math.min(cellWidth, cellHeight) >= 8 ? 1 : 0;
  }

  /// Whether a hidden cell has room for its hatch.
  boolean hatched() {
    return Math.min(cellWidth, cellHeight) - gap() >= LEAST_HATCHED;
  }

  /// The letters of a name beside cells of a size.
  static int letters(int cell) {
    return Math.clamp(cell - 2, SMALLEST_LETTERS, LETTERS);
  }

  /// Every how many rows or columns a name has room.
  static int step(int cell) {
    return Math.ceilDiv(SMALLEST_LETTERS + 1, cell);
  }
}
