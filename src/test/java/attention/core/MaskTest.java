package attention.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Masks as pictures: a line for each query, `#` for a key that takes part.
class MaskTest {

  private static final boolean[][] TABLE = {{true, false}, {false, true}};
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
        argumentSet("dense", new Mask.Dense(TABLE), "#.\n.#"),
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
    assertThat(draw(mask, 0, picture)).isEqualTo(picture);
  }

  @Test
  void eachHeadMayHaveAMaskOfItsOwn() {
    Mask mask = new Mask.PerHead(List.of(new Mask.Causal(0), new Mask.None()));

    assertThat(draw(mask, 0, "#.\n##")).isEqualTo("#.\n##");
    assertThat(draw(mask, 1, "##\n##")).isEqualTo("##\n##");
    assertThat(draw(new Mask.All(List.of(mask)), 1, "##")).isEqualTo("##");
    assertThat(draw(new Mask.Any(List.of(mask)), 1, "##")).isEqualTo("##");
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
        argumentSet("dense", new Mask.Dense(new boolean[2][3]), List.of()),
        argumentSet(
            "dense with one row too many",
            new Mask.Dense(new boolean[3][3]),
            List.of("/m/allowed has 3 entries, there are 2 queries")),
        argumentSet(
            "dense with a row too short",
            new Mask.Dense(new boolean[][] {three, new boolean[1]}),
            List.of("/m/allowed/1 has 1 entries, there are 3 keys")),
        argumentSet(
            "all",
            new Mask.All(List.of(new Mask.None(), new Mask.Hidden(new boolean[1]))),
            List.of("/m/of/1/hidden has 1 entries, there are 3 keys")),
        argumentSet(
            "any",
            new Mask.Any(List.of(new Mask.Hidden(new boolean[1]))),
            List.of("/m/of/0/hidden has 1 entries, there are 3 keys")),
        argumentSet(
            "per head",
            new Mask.PerHead(List.of(new Mask.None(), new Mask.Hidden(new boolean[1]))),
            List.of("/m/of/1/hidden has 1 entries, there are 3 keys")));
  }

  @ParameterizedTest
  @MethodSource
  void whatDoesNotFitIsNamed(Mask mask, List<String> expected) {
    var faults = new Faults();
    mask.check(2, 3, "/m", faults);

    assertThat(faults.kept().stream().map(fault -> fault.pointer() + " " + fault.detail()))
        .isEqualTo(expected);
    assertThat(faults.kept()).allMatch(fault -> fault.code().equals("wrong-length"));
  }

  @Test
  void segmentsOfAsManyQueriesAsKeysAreNamedOnce() {
    var faults = new Faults();
    int[] ids = new int[5];
    new Mask.Segments(ids, ids).check(3, 3, "/m", faults);

    assertThat(faults.kept()).hasSize(1);
  }

  /// Draws a mask in the size of a picture.
  private static String draw(Mask mask, int head, String size) {
    List<String> lines = size.lines().toList();
    var picture = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      for (int j = 0; j < lines.get(i).length(); j++) {
        picture.append(mask.allows(head, i, j) ? '#' : '.');
      }
      picture.append('\n');
    }
    return picture.toString().strip();
  }
}
