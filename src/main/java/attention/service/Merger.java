package attention.service;

import attention.core.Faults;
import attention.core.Matrix;
import attention.core.Merge;
import attention.core.Numbers;
import attention.core.Precision;
import attention.core.Shape;
import attention.core.Tensor;
import attention.service.MergeAnswer.MergedHead;
import attention.service.MergeRequest.MergeHead;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Merges the parts of a request, head by head.
///
/// @param request what was sent
/// @param faults takes what is wrong with it
record Merger(MergeRequest request, Faults faults) {

  /// Merges.
  ///
  /// @throws attention.core.InvalidInput with all that is wrong with the parts
  MergeAnswer merge() {
    List<List<Merge.Part>> parts = parts();
    faults.throwIfAny();
    int headCount = parts.getFirst().size();
    var rounding = new Decimals(request.decimals());
    var heads = new ArrayList<MergedHead>();
    var contexts = new ArrayList<Matrix>();
    for (int head = 0; head < headCount; head++) {
      int each = head;
      Merge merge = Merge.of(parts.stream().map(part -> part.get(each)).toList(), precision());
      Matrix context = rounding.round(merge.context());
      contexts.add(context);
      heads.add(
          new MergedHead(context, rounding.round(merge.lse()), rounding.round(merge.shares())));
    }
    MergedHead only = heads.getFirst();
    return isPerHead()
        ? new MergeAnswer(sideBySide(contexts), null, null, heads)
        : new MergeAnswer(only.context(), only.lse(), only.shares(), null);
  }

  private boolean isPerHead() {
    List<MergeRequest.Part> parts = request.parts();
    return parts != null && parts.getFirst().heads() != null;
  }

  private Precision precision() {
    return request.precision() == null ? Precision.FLOAT32 : request.precision();
  }

  private static Matrix sideBySide(List<Matrix> contexts) {
    Matrix first = contexts.getFirst();
    int count = first.numbers().count();
    Numbers all = Numbers.zeros(first.numbers().precision(), contexts.size() * count);
    for (int head = 0; head < contexts.size(); head++) {
      all.copy(head * count, contexts.get(head).numbers(), 0, count);
    }
    var shape = new Shape(1, contexts.size(), first.rows(), first.columns());
    return new Tensor(shape, all).join().head(0, 0);
  }

  // ---- what was sent

  /// Gives the heads of each part; only as complete as the faults allow.
  private List<List<Merge.Part>> parts() {
    Integer decimals = request.decimals();
    if (decimals != null && (decimals < 0 || decimals > 17)) {
      faults.add("/decimals", "out-of-range", "is %d, expected 0 to 17".formatted(decimals));
    }
    List<MergeRequest.Part> sent = request.parts();
    if (sent == null || sent.isEmpty()) {
      String code = sent == null ? "required" : "empty";
      faults.add("/parts", code, sent == null ? "is required" : "must not be empty");
      return List.of();
    }
    var parts = new ArrayList<List<Merge.Part>>();
    for (int n = 0; n < sent.size(); n++) {
      parts.add(heads(sent.get(n), "/parts/" + n));
    }
    if (faults.isEmpty()) {
      requireSameSize(parts);
    }
    return parts;
  }

  private List<Merge.Part> heads(MergeRequest.@Nullable Part part, String pointer) {
    if (part == null) {
      faults.add(pointer, "required", "is required");
      return List.of();
    }
    List<MergeHead> heads = part.heads();
    if (heads == null) {
      return List.of(part(part.context(), part.lse(), pointer));
    }
    refuseBesideHeads(part.context(), pointer + "/context");
    refuseBesideHeads(part.lse(), pointer + "/lse");
    if (heads.isEmpty()) {
      faults.add(pointer + "/heads", "empty", "must not be empty");
    }
    var parts = new ArrayList<Merge.Part>();
    for (int head = 0; head < heads.size(); head++) {
      MergeHead each = heads.get(head);
      String where = pointer + "/heads/" + head;
      if (each == null) {
        faults.add(where, "required", "is required");
      } else {
        parts.add(part(each.context(), each.lse(), where));
      }
    }
    return parts;
  }

  private void refuseBesideHeads(@Nullable Object member, String pointer) {
    if (member != null) {
      faults.add(pointer, "conflict", "cannot stand beside heads, which have their own");
    }
  }

  private Merge.Part part(
      @Nullable List<double[]> context, double @Nullable [] lse, String pointer) {
    if (context == null) {
      faults.add(pointer + "/context", "required", "is required");
    } else if (context.isEmpty() || context.getFirst() == null || context.getFirst().length == 0) {
      faults.add(pointer + "/context", "empty", "must not be empty");
    }
    if (lse == null) {
      faults.add(pointer + "/lse", "required", "is required");
    }
    if (context == null || lse == null || faults.anyAt(pointer)) {
      return new Merge.Part(Matrix.of(1, 1, 0), new Numbers.Float32(new float[1]));
    }
    if (lse.length != context.size()) {
      faults.add(
          pointer + "/lse",
          "wrong-length",
          "has %d numbers, the context has %d rows".formatted(lse.length, context.size()));
    }
    for (int row = 0; row < lse.length; row++) {
      if (lse[row] != Double.NEGATIVE_INFINITY) {
        checkNumber(lse[row], pointer + "/lse/" + row);
      }
    }
    int size = context.getFirst().length;
    for (int row = 0; row < context.size(); row++) {
      checkRow(context.get(row), size, pointer + "/context/" + row);
    }
    return new Merge.Part(
        new Matrix(context.size(), size, rounded(context, size)),
        Numbers.of(precision(), List.of(lse)));
  }

  private void checkRow(double @Nullable [] row, int size, String pointer) {
    if (row == null || row.length != size) {
      faults.add(
          pointer,
          "wrong-length",
          "has %d numbers, the first row has %d".formatted(row == null ? 0 : row.length, size));
      return;
    }
    for (int e = 0; e < size; e++) {
      checkNumber(row[e], pointer + "/" + e);
    }
  }

  private void checkNumber(double number, String pointer) {
    if (!precision().holds(number)) {
      faults.add(
          pointer, "out-of-range", "is %s, expected a finite %s".formatted(number, precision()));
    }
  }

  private Numbers rounded(List<double[]> rows, int size) {
    return faults.isEmpty()
        ? Numbers.of(precision(), rows)
        : Numbers.zeros(precision(), rows.size() * size);
  }

  private void requireSameSize(List<List<Merge.Part>> parts) {
    List<Merge.Part> first = parts.getFirst();
    Matrix like = first.getFirst().context();
    for (int n = 0; n < parts.size(); n++) {
      List<Merge.Part> part = parts.get(n);
      if (part.size() != first.size()) {
        faults.add(
            "/parts/" + n + "/heads",
            "wrong-length",
            "has %d heads, the first part has %d".formatted(part.size(), first.size()));
      }
      for (Merge.Part head : part) {
        Matrix context = head.context();
        if (context.rows() != like.rows() || context.columns() != like.columns()) {
          faults.add(
              "/parts/" + n,
              "wrong-shape",
              "has %d rows of %d numbers, the first part has %d of %d"
                  .formatted(context.rows(), context.columns(), like.rows(), like.columns()));
        }
      }
    }
  }
}
