package attention.endtoend;

import java.util.SplittableRandom;

/// Words with vectors that look like embeddings: normally distributed numbers, scores of a few
/// units, so that no weight is nearly 0 or nearly 1.
///
/// @param count how many words
/// @param size numbers of each vector
public record Words(int count, int size) {

  // The expected square of a vector's length, and with it the score of a word with itself.
  private static final double SQUARE = 4;

  /// The same vectors every time, `(count, size)`.
  public float[][] vectors() {
    var random = new SplittableRandom(count * 1_000L + size);
    double deviation = Math.sqrt(SQUARE / size);
    float[][] vectors = new float[count][size];
    for (float[] vector : vectors) {
      for (int e = 0; e < size; e++) {
        vector[e] = (float) (deviation * random.nextGaussian());
      }
    }
    return vectors;
  }

  /// The request, each number as the shortest text of a float.
  public String json() {
    var json = new StringBuilder("{\"words\":[");
    float[][] vectors = vectors();
    for (int row = 0; row < count; row++) {
      json.append(row == 0 ? "" : ",").append("{\"word\":\"word").append(row);
      json.append("\",\"vector\":[");
      for (int e = 0; e < size; e++) {
        json.append(e == 0 ? "" : ",").append(vectors[row][e]);
      }
      json.append("]}");
    }
    return json.append("]}").toString();
  }

  @Override
  public String toString() {
    return count + " × " + size;
  }
}
