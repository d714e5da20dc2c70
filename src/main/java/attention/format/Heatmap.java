package attention.format;

import attention.format.Mark.Anchor;
import attention.format.Mark.Box;
import attention.format.Mark.Hatch;
import attention.format.Mark.Label;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Draws the tables of a report as heatmaps: names around cells whose colour says how much, a
/// legend, and the notes below. Several tables, as of several heads, stand side by side and share
/// their colours.
public final class Heatmap {

  private static final int MARGIN = 16;
  private static final int GAP = 24;
  private static final int SWATCH = 14;
  private static final int RAMP = 160;
  private static final int LEAST_WIDTH = 400;
  private static final int LINE = 18;
  private static final int MOST_LINES = 4;
  private static final int TITLE_LETTERS = 15;

  private final Report report;
  private final Theme theme;
  private final Grid grid;
  private final Shades shades;
  private final List<Mark> marks = new ArrayList<>();

  private Heatmap(Report report, Theme theme) {
    this.report = report;
    this.theme = theme;
    this.grid = Grid.of(report);
    this.shades = Shades.of(report, theme, grid.decimals());
  }

  /// Draws a report.
  ///
  /// @param report its tables are about the same step
  /// @param theme `dark`, or else it is light
  public static Picture of(Report report, @Nullable String theme) {
    return new Heatmap(report, Theme.named(theme)).draw();
  }

  private Picture draw() {
    List<Table> tables = report.tables();
    int columns = Math.max(1, grid.abreast());
    int width = Math.max(LEAST_WIDTH, columns * (grid.width() + GAP) - GAP) + 2 * MARGIN;
    int y = MARGIN;
    for (int n = 0; n < tables.size(); n++) {
      int x = MARGIN + n % columns * (grid.width() + GAP);
      if (n > 0 && n % columns == 0) {
        y += grid.height() + GAP;
      }
      drawTable(tables.get(n), x, y);
    }
    y += tables.isEmpty() ? 0 : grid.height() + MARGIN;
    y = drawLegend(y);
    y = drawNotes(y + 6, width - 2 * MARGIN);
    return new Picture(width, y + MARGIN, title(), description(), theme.background(), marks);
  }

  private void drawTable(Table table, int x, int y) {
    boolean only = report.tables().size() == 1;
    int size = only ? TITLE_LETTERS : Grid.LETTERS;
    int room = only ? Math.max(LEAST_WIDTH, grid.width()) : grid.width();
    String title = Lettering.elide(only ? table.title() : table.stage(), size, room);
    marks.add(new Label(x, y + size, size, room, Anchor.START, false, true, theme.text(), title));
    drawColumnNames(table, x + grid.left(), y + grid.top() - 6);
    drawRowNames(table, x + grid.nameRoom(), y + grid.top());
    for (int row = 0; row < table.cells().rows(); row++) {
      for (int column = 0; column < table.cells().columns(); column++) {
        drawCell(
            table,
            row,
            column,
            x + grid.left() + column * grid.cellWidth(),
            y + grid.top() + row * grid.cellHeight());
      }
    }
  }

  private void drawColumnNames(Table table, int left, int base) {
    int cell = grid.cellWidth();
    int size = grid.upright() ? Grid.letters(cell) : Grid.LETTERS;
    int room = grid.upright() ? grid.headRoom() : cell - 2;
    int step = grid.upright() ? Grid.step(cell) : 1;
    for (int column = 0; column < table.columns().size(); column += step) {
      String name = Lettering.elide(Shown.word(table.columns().get(column)), size, room);
      int middle = left + column * cell + (cell - grid.gap()) / 2;
      marks.add(
          grid.upright()
              ? label(middle + size * 3 / 8, base, size, room, Anchor.START, true, name)
              : label(middle, base, size, room, Anchor.MIDDLE, false, name));
    }
  }

  private void drawRowNames(Table table, int right, int top) {
    int cell = grid.cellHeight();
    int size = Grid.letters(cell);
    for (int row = 0; row < table.cells().rows(); row += Grid.step(cell)) {
      String name = Lettering.elide(Shown.word(table.queries().get(row)), size, grid.nameRoom());
      int middle = top + row * cell + (cell - grid.gap()) / 2;
      marks.add(
          label(right, middle + size * 3 / 8, size, grid.nameRoom(), Anchor.END, false, name));
    }
  }

  private Label label(
      int x, int y, int size, int room, Anchor anchor, boolean upright, String text) {
    return new Label(x, y, size, room, anchor, upright, false, theme.text(), text);
  }

