package attention.core;

import static org.assertj.core.api.Assertions.assertThat;

import attention.core.Overflow.Part;
import attention.kernel.Kernels;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What nobody sees may hold anything.
class VisibilityTest {

  private static final float NAN = Float.NaN;
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  /// Two problems, four query heads on two key heads, one query, two keys.
  @Test
  void aKeyIsSeenIfAnyQueryOfItsGroupSeesIt() {
    var query = Tensor.of(new Shape(2, 4, 1, 1), new float[8]);
    var key = Tensor.of(new Shape(2, 2, 2, 1), new float[8]);
    // Problem 0: heads 0 and 1 see key 0, head 2 sees key 1, head 3 nothing. Problem 1: nothing.
    boolean[] allowed = new boolean[16];
    allowed[0] = true;
    allowed[2] = true;
    allowed[5] = true;
    var options = Inputs.masked(new Mask.Dense(new Shape(2, 4, 1, 2), allowed));
    Visibility visible = Visibility.of(new AttentionInputs(query, key, key), options);

    assertThat(visible.queries())
        .containsExactly(true, true, true, false, false, false, false, false);
    assertThat(visible.keys())
        .containsExactly(true, false, false, true, false, false, false, false);
  }

  /// Two problems, two heads, two queries, three keys: only the last query of the last head of the
  /// last problem sees anything, the key in the middle.
  @Test
  void everyQueryOfEveryHeadIsAsked() {
    var tensor = Tensor.of(new Shape(2, 2, 2, 1), new float[8]);
    var keys = Tensor.of(new Shape(2, 2, 3, 1), new float[12]);
    boolean[] allowed = new boolean[24];
    allowed[22] = true;
    var options = Inputs.masked(new Mask.Dense(new Shape(2, 2, 2, 3), allowed));
    Visibility visible = Visibility.of(new AttentionInputs(tensor, keys, keys), options);

    assertThat(visible.queries())
        .containsExactly(false, false, false, false, false, false, false, true);
    assertThat(visible.keys()).hasSize(12).containsSequence(false, true, false);
    assertThat(visible.keys()[10]).isTrue();
  }

  @Test
  void whatIsHiddenMayBeAnything() {
    var query = Inputs.rows(1, 1, NAN);
    var key = Inputs.rows(1, 1, 2, INFINITY);
    var value = Inputs.rows(1, 1, 2, NAN);
    var inputs = new AttentionInputs(query, key, value);
    // The second query sees nothing, the third key is seen by nobody.
    var mask = new Mask.Dense(new Shape(1, 1, 2, 3), flags("##. ..."));

    assertThat(Overflow.findVisible(inputs, Inputs.masked(mask))).isEmpty();
    assertThat(Overflow.find(inputs, Inputs.masked(mask)).map(Overflow::part)).contains(Part.QUERY);
  }

  @Test
  void whatIsSeenMustBeFinite() {
    var ones = Inputs.rows(1, 1, 1, 1);
    var causal = Inputs.masked(new Mask.Causal(0));

    assertFound(
        new AttentionInputs(Inputs.rows(1, 1, INFINITY), ones, ones), causal, Part.QUERY, 1);
    assertFound(
        new AttentionInputs(Inputs.rows(1, 1, 1), Inputs.rows(1, 1, NAN, NAN), ones),
        causal,
        Part.KEY,
        1);
    assertFound(
        new AttentionInputs(Inputs.rows(1, 1, 1), ones, Inputs.rows(1, 1, -INFINITY, NAN)),
        causal,
        Part.VALUE,
        1);
  }

  private static void assertFound(
      AttentionInputs inputs, AttentionOptions options, Part part, int row) {
    Overflow found = Overflow.findVisible(inputs, options).orElseThrow();

    assertThat(found.part()).isEqualTo(part);
    assertThat(found.row()).isEqualTo(row);
    assertThat(found.detail()).isEqualTo("has a number that is not finite");
  }

  /// PyTorch's masks are often the lowest float where a key is hidden.
  @Test
  void aBiasMayBeTheLowestNumber() {
    var inputs = Inputs.self(Inputs.rows(1, 1, 2));
    var lowest = Inputs.rows(2, 0, -Float.MAX_VALUE, 0, 0);
    var stages =
        new Attention(inputs, Inputs.biased(new Bias.Dense(lowest)), Kernels.select())
            .stages(EnumSet.of(Stage.WEIGHTS));

    assertThat(Overflow.find(inputs, Inputs.biased(new Bias.Dense(lowest)))).isEmpty();
    assertThat(stages.of(Stage.WEIGHTS).numbers().at(0)).isEqualTo(1);
    assertThat(stages.of(Stage.WEIGHTS).numbers().at(1)).isZero();
  }

  @Test
  void aBiasThatIsNoNumberIsNamed() {
    var inputs = Inputs.self(Inputs.rows(1, 1));

    for (float number : List.of(NAN, INFINITY)) {
      var options = Inputs.biased(new Bias.Dense(Inputs.rows(1, number)));
      assertThat(Overflow.find(inputs, options).map(Overflow::detail))
          .contains("is neither finite nor -Infinity");
    }
  }

  /// A bias of -Infinity hides a key whatever its score is.
  @Test
  void aBiasHidesAScoreThatIsNoNumber() {
    var inputs =
        new AttentionInputs(Inputs.rows(1, 1), Inputs.rows(1, NAN, 1), Inputs.rows(1, NAN, 3));
    var options = Inputs.biased(new Bias.Dense(Inputs.rows(2, Float.NEGATIVE_INFINITY, 0)));
    var stages = new Attention(inputs, options, Kernels.select()).stages(EnumSet.of(Stage.CONTEXT));

    assertThat(stages.of(Stage.CONTEXT).numbers().at(0)).isEqualTo(3);
  }

  private static boolean[] flags(String picture) {
    String flags = picture.replace(" ", "");
    boolean[] allowed = new boolean[flags.length()];
    for (int n = 0; n < allowed.length; n++) {
      allowed[n] = flags.charAt(n) == '#';
    }
    return allowed;
  }
}
