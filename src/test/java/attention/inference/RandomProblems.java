package attention.inference;

import attention.inference.OnnxProblem.Array;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Valid problems of every kind, most of them small; the same one for the same seed.
///
/// Numbers are exact in their datatype, attributes in float32. `NaN` and infinities stand in keys
/// and values that no query sees, and nowhere else.
final class RandomProblems {

  private final RandomNumbers random;
  private final String datatype;
  private final String valueDatatype;
  private final boolean threeAxes;
  private final int batch;
  private final int keyHeads;
  private final int queryHeads;
  private final int queries;
  private final boolean hasPast;
  private final boolean hasValidLengths;
  private final int pastKeys;
  private final int keys;
  private final int newKeys;
  private final int headSize;
  private final int valueSize;

  static OnnxProblem of(long seed) {
    return new RandomProblems(seed).problem();
  }

  private RandomProblems(long seed) {
    random = new RandomNumbers(seed);
    datatype = datatype();
    valueDatatype = random.chance(0.95) ? datatype : datatype();
    threeAxes = random.chance(0.4);
    batch = random.between(1, 3);
    keyHeads = random.between(1, 3);
    queryHeads = keyHeads * random.between(1, 3);
    queries = random.mostlySmall(40);
    hasPast = random.chance(0.35);
    hasValidLengths = !hasPast && random.chance(0.4);
    boolean hasCache = hasPast || hasValidLengths;
    int cachedKeys = hasCache && random.chance(0.95) ? random.mostlySmall(110) : 0;
    pastKeys = hasPast ? cachedKeys : 0;
    keys = cachedKeys + random.mostlySmall(hasCache ? 40 : 150);
    newKeys = keys - pastKeys;
    headSize = random.mostlySmall(random.chance(0.5) ? 40 : 130);
    valueSize = random.chance(0.3) ? headSize : random.mostlySmall(random.chance(0.5) ? 40 : 130);
  }

  private OnnxProblem problem() {
    double size = vectorMagnitude();
    double valueMagnitude = random.oneOf(0.01, 1, 1, 1, 30);
    long[] validLengths = hasValidLengths ? validLengths() : null;
    var problem =
        new OnnxProblem(
            vectors(datatype, queryHeads, queries, headSize, size),
            vectors(datatype, keyHeads, newKeys, headSize, size),
            vectors(valueDatatype, keyHeads, newKeys, valueSize, valueMagnitude),
            random.chance(0.65) ? mask(validLengths) : null,
            hasPast ? past(datatype, headSize, size) : null,
            hasPast ? past(valueDatatype, valueSize, valueMagnitude) : null,
            validLengths,
            attributes());
    if (random.chance(0.5)) {
      spoilWhatNobodySees(problem);
    }
    return problem;
  }

  private String datatype() {
    double x = random.uniform();
    return x < 0.6 ? "FP32" : x < 0.74 ? "FP64" : x < 0.87 ? "FP16" : "BF16";
  }

  /// The spread of the elements. At 30 `exp` overflows even in double precision where the maximum
  /// is not subtracted first. FP16 ends at 8, where 130 products add up to some 4,000, far below
  /// its largest number 65,504.
  private double vectorMagnitude() {
    return Math.min(random.oneOf(0.01, 1, 1, 1, 5, 30), datatype.equals("FP16") ? 8 : 30);
  }

  private Array vectors(String datatype, int heads, int count, int size, double magnitude) {
    int[] shape =
        threeAxes ? new int[] {batch, count, heads * size} : new int[] {batch, heads, count, size};
    return RandomNumbers.array(datatype, shape, () -> magnitude * random.gaussian());
  }

  private Array past(String datatype, int size, double magnitude) {
    int[] shape = {batch, keyHeads, pastKeys, size};
    return RandomNumbers.array(datatype, shape, () -> magnitude * random.gaussian());
  }

  /// Often more keys than queries, which puts the first query behind other keys; often fewer, where
  /// the first queries may see none.
  private long[] validLengths() {
    int least = random.chance(0.5) ? Math.min(keys, queries) : 0;
    int most = random.chance(0.5) ? keys : Math.max(least, Math.min(keys, queries));
    return LongStream.generate(() -> random.between(least, most)).limit(batch).toArray();
  }