  private void drawCell(Table table, int row, int column, int x, int y) {
    int width = grid.cellWidth() - grid.gap();
    int height = grid.cellHeight() - grid.gap();
    boolean hidden = table.isHidden(row, column);
    double number = table.cells().at(row, column);
    Colour colour = hidden ? hidden() : shades.of(number);
    String text = hidden ? "hidden" : Shades.text(table.cells(), row, column, grid.decimals());
    marks.add(new Box(x, y, width, height, colour, hint(table, row, column, text)));
    if (hidden && grid.hatched()) {
      marks.add(new Hatch(x, y, width, height, theme.hatch()));
    }
    if (grid.numbered() && (hidden || Lettering.width(text, Grid.LETTERS) <= width)) {
      marks.add(
          new Label(
              x + width / 2,
              y + height / 2 + Grid.LETTERS * 3 / 8,
              Grid.LETTERS,
              width,
              Anchor.MIDDLE,
              false,
              false,
              hidden ? theme.text() : colour.ink(),
              hidden ? "–" : text));
    }
  }

  /// The ground of a hatch; where there is no room for one, what it looks like from afar.
  private Colour hidden() {
    return grid.hatched() ? theme.hidden() : theme.hidden().mix(theme.hatch(), 0.5);
  }

  private String hint(Table table, int row, int column, String text) {
    return grid.gap() == 0
        ? ""
        : "%s, %s: %s"
            .formatted(
                Shown.word(table.queries().get(row)),
                Shown.word(table.columns().get(column)),
                text);
  }

  private int drawLegend(int y) {
    if (report.tables().isEmpty()) {
      return y;
    }
    int x = MARGIN;
    if (shades.furthest() == 0) {
      marks.add(new Box(x, y, SWATCH, SWATCH, shades.of(0), ""));
      x = drawQuiet("0", x + SWATCH + 6, y);
    } else {
      String lowest = shades.signed() ? "-" + shades.limit() : "0";
      x = drawQuiet(lowest, x, y) + 6;
      for (int n = 0; n < RAMP; n += 2) {
        double part = (double) n / (RAMP - 2);
        double number = (shades.signed() ? 2 * part - 1 : part) * shades.furthest();
        marks.add(new Box(x + n, y, 2, SWATCH, shades.of(number), ""));
      }
      x = drawQuiet(shades.limit(), x + RAMP + 6, y);
    }
    if (shades.hiding()) {
      x += GAP;
      marks.add(new Box(x, y, SWATCH, SWATCH, hidden(), ""));
      if (grid.hatched()) {
        marks.add(new Hatch(x, y, SWATCH, SWATCH, theme.hatch()));
      }
      drawQuiet("hidden", x + SWATCH + 6, y);
    }
    return y + SWATCH;
  }

  private int drawQuiet(String text, int x, int top) {
    int room = Lettering.width(text, Grid.LETTERS);
    marks.add(
        new Label(
            x,
            top + SWATCH / 2 + Grid.LETTERS * 3 / 8,
            Grid.LETTERS,
            room,
            Anchor.START,
            false,
            false,
            theme.quiet(),
            text));
    return x + room;
  }

  private int drawNotes(int y, int room) {
    int bottom = y;
    if (report.tables().stream().anyMatch(table -> table.kind() == Table.Kind.SHARES)) {
      drawQuiet("row looks at column", MARGIN, bottom);
      bottom += LINE;
    }
    for (String note : report.notes()) {
      for (String line : Lettering.lines(Shown.word(note), Grid.LETTERS, room, MOST_LINES)) {
        bottom += LINE;
        marks.add(label(MARGIN, bottom - 4, Grid.LETTERS, room, Anchor.START, false, line));
      }
    }
    return bottom;
  }

  private String title() {
    List<Table> tables = report.tables();
    return switch (tables.size()) {
      case 0 -> "attention";
      case 1 -> Shown.word(tables.getFirst().title());
      default -> tables.getFirst().stage() + " to " + tables.getLast().stage();
    };
  }

  private String description() {
    var sentences = new ArrayList<String>();
    if (!report.tables().isEmpty()) {
      String lowest = shades.signed() ? "-" + shades.limit() : "0";
      sentences.add(
          "Heatmap of %d rows and %d columns; colours go from %s to %s."
              .formatted(grid.rows(), grid.columns(), lowest, shades.limit()));
    }
    sentences.addAll(report.notes());
    return Shown.word(String.join(" ", sentences));
  }
}
