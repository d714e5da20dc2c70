package attention.service;

import attention.core.Faults;
import attention.service.WhatIfRequest.Change;
import attention.service.WhatIfRequest.NewVector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes the request that should be answered instead.
///
/// @param request as it is; in order
/// @param faults takes what does not fit it
record ChangedRequest(AttentionRequest request, Faults faults) {

  private static final String POINTER = "/change";

  /// Makes the request; only as complete as the faults allow.
  AttentionRequest with(@Nullable Change change) {
    if (change == null) {
      faults.add(POINTER, "required", "is required");
      return request;
    }
    if (change.hide() == null
        && change.without() == null
        && change.options() == null
        && change.vectors() == null) {
      faults.add(POINTER, "empty", "has none of hide, without, options, vectors");
    }
    Options before = request.options() == null ? Options.NONE : request.options();
    if (change.without() != null) {
      before = without(before, change.without());
    }
    Options options = change.options() == null ? before : merged(before, change.options());
    if (change.hide() != null) {
      options = hiding(options, change.hide());
    }
    List<NewVector> vectors = change.vectors() == null ? List.of() : change.vectors();
    return request
        .with(options)
        .with(
            replaced("words", request.words(), vectors),
            replaced("queries", request.queries(), vectors),
            replaced("keys", request.keys(), vectors),
            replaced("values", request.values(), vectors));
  }

  private Options without(Options o, List<OptionName> names) {
    if (names.isEmpty()) {
      faults.add(POINTER + "/without", "empty", "must not be empty");
    }
    Options rest = o;
    for (int n = 0; n < names.size(); n++) {
      OptionName name = names.get(n);
      Options less = name == null ? rest : without(rest, name);
      if (less.equals(rest)) {
        faults.add(POINTER + "/without/" + n, "unset-option", "is no option of the request");
      }
      rest = less;
    }
    return rest;
  }

  private static Options without(Options o, OptionName name) {
    return new Options(
        name == OptionName.DIALECT ? null : o.dialect(),
        name == OptionName.SCALE ? null : o.scale(),
        name == OptionName.TEMPERATURE ? null : o.temperature(),
        name == OptionName.SOFTCAP ? null : o.softcap(),
        name == OptionName.BIAS ? null : o.bias(),
        name == OptionName.CAUSAL ? null : o.causal(),
        name == OptionName.MASK ? null : o.mask(),
        name == OptionName.SINKS ? null : o.sinks(),
        name == OptionName.PRECISION ? null : o.precision(),
        name == OptionName.ROPE ? null : o.rope(),
        name == OptionName.EMPTY_ROWS ? null : o.emptyRows());
  }

  private static Options merged(Options old, Options other) {
    return new Options(
        or(other.dialect(), old.dialect()),
        or(other.scale(), old.scale()),
        or(other.temperature(), old.temperature()),
        or(other.softcap(), old.softcap()),
        or(other.bias(), old.bias()),
        or(other.causal(), old.causal()),
        or(other.mask(), old.mask()),
        other.sinks() == null ? old.sinks() : other.sinks(),
        or(other.precision(), old.precision()),
        or(other.rope(), old.rope()),
        or(other.emptyRows(), old.emptyRows()));
  }

  private static <T> @Nullable T or(@Nullable T other, @Nullable T old) {
    return other == null ? old : other;
  }

  // ---- words that nobody sees any more

  private Options hiding(Options o, List<KeyName> names) {
    checkNames(names);
    MaskOption hidden = new MaskOption.Hidden(names);
    MaskOption mask = o.mask() == null ? hidden : new MaskOption.All(List.of(o.mask(), hidden));
    return new Options(
        o.dialect(),
        o.scale(),
        o.temperature(),
        o.softcap(),
        o.bias(),
        o.causal(),
        mask,
        o.sinks(),
        o.precision(),
        o.rope(),
        o.emptyRows());
  }

  /// Tells where in the change a fault of the changed request comes from.
  ///
  /// @param pointer into the changed request
  /// @param change which made it
  static String origin(String pointer, Change change) {
    if (!pointer.startsWith("/options")) {
      return POINTER;
    }
    boolean hides = change.hide() != null;
    return POINTER
        + (hides ? pointer.replaceFirst("^/options/mask(/of/1)?/words/", "/hide/") : pointer);
  }

  private void checkNames(List<KeyName> names) {
    List<WordVector> keys = request.words() == null ? request.keys() : request.words();
    if (names.isEmpty()) {
      faults.add(POINTER + "/hide", "empty", "must not be empty");
    }
    if (request.sentence() != null) {
      return; // its words are known later, and checked with the mask
    }
    for (int n = 0; n < names.size(); n++) {
      if (keys == null || positions(names.get(n), keys).isEmpty()) {
        faults.add(
            POINTER + "/hide/" + n, "unknown-key", "is none of the words that can be looked at");
      }
    }
  }

  private static List<Integer> positions(@Nullable KeyName name, List<WordVector> list) {
    var positions = new ArrayList<Integer>();
    for (int n = 0; name != null && n < list.size(); n++) {
      Integer position = name.position();
      if (position == null ? list.get(n).word().equals(name.word()) : position == n) {
        positions.add(n);
      }
    }
    return positions;
  }

  // ---- other vectors

  private @Nullable List<WordVector> replaced(
      String name, @Nullable List<WordVector> list, List<NewVector> vectors) {
    List<WordVector> others = list == null ? null : new ArrayList<>(list);
    for (int n = 0; n < vectors.size(); n++) {
      NewVector vector = vectors.get(n);
      if (vector == null) {
        faults.add(pointer(n), "required", "is required");
      } else if (isFor(vector, name)) {
        replace(vector, others, pointer(n));
      } else if (name.equals("words") && !isKnown(vector)) {
        faults.add(
            pointer(n) + "/list",
            "wrong-value",
            "must be one of \"words\", \"queries\", \"keys\", \"values\"");
      }
    }
    return others;
  }

  private static String pointer(int vector) {
    return POINTER + "/vectors/" + vector;
  }

  private static boolean isFor(NewVector vector, String list) {
    return list.equals(vector.list() == null ? "words" : vector.list());
  }

  private static boolean isKnown(NewVector vector) {
    return List.of("words", "queries", "keys", "values").contains(vector.list());
  }

  private void replace(NewVector vector, @Nullable List<WordVector> list, String pointer) {
    double[] numbers = vector.vector();
    if (numbers == null) {
      faults.add(pointer + "/vector", "required", "is required");
    }
    List<Integer> positions = list == null ? List.of() : positions(vector.word(), list);
    if (positions.isEmpty()) {
      faults.add(pointer + "/word", "unknown-key", "is no word and no position of that list");
    }
    if (list == null || numbers == null) {
      return;
    }
    for (int position : positions) {
      int length = list.get(position).vector().length;
      if (numbers.length != length) {
        faults.add(
            pointer + "/vector",
            "wrong-length",
            "has %d numbers, the old one has %d".formatted(numbers.length, length));
      }
      list.set(position, new WordVector(list.get(position).word(), numbers));
    }
  }
}
