package attention.endtoend;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/// Whether an answer has the right numbers: nobody is timed who computes something else.
///
/// An error of a float32 sum is one in units of what is added up, so every number may be off by
/// [#TOLERANCE] times the largest one of its row.
final class AnswerCheck {

  /// Some hundred roundoffs of float32: enough for any order of summation, far too little for a
  /// wrong formula.
  static final double TOLERANCE = 2e-5;

  private static final JsonMapper JSON = new JsonMapper();

  private AnswerCheck() {}

  /// Checks an answer of the JSON contract.
  ///
  /// @return the largest error, in units of the largest number of its row
  /// @throws IllegalStateException if it is wrong
  static double json(InputStream answer, Stages64 expected) {
    double worst = 0;
    int stages = 0;
    try (JsonParser parser = JSON.createParser(answer)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        double[][] stage =
            switch (name) {
              case "scores" -> expected.scores();
              case "weights" -> expected.weights();
              case "context" -> expected.context();
              default -> new double[0][];
            };
        if (stage.length == 0) {
          parser.skipChildren();
        } else {
          stages++;
          worst = Math.max(worst, table(parser, stage, name));
        }
      }
    }
    if (stages != 3) {
      throw new IllegalStateException("answers %d of 3 stages".formatted(stages));
    }
    return worst;
  }

  private static double table(JsonParser parser, double[][] expected, String name) {
    double worst = 0;
    for (double[] row : expected) {
      parser.nextToken();
      double[] actual = new double[row.length];
      for (int n = 0; n < row.length; n++) {
        parser.nextToken();
        actual[n] = parser.getDoubleValue();
      }
      requireEnd(parser, name);
      worst = Math.max(worst, row(actual, row, name));
    }
    requireEnd(parser, name);
    return worst;
  }

  private static void requireEnd(JsonParser parser, String name) {
    if (parser.nextToken() != JsonToken.END_ARRAY) {
      throw new IllegalStateException(name + " have more numbers than expected");
    }
  }

  /// Checks weights and context, one after the other as float32 in little-endian order.
  ///
  /// @return the largest error, in units of the largest number of its row
  /// @throws IllegalStateException if they are wrong
  static double binary(ByteBuffer answer, Stages64 expected) {
    FloatBuffer floats = answer.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    double worst =
        Math.max(
            table(floats, expected.weights(), "weights"),
            table(floats, expected.context(), "context"));
    if (floats.hasRemaining()) {
      throw new IllegalStateException(floats.remaining() + " floats more than expected");
    }
    return worst;
  }

  private static double table(FloatBuffer floats, double[][] expected, String name) {
    double worst = 0;
    for (double[] row : expected) {
      double[] actual = new double[row.length];
      for (int n = 0; n < row.length; n++) {
        actual[n] = floats.get();
      }
      worst = Math.max(worst, row(actual, row, name));
    }
    return worst;
  }

  private static double row(double[] actual, double[] expected, String name) {
    double largest = 0;
    double error = 0;
    for (int n = 0; n < expected.length; n++) {
      largest = Math.max(largest, Math.abs(expected[n]));
      error = Math.max(error, Math.abs(actual[n] - expected[n]));
    }
    if (!(error <= TOLERANCE * largest)) {
      throw new IllegalStateException("%s are off by %s of %s".formatted(name, error, largest));
    }
    return error / largest;
  }
}
