package attention.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Masks as pictures: a line for each query, `#` for a key that takes part.
class MaskTest {

  private static final Mask TABLE = dense(new Shape(1, 1, 2, 2), "#.\n.#");
  private static final int ALL = Integer.MAX_VALUE;

  static Stream<Arguments> whoSeesWhom() {
    return Stream.of(
        argumentSet("none", new Mask.None(), "###\n###"),
        argumentSet("causal", new Mask.Causal(0), "#..\n##.\n###"),
        argumentSet("causal after one cached key", new Mask.Causal(1), "##..\n###.\n####"),
        argumentSet("causal after as many as can be", new Mask.Causal(ALL), "##\n##"),
        argumentSet("causal before the first key", new Mask.Causal(-1), "...\n#..\n##."),
        argumentSet("window of one before", new Mask.Window(1, 0, 0), "#...\n##..\n.##."),
        argumentSet("window of one after", new Mask.Window(0, 1, 0), "##..\n.##.\n..##"),
        argumentSet("window of the query alone", new Mask.Window(0, 0, 0), "#..\n.#.\n..#"),
        argumentSet("window after two cached keys", new Mask.Window(1, 0, 2), ".##.\n..##"),
        argumentSet("window without a left end", new Mask.Window(ALL, 0, 1), "##..\n###."),
        argumentSet("window without a right end", new Mask.Window(0, ALL, 1), ".###\n..##"),
        argumentSet("window without ends", new Mask.Window(ALL, ALL, 0), "##\n##"),
        argumentSet("window behind the last key", new Mask.Window(ALL, 0, ALL), "##\n.#"),
        argumentSet("prefix", new Mask.Prefix(2), "##.\n##."),
        argumentSet("prefix of nothing", new Mask.Prefix(0), "..\n.."),
        argumentSet("hidden", new Mask.Hidden(new boolean[] {false, true, false}), "#.#\n#.#"),
        argumentSet(
            "segments", new Mask.Segments(new int[] {1, 2}, new int[] {1, 1, 2}), "##.\n..#"),
        argumentSet("dense", TABLE, "#.\n.#"),
        argumentSet(
            "all", new Mask.All(List.of(new Mask.Causal(0), new Mask.Prefix(1))), "#..\n#..\n#.."),
        argumentSet(
            "any",
            new Mask.Any(List.of(new Mask.Window(0, 0, 0), new Mask.Prefix(1))),
            "#..\n##.\n#.#"),
        argumentSet("all of nothing", new Mask.All(List.of()), "##"),
        argumentSet("any of nothing", new Mask.Any(List.of()), ".."));
  }

  @ParameterizedTest
  @MethodSource
  void whoSeesWhom(Mask mask, String picture) {
    assertThat(draw(mask, 0, 0, picture)).isEqualTo(picture);
  }

