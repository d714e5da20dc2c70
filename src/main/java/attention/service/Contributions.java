package attention.service;

import attention.core.Matrix;
import attention.core.Numbers;

/// What each key gives to the context of one query.
final class Contributions {

  private Contributions() {}

  /// Gives weight times value for each key; added up, they are the context. A key of weight 0 gives
  /// exactly nothing, whatever its value is.
  ///
  /// @param weights `(S)`
  /// @param value `(S, Ev)`
  /// @return `(S, Ev)`
  static Matrix of(Numbers weights, Matrix value) {
    Numbers products =
        switch (weights) {
          case Numbers.Float32(float[] w) -> new Numbers.Float32(single(w, value));
          case Numbers.Float64(double[] w) -> new Numbers.Float64(twice(w, value));
        };
    return new Matrix(value.rows(), value.columns(), products);
  }

  /// Rounds contributions so that they add up to the context exactly, as both are printed.
  ///
  /// @param contributions `(S, Ev)`
  /// @param context `(Ev)`, rounded already
  static Matrix rounded(Matrix contributions, Numbers context, Decimals decimals) {
    int size = contributions.columns();
    Numbers all = contributions.numbers();
    Numbers column = Numbers.zeros(all.precision(), contributions.rows());
    for (int e = 0; e < size; e++) {
      for (int j = 0; j < contributions.rows(); j++) {
        column.set(j, contributions.at(j, e));
      }
      decimals.roundToSum(column, context.at(e));
      for (int j = 0; j < contributions.rows(); j++) {
        all.set(j * size + e, column.at(j));
      }
    }
    return contributions;
  }

  private static float[] single(float[] weights, Matrix value) {
    float[] products = new float[value.numbers().count()];
    for (int n = 0; n < products.length; n++) {
      float weight = weights[n / value.columns()];
      products[n] = weight == 0 ? 0 : weight * (float) value.numbers().at(n);
    }
    return products;
  }

  private static double[] twice(double[] weights, Matrix value) {
    double[] products = new double[value.numbers().count()];
    for (int n = 0; n < products.length; n++) {
      double weight = weights[n / value.columns()];
      products[n] = weight == 0 ? 0 : weight * value.numbers().at(n);
    }
    return products;
  }
}
