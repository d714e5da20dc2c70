package attention.format;

import attention.core.Faults;
import attention.core.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The data of a tensor as JSON writes them, before it is known of which datatype they are.
///
/// @param elements the double next to each number; 1 and 0 for true and false
/// @param beside the few elements whose text is not exactly that double though it may be the middle
///   between two numbers of a narrower type: 1 if the text is above it, -1 if below
/// @param lengths how many elements the lists have at each level of nesting, from the outermost
/// @param hasFlags whether any element is true or false
/// @param hasNumbers whether any element is a number
/// @param isComplete whether everything could be read
public record JsonData(
    double[] elements,
    Map<Integer, Integer> beside,
    List<Integer> lengths,
    boolean hasFlags,
    boolean hasNumbers,
    boolean isComplete) {

  /// Gives the elements as a datatype, each rounded once from the text.
  ///
  /// @param shape of the tensor
  /// @param pointer where the data stand in the request
  /// @param faults takes what does not fit
  /// @return nothing if anything does not fit
  public @Nullable TensorData as(Datatype datatype, int[] shape, String pointer, Faults faults) {
    if (!isComplete || !fits(shape, pointer, faults)) {
      return null;
    }
    boolean fits =
        switch (datatype.kind()) {
          case FLAG -> allFit(pointer, "true or false", faults, n -> isFlag(elements[n]));
          case SIGNED, UNSIGNED ->
              allFit(
                  pointer,
                  "a whole number that " + datatype + " can hold, of at most 53 bits",
                  faults,
                  n -> isWhole(elements[n]) && datatype.holdsWhole(elements[n]));
          case REAL ->
              allFit(
                  pointer,
                  "a number that " + datatype + " can hold",
                  faults,
                  n -> !hasFlags && holds(datatype, n));
        };
    return fits ? converted(datatype) : null;
  }

  private boolean fits(int[] shape, String pointer, Faults faults) {
    long count = 1;
    for (int axis : shape) {
      count *= axis;
    }
    if (elements.length != count) {
      faults.add(
          pointer,
          "wrong-length",
          "has %d elements, the shape has %d".formatted(elements.length, count));
      return false;
    }
    boolean flat = lengths.size() == 1 || count == 0;
    if (!flat && !lengths.equals(Arrays.stream(shape).boxed().toList())) {
      faults.add(
          pointer, "wrong-shape", "is nested as %s, the shape is another".formatted(lengths));
      return false;
    }
    return true;
  }

  private interface Test {
    boolean passes(int index);
  }

  private boolean allFit(String pointer, String expected, Faults faults, Test test) {
    boolean fits = true;
    for (int n = 0; n < elements.length; n++) {
      if (!test.passes(n)) {
        fits = false;
        faults.add(pointer + place(n), "wrong-value", "is not " + expected);
      }
    }
    return fits;
  }

  private static boolean isFlag(double element) {
    return element == 0 || element == 1;
  }

  private boolean isWhole(double element) {
    return !hasFlags && Math.abs(element) <= 0x1p53 && Math.rint(element) == element;
  }

  /// Infinity and `NaN` are held where they were written as such.
  private boolean holds(Datatype datatype, int n) {
    return !Double.isFinite(elements[n]) || Double.isFinite(datatype.round(exact(n)));
  }

  /// Gives a double that rounds to any narrower type as the text does: where the text is not the
  /// double, the one of the two around it whose last bit is set.
  private double exact(int n) {
    double nearest = elements[n];
    int side = beside.getOrDefault(n, 0);
    if (side == 0 || (Double.doubleToRawLongBits(nearest) & 1) == 1) {
      return nearest;
    }
    return side > 0 ? Math.nextUp(nearest) : Math.nextDown(nearest);
  }

  private TensorData converted(Datatype datatype) {
    return switch (datatype.kind()) {
      case FLAG -> {
        boolean[] flags = new boolean[elements.length];
        for (int n = 0; n < flags.length; n++) {
          flags[n] = elements[n] == 1;
        }
        yield new TensorData.Flags(flags);
      }
      case SIGNED, UNSIGNED -> {
        long[] integers = new long[elements.length];
        for (int n = 0; n < integers.length; n++) {
          integers[n] = (long) elements[n];
        }
        yield new TensorData.Integers(integers);
      }
      case REAL -> new TensorData.Reals(numbers(datatype));
    };
  }

  private Numbers numbers(Datatype datatype) {
    if (datatype == Datatype.FP64) {
      return new Numbers.Float64(elements);
    }
    float[] values = new float[elements.length];
    for (int n = 0; n < values.length; n++) {
      values[n] = (float) datatype.round(exact(n));
    }
    return new Numbers.Float32(values);
  }

  /// Where an element stands below the data.
  private String place(int n) {
    if (lengths.size() == 1) {
      return "/" + n;
    }
    var place = new StringBuilder();
    int rest = n;
    for (int level = lengths.size() - 1; level >= 0; level--) {
      place.insert(0, "/" + rest % lengths.get(level));
      rest /= lengths.get(level);
    }
    return place.toString();
  }
}