  /// A span says the same as asking key by key.
  @ParameterizedTest
  @MethodSource("whoSeesWhom")
  void spansAreWhatIsSeen(Mask mask, String picture) {
    if (mask.isSpan()) {
      List<String> lines = picture.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        Span span = mask.span(0, i, lines.get(i).length());
        var line = new StringBuilder();
        for (int j = 0; j < lines.get(i).length(); j++) {
          line.append(span.from() <= j && j < span.to() ? '#' : '.');
        }
        assertThat(line).asString().isEqualTo(lines.get(i));
        assertThat(span.isEmpty()).isEqualTo(!lines.get(i).contains("#"));
      }
    }
  }

  @Test
  void masksOfRulesAreSpans() {
    var rules =
        new Mask.All(List.of(new Mask.Causal(1), new Mask.Window(2, 2, 1), new Mask.Prefix(9)));

    assertThat(rules.isSpan()).isTrue();
    assertThat(rules.span(0, 4, 20)).isEqualTo(new Span(3, 6));
    assertThat(new Mask.PerProblem(List.of(new Mask.None(), rules)).span(1, 4, 20))
        .isEqualTo(new Span(3, 6));
    assertThat(new Mask.All(List.of(rules, TABLE)).isSpan()).isFalse();
    assertThat(new Mask.Any(List.of(rules)).isSpan()).isFalse();
    assertThatThrownBy(() -> TABLE.span(0, 0, 2)).isInstanceOf(IllegalStateException.class);
  }

  static Stream<Arguments> tablesAreLaidOverHeadsAndProblems() {
    return Stream.of(
        argumentSet("one row for all", dense(new Shape(1, 1, 1, 2), "#."), "#.\n#.", "#.\n#."),
        argumentSet("one row a head", dense(new Shape(1, 2, 1, 2), "#.\n.#"), "#.\n#.", ".#\n.#"),
        argumentSet(
            "a table a problem",
            dense(new Shape(2, 1, 2, 2), "##\n##\n#.\n.#"),
            "#.\n.#",
            "#.\n.#"),
        argumentSet(
            "a row a problem and head",
            dense(new Shape(2, 2, 1, 2), "..\n..\n#.\n.#"),
            "#.\n#.",
            ".#\n.#"),
        argumentSet("keys behind its end", dense(new Shape(1, 1, 1, 2), "##"), "##.", "##."),
        argumentSet(
            "within others",
            new Mask.Any(List.of(new Mask.All(List.of(dense(new Shape(1, 2, 1, 2), "#.\n.#"))))),
            "#.",
            ".#"),
        argumentSet(
            "a mask a problem",
            new Mask.PerProblem(List.of(new Mask.None(), new Mask.Causal(0))),
            "#.\n##",
            "#.\n##"));
  }

  @ParameterizedTest
  @MethodSource
  void tablesAreLaidOverHeadsAndProblems(Mask mask, String firstHead, String secondHead) {
    assertThat(draw(mask, 1, 0, firstHead)).isEqualTo(firstHead);
    assertThat(draw(mask, 1, 1, secondHead)).isEqualTo(secondHead);
  }

  static Stream<Arguments> whatDoesNotFitIsNamed() {
    boolean[] three = new boolean[3];
    return Stream.of(
        argumentSet("none", new Mask.None(), List.of()),
        argumentSet("causal", new Mask.Causal(99), List.of()),
        argumentSet("window", new Mask.Window(99, 99, 99), List.of()),
        argumentSet("prefix", new Mask.Prefix(99), List.of()),
        argumentSet("hidden", new Mask.Hidden(three), List.of()),
        argumentSet(
            "hidden of two",
            new Mask.Hidden(new boolean[2]),
            List.of("/m/hidden has 2 entries, there are 3 keys")),
        argumentSet("segments", new Mask.Segments(new int[2], new int[3]), List.of()),
        argumentSet(
            "segments of the wrong lengths",
            new Mask.Segments(new int[5], new int[4]),
            List.of(
                "/m/ids has 4 entries, there are 3 keys",
                "/m/queryIds has 5 entries, there are 2 queries")),
        argumentSet(
            "segments of the keys alone",
            new Mask.Segments(new int[3], new int[3]),
            List.of("/m/queryIds has 3 entries, there are 2 queries")),
        argumentSet(
            "a mask too many",
            new Mask.PerProblem(List.of(new Mask.None(), new Mask.Hidden(three), new Mask.None())),
            List.of("/m has 3 entries, there are 2 problems")),
        argumentSet(
            "all",
            new Mask.All(List.of(new Mask.None(), new Mask.Hidden(new boolean[1]))),
            List.of("/m/of/1/hidden has 1 entries, there are 3 keys")),
        argumentSet(
            "any",
            new Mask.Any(List.of(new Mask.Hidden(new boolean[1]))),
            List.of("/m/of/0/hidden has 1 entries, there are 3 keys")),
        argumentSet(
            "per problem",
            new Mask.PerProblem(List.of(new Mask.None(), new Mask.Hidden(new boolean[1]))),
            List.of("/m/of/1/hidden has 1 entries, there are 3 keys")));
  }

  @ParameterizedTest
  @MethodSource
  void whatDoesNotFitIsNamed(Mask mask, List<String> expected) {
    var faults = new Faults();
    mask.check(new Shape(2, 4, 2, 3), "/m", faults);

    assertThat(faults.kept().stream().map(fault -> fault.pointer() + " " + fault.detail()))
        .isEqualTo(expected);
    assertThat(faults.kept()).allMatch(fault -> fault.code().equals("wrong-length"));
  }

  static Stream<Arguments> tablesThatDoNotFitAreNamed() {
    return Stream.of(
        argumentSet("as large as the scores", new Shape(2, 4, 2, 3), ""),
        argumentSet("of one query", new Shape(1, 1, 1, 3), ""),
        argumentSet("shorter than the keys", new Shape(1, 1, 2, 2), ""),
        argumentSet("too many problems", new Shape(3, 4, 2, 3), "is for 3 problems, there are 2"),
        argumentSet("too few heads", new Shape(2, 3, 2, 3), "is for 3 heads, there are 4"),
        argumentSet("too many queries", new Shape(1, 1, 3, 3), "is for 3 queries, there are 2"),
        argumentSet("longer than the keys", new Shape(1, 1, 2, 4), "is for 4 keys, there are 3"),
        argumentSet(
            "of one key",
            new Shape(1, 1, 2, 1),
            "is for 1 key, there are 3: write it out for every key"));
  }

  @ParameterizedTest
  @MethodSource
  void tablesThatDoNotFitAreNamed(Shape shape, String expected) {
    var faults = new Faults();
    new Mask.Dense(shape, new boolean[shape.count()]).check(new Shape(2, 4, 2, 3), "/m", faults);

    assertThat(faults.kept().stream().map(fault -> fault.pointer() + " " + fault.detail()).toList())
        .isEqualTo(expected.isEmpty() ? List.of() : List.of("/m/allowed " + expected));
  }

  @Test
  void oneKeyIsOneKey() {
    var faults = new Faults();
    new Mask.Dense(new Shape(1, 1, 1, 1), new boolean[1])
        .check(new Shape(1, 1, 2, 1), "/m", faults);

    assertThat(faults.isEmpty()).isTrue();
  }

  @Test
  void segmentsOfAsManyQueriesAsKeysAreNamedOnce() {
    var faults = new Faults();
    int[] ids = new int[5];
    new Mask.Segments(ids, ids).check(new Shape(1, 1, 3, 3), "/m", faults);

    assertThat(faults.kept()).hasSize(1);
  }

  /// Makes a table of a picture, problem after problem and head after head.
  private static Mask dense(Shape shape, String picture) {
    boolean[] allowed = new boolean[shape.count()];
    String flags = picture.replace("\n", "");
    for (int n = 0; n < allowed.length; n++) {
      allowed[n] = flags.charAt(n) == '#';
    }
    return new Mask.Dense(shape, allowed);
  }

  /// Draws a mask in the size of a picture.
  private static String draw(Mask mask, int batch, int head, String size) {
    List<String> lines = size.lines().toList();
    var picture = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      for (int j = 0; j < lines.get(i).length(); j++) {
        picture.append(mask.allows(batch, head, i, j) ? '#' : '.');
      }
      picture.append('\n');
    }
    return picture.toString().strip();
  }
}
