package attention.comparison;

import attention.core.AttentionOptions;
import attention.core.Mask;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Who may see whom.
final class MaskConventions {

  static final List<Convention> ALL =
      List.of(
          new Convention(
              "mask-inverted",
              "mask",
              "The mask is read the other way: what takes part here is hidden there.",
              "Negate the mask, or choose the dialect whose masks mean that.",
              setup -> changed(setup, MaskConventions::inverted)),
          new Convention(
              "mask-ignored",
              "mask",
              "The mask hides nothing.",
              "Pass the mask on, or leave it out here.",
              setup -> changed(setup, MaskConventions::withoutTables)),
          aligned(
              "causal-top-left",
              "The first query stands at the first key, whatever comes before.",
              "Set \"align\": \"top-left\" here, or shift the other side's frontier.",
              _ -> 0),
          aligned(
              "causal-bottom-right",
              "The last query stands at the last key.",
              "Set \"align\": \"bottom-right\" here, or shift the other side's frontier.",
              setup -> setup.inputs().keyCount() - setup.inputs().queryCount()),
          moved(
              "causal-strict",
              "A query does not see the key at its own position, only those before it.",
              "Take in the diagonal: j <= i, not j < i.",
              offset -> offset - 1),
          moved(
              "causal-one-ahead",
              "A query sees the key behind its own position, too.",
              "Leave out the next key: j <= i, not j <= i + 1.",
              offset -> offset + 1),
          new Convention(
              "causal-ignored",
              "causal",
              "Later keys are not hidden.",
              "Hide them, or leave out causal here.",
              setup ->
                  changed(setup, mask -> mask instanceof Mask.Causal ? new Mask.None() : mask)),
          added(
              "causal-added",
              "Later keys are hidden, with the first query at the first key.",
              "Leave that out, or set options.causal to true here.",
              false),
          added(
              "causal-added-bottom-right",
              "Later keys are hidden, with the last query at the last key.",
              "Leave that out, or send a causal mask with \"align\": \"bottom-right\" here.",
              true),
          window(
              "window-left-one-shorter",
              "window left",
              "The window begins one key later.",
              "Count the query's own position beside the keys to its left.",
              w -> narrowed(w.left(), -1, left -> new Mask.Window(left, w.right(), w.offset()))),
          window(
              "window-left-one-longer",
              "window left",
              "The window begins one key earlier.",
              "Leave out the key before the window.",
              w -> narrowed(w.left(), 1, left -> new Mask.Window(left, w.right(), w.offset()))),
          window(
              "window-right-one-shorter",
              "window right",
              "The window ends one key earlier.",
              "Count the query's own position beside the keys to its right.",
              w -> narrowed(w.right(), -1, right -> new Mask.Window(w.left(), right, w.offset()))),
          window(
              "window-right-one-longer",
              "window right",
              "The window ends one key later.",
              "Leave out the key behind the window.",
              w -> narrowed(w.right(), 1, right -> new Mask.Window(w.left(), right, w.offset()))),
          window(
              "window-ignored",
              "window",
              "There is no window.",
              "Apply the window, or leave it out here.",
              _ -> new Mask.None()));

  private MaskConventions() {}

  /// Changes the parts of a mask.
  ///
  /// @return nothing if no part changes
  private static Optional<Setup> changed(Setup setup, UnaryOperator<Mask> part) {
    Mask mask = setup.options().mask();
    Mask other = each(mask, part);
    return other.equals(mask) ? Optional.empty() : Optional.of(with(setup, other));
  }

  private static Setup with(Setup setup, Mask mask) {
    AttentionOptions o = setup.options();
    return setup.with(
        new AttentionOptions(
            o.scale(), o.temperature(), o.softcap(), o.bias(), mask, o.sinks(), o.emptyRows()));
  }

