package attention.core;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// As many multiply-adds per second as one core can do at most: nothing is read or written.
final class MultiplyAddPeak {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  // Two units, each of which begins a multiply-add per cycle and ends it four cycles later, are
  // busy with eight sums that do not wait for each other; with some more wherever one comes late.
  private static final int SUMS = 12;
  private static final int STEPS = 4_096;

  /// Multiply-adds of one call.
  static final double MULTIPLY_ADDS = (double) SUMS * STEPS * SPECIES.length();

  private MultiplyAddPeak() {}

  /// Does them.
  ///
  /// @return a number that all of them are needed for
  static Object compute() {
    FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector sum0 = FloatVector.broadcast(SPECIES, 0);
    FloatVector sum1 = FloatVector.broadcast(SPECIES, 1);
    FloatVector sum2 = FloatVector.broadcast(SPECIES, 2);
    FloatVector sum3 = FloatVector.broadcast(SPECIES, 3);
    FloatVector sum4 = FloatVector.broadcast(SPECIES, 4);
    FloatVector sum5 = FloatVector.broadcast(SPECIES, 5);
    FloatVector sum6 = FloatVector.broadcast(SPECIES, 6);
    FloatVector sum7 = FloatVector.broadcast(SPECIES, 7);
    FloatVector sum8 = FloatVector.broadcast(SPECIES, 8);
    FloatVector sum9 = FloatVector.broadcast(SPECIES, 9);
    FloatVector sum10 = FloatVector.broadcast(SPECIES, 10);
    FloatVector sum11 = FloatVector.broadcast(SPECIES, 11);
    // Added to a sum, since what is added to is overwritten: anything else would be copied before.
    for (int n = 0; n < STEPS; n++) {
      sum0 = half.fma(half, sum0);
      sum1 = half.fma(half, sum1);
      sum2 = half.fma(half, sum2);
      sum3 = half.fma(half, sum3);
      sum4 = half.fma(half, sum4);
      sum5 = half.fma(half, sum5);
      sum6 = half.fma(half, sum6);
      sum7 = half.fma(half, sum7);
      sum8 = half.fma(half, sum8);
      sum9 = half.fma(half, sum9);
      sum10 = half.fma(half, sum10);
      sum11 = half.fma(half, sum11);
    }
    FloatVector low = sum0.add(sum1).add(sum2.add(sum3));
    FloatVector high = sum4.add(sum5).add(sum6.add(sum7));
    FloatVector last = sum8.add(sum9).add(sum10.add(sum11));
    return low.add(high).add(last).lane(0);
  }
}
