package attention.service;

import attention.core.Faults;
import attention.core.Numbers;
import attention.core.Precision;
import attention.core.Shape;
import attention.core.Tensor;
import attention.core.Words;
import attention.limits.Limits;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// The words of a request and their vectors.
///
/// @param queries the words that look
/// @param keys the words that are looked at
/// @param query the vectors of the queries
/// @param key the vectors of the keys
/// @param value what is taken from each key
/// @param spoken the sentence they come from, if they do
/// @param pointers where the queries, keys and values stand in the request
record Sequences(
    Words queries,
    Words keys,
    Vectors query,
    Vectors key,
    Vectors value,
    @Nullable Spoken spoken,
    Pointers pointers) {

  /// Where lists stand in the request, for example `/words`.
  record Pointers(String queries, String keys, String values) {

    /// Tells where the vector of a word stands; the whole sentence where it comes from one.
    static String vector(String list, int position) {
      return list.equals(Spoken.POINTER) ? list : "%s/%d/vector".formatted(list, position);
    }
  }

  /// Which precision the numbers have, and the computation with them.
  Precision precision() {
    return query.precision();
  }

  /// The same vectors in double precision.
  Sequences inFloat64() {
    return new Sequences(
        queries, keys, query.inFloat64(), key.inFloat64(), value.inFloat64(), spoken, pointers);
  }

  /// The axes of the scores, `(1, Hq, L, S)`.
  Shape scores(Heads heads) {
    return new Shape(1, heads.queryHeads(), queries.count(), keys.count());
  }

  /// Reports where a table does not have a row for each query and an entry for each key.
  ///
  /// @param rows the rows, or nothing where one could not be read
  /// @param length how many entries a row has
  /// @param entries what the rows hold, for people
  /// @param pointer where the table stands
  /// @return whether it fits
  <T> boolean checkTable(
      List<T> rows, ToIntFunction<T> length, String entries, String pointer, Faults faults) {
    if (rows.size() != queries.count()) {
      faults.add(
          pointer,
          "wrong-length",
          "has %d rows, there are %d queries".formatted(rows.size(), queries.count()));
      return false;
    }
    boolean fits = true;
    for (int i = 0; i < rows.size(); i++) {
      int count = rows.get(i) == null ? 0 : length.applyAsInt(rows.get(i));
      if (count != keys.count()) {
        fits = false;
        faults.add(
            pointer + "/" + i,
            "wrong-length",
            "has %d %s, there are %d keys".formatted(count, entries, keys.count()));
      }
    }
    return fits;
  }

  /// Tells whether each word is query, key and value.
  boolean isSelfAttention() {
    return pointers.queries().equals(pointers.keys());
  }

  /// Tells whether values are not the keys.
  boolean hasOwnValues() {
    return !pointers.values().equals(pointers.keys());
  }

  /// Checks the lists of a request.
  ///
  /// @param faults takes what is wrong with the lists
  /// @return nothing if anything is wrong
  static @Nullable Sequences of(AttentionRequest request, Limits limits, Faults faults) {
    if (request.sentence() != null) {
      return spoken(request, request.sentence(), limits, faults);
    }
    refuseWithoutSentence("/unknownWords", request.unknownWords(), faults);
    refuseWithoutSentence("/normalize", request.normalize(), faults);
    return request.words() != null
        ? self(request, request.words(), limits, faults)
        : cross(request, limits, faults);
  }

  private static void refuseWithoutSentence(
      String pointer, @Nullable Object member, Faults faults) {
    if (member != null) {
      faults.add(pointer, "conflict", "is about a sentence, and there is none");
    }
  }

  private static @Nullable Sequences spoken(
      AttentionRequest request, String sentence, Limits limits, Faults faults) {
    String beside = "a sentence, whose words are queries, keys and values";
    refuseBeside(beside, "/words", request.words(), faults);
    refuseBeside(beside, "/queries", request.queries(), faults);
    refuseBeside(beside, "/keys", request.keys(), faults);
    refuseBeside(beside, "/values", request.values(), faults);
    Spoken spoken = Spoken.of(sentence, request, limits, faults);
    if (spoken == null || !faults.isEmpty()) {
      return null;
    }
    int size = spoken.words().getFirst().vector().length;
    var vectors = new Vectors(precision(request), size, spoken.words());
    Words names = names(spoken.words());
    var pointers = new Pointers(Spoken.POINTER, Spoken.POINTER, Spoken.POINTER);
    return new Sequences(names, names, vectors, vectors, vectors, spoken, pointers);
  }

  private static @Nullable Sequences self(
      AttentionRequest request, List<WordVector> words, Limits limits, Faults faults) {
    String beside = "words, which are queries, keys and values";
    refuseBeside(beside, "/queries", request.queries(), faults);
    refuseBeside(beside, "/keys", request.keys(), faults);
    refuseBeside(beside, "/values", request.values(), faults);
    Vectors vectors = new Rows("/words", precision(request), limits, faults).vectors(words);
    if (vectors == null || !faults.isEmpty()) {
      return null;
    }
    Words names = names(words);
    var pointers = new Pointers("/words", "/words", "/words");
    return new Sequences(names, names, vectors, vectors, vectors, null, pointers);
  }

  private static void refuseBeside(
      String beside, String pointer, @Nullable List<WordVector> list, Faults faults) {
    if (list != null) {
      faults.add(pointer, "conflict", "cannot stand beside " + beside);
    }
  }

  private static @Nullable Sequences cross(AttentionRequest request, Limits limits, Faults faults) {
    List<WordVector> queries = request.queries();
    List<WordVector> keys = request.keys();
    if (queries == null && keys == null) {
      faults.add("/words", "required", "is required, or else a sentence, or queries and keys");
    } else if (queries == null) {
      faults.add("/queries", "required", "is required beside keys");
    } else if (keys == null) {
      faults.add("/keys", "required", "is required beside queries");
    }
    if (queries == null || keys == null) {
      return null;
    }
    boolean ownValues = request.values() != null;
    List<WordVector> values = request.values() != null ? request.values() : keys;
    Vectors query = new Rows("/queries", precision(request), limits, faults).vectors(queries);
    Vectors key = new Rows("/keys", precision(request), limits, faults).vectors(keys);
    Vectors value =
        ownValues ? new Rows("/values", precision(request), limits, faults).vectors(values) : key;
    if (values.size() != keys.size()) {
      faults.add(
          "/values",
          "wrong-length",
          "has %d entries, there are %d keys".formatted(values.size(), keys.size()));
    }
    if (query == null || key == null || value == null || !faults.isEmpty()) {
      return null;
    }
    return new Sequences(
        names(queries),
        names(keys),
        query,
        key,
        value,
        null,
        new Pointers("/queries", "/keys", ownValues ? "/values" : "/keys"));
  }

  private static Precision precision(AttentionRequest request) {
    Options options = request.options();
    return options == null || options.precision() == null ? Precision.FLOAT32 : options.precision();
  }

  private static Words names(List<WordVector> list) {
    return new Words(list.stream().map(WordVector::word).toList());
  }

  /// Vectors of one length.
  ///
  /// @param precision what their numbers are rounded to
  /// @param size how many numbers each has
  /// @param words whose vectors they are
  record Vectors(Precision precision, int size, List<WordVector> words) {

    /// Gives `(1, 1, length, size)`. Takes memory only now: one long vector beside many short ones
    /// would ask for far more than the request has.
    Tensor tensor() {
      Numbers numbers = Numbers.of(precision, words.stream().map(WordVector::vector).toList());
      return new Tensor(new Shape(1, 1, words.size(), size), numbers);
    }

    /// How many numbers there are.
    double count() {
      return (double) words.size() * size;
    }

    /// The same vectors in double precision: rounded as they are, and then widened.
    Vectors inFloat64() {
      return new Vectors(
          Precision.FLOAT64,
          size,
          words.stream().map(w -> new WordVector(w.word(), rounded(w.vector()))).toList());
    }

    private double[] rounded(double[] vector) {
      return Arrays.stream(vector).map(precision::round).toArray();
    }
  }

  /// Checks one list.
  ///
  /// @param pointer where the list stands
  private record Rows(String pointer, Precision precision, Limits limits, Faults faults) {

    /// Gives the vectors, or nothing if one is missing or has another length than the first.
    @Nullable Vectors vectors(List<WordVector> list) {
      int size = firstLength(list);
      boolean complete = size > 0;
      for (int row = 0; row < list.size(); row++) {
        complete &= fits(list.get(row), row, size);
      }
      if (!complete) {
        return null;
      }
      for (int row = 0; row < list.size(); row++) {
        double[] vector = list.get(row).vector();
        if (!new Numbers.Float64(vector).areWithin(precision.largest())) {
          checkNumbers(vector, pointer + "/" + row + "/vector/");
        }
      }
      return new Vectors(precision, size, list);
    }

    // A list may hold nulls where reading it failed; their faults are known already.
    private static int firstLength(List<WordVector> list) {
      for (WordVector word : list) {
        if (word != null && word.vector() != null && word.vector().length > 0) {
          return word.vector().length;
        }
      }
      return 0;
    }

    private boolean fits(WordVector word, int row, int size) {
      if (word == null || word.vector() == null) {
        return false;
      }
      checkWord(word, row);
      int length = word.vector().length;
      if (length > limits.maxDimensions()) {
        faults.add(
            pointer + "/" + row + "/vector/" + limits.maxDimensions(),
            "too-many",
            "is one too many, at most %d are allowed".formatted(limits.maxDimensions()));
      } else if (length != size) {
        faults.add(
            pointer + "/" + row + "/vector",
            "wrong-length",
            "has %d numbers, the first vector has %d".formatted(length, size));
      }
      return length == size && length <= limits.maxDimensions();
    }

    private void checkNumbers(double[] vector, String where) {
      for (int e = 0; e < vector.length; e++) {
        if (!Double.isFinite(vector[e])) {
          faults.add(where + e, "wrong-type", "must be a finite number");
        } else if (!precision.holds(vector[e])) {
          faults.add(
              where + e,
              "out-of-range",
              "is %s, which %s cannot hold".formatted(vector[e], precision));
        }
      }
    }

    private void checkWord(WordVector word, int row) {
      if (word.word() != null && word.word().length() > limits.maxWordLength()) {
        faults.add(
            pointer + "/" + row + "/word",
            "too-long",
            "has %d characters, at most %d are allowed"
                .formatted(word.word().length(), limits.maxWordLength()));
      }
    }
  }
}