  private static Mask each(Mask mask, UnaryOperator<Mask> part) {
    return switch (mask) {
      case Mask.All(List<Mask> of) -> new Mask.All(of.stream().map(m -> each(m, part)).toList());
      case Mask.Any(List<Mask> of) -> new Mask.Any(of.stream().map(m -> each(m, part)).toList());
      case Mask.PerProblem(List<Mask> of) ->
          new Mask.PerProblem(of.stream().map(m -> each(m, part)).toList());
      case Mask.None _,
          Mask.Causal _,
          Mask.Window _,
          Mask.Prefix _,
          Mask.Hidden _,
          Mask.Segments _,
          Mask.Dense _ ->
          part.apply(mask);
    };
  }

  private static Mask inverted(Mask mask) {
    return switch (mask) {
      case Mask.Hidden(boolean[] hidden) -> new Mask.Hidden(inverted(hidden));
      case Mask.Dense(var shape, boolean[] allowed) -> new Mask.Dense(shape, inverted(allowed));
      case Mask.None _,
          Mask.Causal _,
          Mask.Window _,
          Mask.Prefix _,
          Mask.Segments _,
          Mask.All _,
          Mask.Any _,
          Mask.PerProblem _ ->
          mask;
    };
  }

  private static boolean[] inverted(boolean[] flags) {
    boolean[] others = new boolean[flags.length];
    IntStream.range(0, flags.length).forEach(n -> others[n] = !flags[n]);
    return others;
  }

  private static Mask withoutTables(Mask mask) {
    return switch (mask) {
      case Mask.Hidden _, Mask.Dense _, Mask.Prefix _, Mask.Segments _ -> new Mask.None();
      case Mask.None _, Mask.Causal _, Mask.Window _, Mask.All _, Mask.Any _, Mask.PerProblem _ ->
          mask;
    };
  }

  // ---- where queries stand among the keys

  private static Convention aligned(
      String name, String meaning, String hint, ToIntFunction<Setup> offset) {
    return new Convention(
        name,
        "causal",
        meaning,
        hint,
        setup -> changed(setup, mask -> moved(mask, _ -> offset.applyAsInt(setup))));
  }

  private static Mask moved(Mask mask, IntUnaryOperator offset) {
    return switch (mask) {
      case Mask.Causal(int old) -> new Mask.Causal(offset.applyAsInt(old));
      case Mask.Window(int left, int right, int old) ->
          new Mask.Window(left, right, offset.applyAsInt(old));
      case Mask.None _,
          Mask.Prefix _,
          Mask.Hidden _,
          Mask.Segments _,
          Mask.Dense _,
          Mask.All _,
          Mask.Any _,
          Mask.PerProblem _ ->
          mask;
    };
  }

  private static Convention moved(
      String name, String meaning, String hint, IntUnaryOperator offset) {
    return new Convention(
        name,
        "causal",
        meaning,
        hint,
        setup -> changed(setup, mask -> mask instanceof Mask.Causal ? moved(mask, offset) : mask));
  }

  private static Convention added(String name, String meaning, String hint, boolean atTheEnd) {
    return new Convention(
        name,
        "causal",
        meaning,
        hint,
        setup -> {
          Mask mask = setup.options().mask();
          int more = setup.inputs().keyCount() - setup.inputs().queryCount();
          boolean same = atTheEnd && more == 0; // as with the first query at the first key
          var causal = new Mask.Causal(atTheEnd ? more : 0);
          return hasCausal(mask) || same
              ? Optional.empty()
              : Optional.of(with(setup, new Mask.All(List.of(mask, causal))));
        });
  }

  private static boolean hasCausal(Mask mask) {
    return !each(mask, part -> part instanceof Mask.Causal ? new Mask.None() : part).equals(mask);
  }

  // ---- windows

  private static Convention window(
      String name, String family, String meaning, String hint, Part change) {
    return new Convention(
        name,
        family,
        meaning,
        hint,
        setup ->
            changed(setup, mask -> mask instanceof Mask.Window window ? change.of(window) : mask));
  }

  /// Makes another mask of a window.
  private interface Part {
    Mask of(Mask.Window window);
  }

  /// Gives a window with another length on one side; as good as none where that is unbounded.
  private static Mask narrowed(int side, int by, IntFunction<Mask> make) {
    return make.apply(side == Integer.MAX_VALUE ? side : side + by);
  }
}