  private Array mask(long @Nullable [] validLengths) {
    int[] full = {batch, queryHeads, queries, maskedKeys(validLengths)};
    int[] shape = Arrays.copyOfRange(full, random.between(0, 3), 4);
    for (int axis = 0; axis < shape.length - 1; axis++) {
      shape[axis] = random.chance(0.35) ? 1 : shape[axis];
    }
    boolean yesOrNo = random.chance(0.5);
    double shareHidden = random.oneOf(0, 0.3, 0.7);
    double shareOfEmptyRows = random.oneOf(0, 0, 0.2);
    double magnitude = random.oneOf(1, 3, 30);
    double hidden = yesOrNo ? 0 : Double.NEGATIVE_INFINITY;
    DoubleSupplier entry =
        () -> random.chance(shareHidden) ? hidden : yesOrNo ? 1 : magnitude * random.gaussian();
    Array mask = RandomNumbers.array(yesOrNo ? "BOOL" : datatype, shape, entry);
    int length = shape[shape.length - 1];
    for (int start = 0; start < mask.values().length; start += length) {
      if (random.chance(shareOfEmptyRows)) {
        Arrays.fill(mask.values(), start, start + length, hidden);
      }
    }
    return mask;
  }

  /// How many keys the mask speaks of: mostly all; never 1 of more, which could also mean all.
  private int maskedKeys(long @Nullable [] validLengths) {
    long valid = validLengths == null ? 0 : Arrays.stream(validLengths).max().orElseThrow();
    int least = (int) Math.max(2, valid);
    return least < keys && random.chance(0.3) ? random.between(least, keys - 1) : keys;
  }

  private Map<String, Object> attributes() {
    var attributes = new LinkedHashMap<String, Object>();
    if (threeAxes) {
      attributes.put("q_num_heads", queryHeads);
      attributes.put("kv_num_heads", keyHeads);
    }
    perhaps(attributes, 0.5, "is_causal", random.chance(0.9) ? 1 : 0);
    perhaps(attributes, 0.3, "left_window_size", windowSize());
    perhaps(attributes, 0.3, "right_window_size", windowSize());
    perhaps(attributes, 0.5, "scale", scale());
    perhaps(attributes, 0.3, "softcap", random.chance(0.1) ? 0.0 : softcap());
    perhaps(attributes, 0.8, "qk_matmul_output_mode", random.between(0, 3));
    perhaps(attributes, 0.1, "softmax_precision", softmaxPrecision());
    return attributes;
  }

  private int windowSize() {
    return random.between(-1, random.chance(0.7) ? 4 : keys);
  }

  private double scale() {
    double size = (0.1 + 3 * random.uniform()) / Math.sqrt(headSize);
    return (float) (random.chance(0.3) ? -size : size);
  }

  private double softcap() {
    return (float) Math.exp(1.5 * random.gaussian() + 1);
  }

  /// FLOAT (1) or DOUBLE (11), never coarser than the datatype: it may not change the answer.
  private int softmaxPrecision() {
    return datatype.equals("FP64") || random.chance(0.5) ? 11 : 1;
  }

  private void perhaps(
      Map<String, Object> attributes, double probability, String name, Object value) {
    if (random.chance(probability)) {
      attributes.put(name, value);
    }
  }

  private void spoilWhatNobodySees(OnnxProblem problem) {
    var visibility = new OnnxVisibility(problem);
    for (int b = 0; b < batch; b++) {
      for (int h = 0; h < keyHeads; h++) {
        for (int j = 0; j < keys; j++) {
          if (!isSeen(visibility, b, h, j) && random.chance(0.8)) {
            spoil(problem.pastKey(), problem.key(), b, h, j);
            spoil(problem.pastValue(), problem.value(), b, h, j);
          }
        }
      }
    }
  }

  private boolean isSeen(OnnxVisibility visibility, int b, int keyHead, int j) {
    int group = queryHeads / keyHeads;
    return IntStream.range(keyHead * group, (keyHead + 1) * group)
        .anyMatch(h -> IntStream.range(0, queries).anyMatch(i -> visibility.sees(b, h, i, j)));
  }

  private void spoil(@Nullable Array past, Array added, int b, int h, int j) {
    Array array = past != null && j < pastKeys ? past : added;
    int n = past != null && j < pastKeys ? j : j - pastKeys;
    double share = random.oneOf(0, 0.3, 1);
    for (int e = 0; e < array.size(keyHeads); e++) {
      if (random.chance(share)) {
        array.values()[array.index(keyHeads, b, h, n, e)] =
            random.oneOf(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
      }
    }
  }
}
