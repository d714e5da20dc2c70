package attention.service;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who sees whom, as the contract states it.
///
/// @param queryCount how many queries there are
/// @param keys the words that are looked at
/// @param causal whether later keys are hidden, in addition to the mask
/// @param mask the mask of the request
record ReferenceMask(int queryCount, List<String> keys, boolean causal, @Nullable MaskOption mask) {

  /// Tells whether query `i` sees key `j`.
  boolean sees(int i, int j) {
    boolean later = j > i;
    return !(causal && later) && (mask == null || sees(mask, i, j));
  }

  private boolean sees(MaskOption option, int i, int j) {
    return switch (option) {
      case MaskOption.Causal(var align, var offset) -> j <= (long) i + firstPosition(align, offset);
      case MaskOption.Window(var left, var right) ->
          (left == null || j >= (long) i - left) && (right == null || j <= (long) i + right);
      case MaskOption.Prefix(Integer length) -> j < length;
      case MaskOption.Hidden(List<KeyName> words) -> !isNamed(words, j);
      case MaskOption.Segments segments -> segments.ids()[j] == segment(segments, i);
      case MaskOption.Dense(List<boolean[]> allowed) -> allowed.get(i)[j];
      case MaskOption.All(List<MaskOption> of) -> {
        boolean all = true;
        for (MaskOption each : of) {
          all = all && sees(each, i, j);
        }
        yield all;
      }
      case MaskOption.Any(List<MaskOption> of) -> {
        boolean any = false;
        for (MaskOption each : of) {
          any = any || sees(each, i, j);
        }
        yield any;
      }
    };
  }

  private static int segment(MaskOption.Segments segments, int i) {
    int[] queryIds = segments.queryIds();
    return queryIds == null ? segments.ids()[i] : queryIds[i];
  }

  private int firstPosition(MaskOption.@Nullable Align align, @Nullable Integer offset) {
    if (offset != null) {
      return offset;
    }
    return align == MaskOption.Align.BOTTOM_RIGHT ? keys.size() - queryCount : 0;
  }

  private boolean isNamed(List<KeyName> names, int j) {
    for (KeyName name : names) {
      if (keys.get(j).equals(name.word())) {
        return true;
      }
      if (name.position() != null && name.position() == j) {
        return true;
      }
    }
    return false;
  }
}
