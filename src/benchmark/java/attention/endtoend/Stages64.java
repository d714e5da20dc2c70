package attention.endtoend;

/// The three steps in plain loops of double precision: what every contestant must answer. Shares no
/// code with any of them.
///
/// @param scores `(L, L)`
/// @param weights `(L, L)`
/// @param context `(L, E)`
record Stages64(double[][] scores, double[][] weights, double[][] context) {

  /// Computes self-attention without a scale.
  ///
  /// @param vectors `(L, E)`
  static Stages64 of(float[][] vectors) {
    int count = vectors.length;
    double[][] scores = new double[count][count];
    double[][] weights = new double[count][count];
    double[][] context = new double[count][vectors[0].length];
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (int j = 0; j < count; j++) {
        scores[i][j] = dot(vectors[i], vectors[j]);
        weights[i][j] = Math.exp(scores[i][j]); // the scores are small: see Words
        sum += weights[i][j];
      }
      for (int j = 0; j < count; j++) {
        weights[i][j] /= sum;
        for (int e = 0; e < context[i].length; e++) {
          context[i][e] += weights[i][j] * vectors[j][e];
        }
      }
    }
    return new Stages64(scores, weights, context);
  }

  private static double dot(float[] query, float[] key) {
    double sum = 0;
    for (int e = 0; e < query.length; e++) {
      sum += (double) query[e] * key[e];
    }
    return sum;
  }
}
