package attention.service;

import attention.core.Faults;
import attention.core.Mask;
import attention.core.Shape;
import attention.core.Words;
import attention.service.MaskOption.Align;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Turns the mask of a request into the mask of the mathematics: words become positions.
///
/// @param sequences the words that the mask is about
/// @param heads how their vectors are split
/// @param dialect the conventions
/// @param faults takes what does not fit them
record MaskResolver(Sequences sequences, Heads heads, Dialect dialect, Faults faults) {

  private static final String POINTER = "/options/mask";

  // Masks that one request may combine: each is asked for every query and key.
  private static final int MOST = 64;

  /// A mask in both forms.
  ///
  /// @param mask for the mathematics
  /// @param echo for the answer; nothing where nothing is hidden
  record Resolved(Mask mask, @Nullable MaskOption echo) {}

  /// Resolves the mask together with `causal`.
  ///
  /// @param request options whose single fields are in order
  Resolved resolve(Options request) {
    var parts = new ArrayList<Resolved>();
    if (Boolean.TRUE.equals(request.causal())) {
      parts.add(causal(null, null, "/options/causal"));
    }
    if (request.mask() != null && !isTooMany(request.mask())) {
      Resolved mask = mask(request.mask(), POINTER);
      mask.mask.check(sequences.scores(heads), POINTER, faults);
      parts.add(mask);
    }
    return switch (parts.size()) {
      case 0 -> new Resolved(new Mask.None(), null);
      case 1 -> parts.getFirst();
      default -> new Resolved(new Mask.All(masks(parts)), new MaskOption.All(echoes(parts)));
    };
  }

  private boolean isTooMany(MaskOption mask) {
    long count = count(mask);
    if (count > MOST) {
      faults.add(
          POINTER, "too-many", "combines %d masks, at most %d are allowed".formatted(count, MOST));
    }
    return count > MOST;
  }

  private static long count(MaskOption mask) {
    return switch (mask) {
      case MaskOption.All(List<MaskOption> of) -> of.stream().mapToLong(MaskResolver::count).sum();
      case MaskOption.Any(List<MaskOption> of) -> of.stream().mapToLong(MaskResolver::count).sum();
      case MaskOption.Causal _,
          MaskOption.Window _,
          MaskOption.Prefix _,
          MaskOption.Hidden _,
          MaskOption.Segments _,
          MaskOption.Dense _ ->
          1;
    };
  }

  private Resolved mask(MaskOption option, String pointer) {
    return switch (option) {
      case MaskOption.Causal(var align, var offset) -> causal(align, offset, pointer);
      case MaskOption.Window(var left, var right) ->
          new Resolved(
              new Mask.Window(orAll(left), orAll(right), dialect.align().offset(sequences)),
              option);
      case MaskOption.Prefix(Integer length) -> new Resolved(new Mask.Prefix(length), option);
      case MaskOption.Hidden(List<KeyName> words) -> hidden(words, pointer);
      case MaskOption.Segments(int[] ids, int @Nullable [] queryIds) ->
          new Resolved(new Mask.Segments(queryIds == null ? ids : queryIds, ids), option);
      case MaskOption.Dense(List<boolean[]> allowed) ->
          new Resolved(dense(allowed, pointer + "/allowed"), option);
      case MaskOption.All(List<MaskOption> of) -> {
        List<Resolved> parts = each(of, pointer);
        yield new Resolved(new Mask.All(masks(parts)), new MaskOption.All(echoes(parts)));
      }
      case MaskOption.Any(List<MaskOption> of) -> {
        List<Resolved> parts = each(of, pointer);
        yield new Resolved(new Mask.Any(masks(parts)), new MaskOption.Any(echoes(parts)));
      }
    };
  }

  /// Gives the table in which `true` takes part; nothing, and no memory taken, where it does not
  /// fit.
  private Mask dense(List<boolean[]> rows, String pointer) {
    if (!sequences.checkTable(rows, row -> row.length, "entries", pointer, faults)) {
      return new Mask.None();
    }
    var shape = new Shape(1, 1, sequences.queries().count(), sequences.keys().count());
    boolean[] allowed = new boolean[shape.count()];
    int at = 0;
    for (boolean[] row : rows) {
      for (boolean flag : row) {
        allowed[at++] = flag != dialect.trueHides();
      }
    }
    return new Mask.Dense(shape, allowed);
  }

  private static int orAll(@Nullable Integer count) {
    return count == null ? Integer.MAX_VALUE : count;
  }

  private Resolved causal(@Nullable Align align, @Nullable Integer offset, String pointer) {
    if (align != null && offset != null) {
      faults.add(pointer + "/offset", "conflict", "cannot stand beside align, which says the same");
    }
    Align where = align == null ? dialect.align() : align;
    int resolved = offset == null ? where.offset(sequences) : offset;
    return new Resolved(new Mask.Causal(resolved), new MaskOption.Causal(null, resolved));
  }

  private Resolved hidden(List<KeyName> names, String pointer) {
    Words keys = sequences.keys();
    Set<String> words = new HashSet<>();
    Set<Integer> positions = new HashSet<>();
    Set<String> known = new HashSet<>(keys.words());
    for (int n = 0; n < names.size(); n++) {
      String word = names.get(n).word();
      Integer position = names.get(n).position();
      String where = pointer + "/words/" + n;
      if (word != null && !known.contains(word)) {
        faults.add(where, "unknown-key", "is none of the words that can be looked at");
      } else if (word != null) {
        words.add(word);
      } else if (position == null || position < 0 || position >= keys.count()) {
        faults.add(where, "unknown-key", "is no position from 0 to %d".formatted(keys.count() - 1));
      } else {
        positions.add(position);
      }
    }
    boolean[] hidden = new boolean[keys.count()];
    for (int j = 0; j < hidden.length; j++) {
      hidden[j] = positions.contains(j) || words.contains(keys.at(j));
    }
    List<KeyName> echo =
        IntStream.range(0, hidden.length).filter(j -> hidden[j]).mapToObj(KeyName::of).toList();
    return new Resolved(new Mask.Hidden(hidden), new MaskOption.Hidden(echo));
  }

  private List<Resolved> each(List<MaskOption> options, String pointer) {
    var parts = new ArrayList<Resolved>();
    for (int n = 0; n < options.size(); n++) {
      parts.add(mask(options.get(n), pointer + "/of/" + n));
    }
    return parts;
  }

  private static List<Mask> masks(List<Resolved> parts) {
    return parts.stream().map(Resolved::mask).toList();
  }

  private static List<MaskOption> echoes(List<Resolved> parts) {
    return parts.stream().map(Resolved::echo).toList();
  }
}
