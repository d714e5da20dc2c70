package attention.inference;

import attention.inference.OnnxProblem.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a request of the Open Inference Protocol asks of the operator, read from its JSON, and the
/// bytes behind it, without the service's reader.
final class ProblemOfJson {

  private ProblemOfJson() {}

  /// Gives the problem of a request that was accepted.
  ///
  /// @param bytes what follows the JSON
  static OnnxProblem read(JsonNode request, byte[] bytes) {
    Map<String, Array> inputs = arrays(request.path("inputs"), bytes);
    Array lengths = inputs.get("nonpad_kv_seqlen");
    return new OnnxProblem(
        Objects.requireNonNull(inputs.get("Q")),
        Objects.requireNonNull(inputs.get("K")),
        Objects.requireNonNull(inputs.get("V")),
        inputs.get("attn_mask"),
        inputs.get("past_key"),
        inputs.get("past_value"),
        lengths == null ? null : longs(lengths.values()),
        attributes(request.path("parameters")));
  }

  /// Gives tensors by their names, of a request or of an answer.
  static Map<String, Array> arrays(JsonNode tensors, byte[] bytes) {
    var arrays = new LinkedHashMap<String, Array>();
    int at = 0;
    for (JsonNode tensor : tensors) {
      String datatype = tensor.path("datatype").asString();
      JsonNode size = tensor.path("parameters").path("binary_data_size");
      double[] values;
      if (size.isNumber()) {
        values = WireTensors.fromBytes(datatype, bytes, at, size.asInt());
        at += size.asInt();
      } else {
        values = values(tensor.path("data"), datatype);
      }
      arrays.put(tensor.path("name").asString(), new Array(datatype, shape(tensor), values));
    }
    if (at != bytes.length) {
      throw new AssertionError("%d of %d bytes belong to tensors".formatted(at, bytes.length));
    }
    return arrays;
  }

  private static double[] values(JsonNode data, String datatype) {
    var numbers = new ArrayList<Double>();
    flatten(data, numbers);
    return numbers.stream().mapToDouble(number -> rounded(number, datatype)).toArray();
  }

  private static int[] shape(JsonNode tensor) {
    return tensor.path("shape").valueStream().mapToInt(JsonNode::asInt).toArray();
  }

  private static void flatten(JsonNode data, List<Double> numbers) {
    if (data.isArray()) {
      data.forEach(element -> flatten(element, numbers));
    } else if (data.isBoolean()) {
      numbers.add(data.asBoolean() ? 1.0 : 0.0);
    } else {
      numbers.add(data.isString() ? Double.parseDouble(data.asString()) : data.asDouble());
    }
  }

  /// The number of a datatype that is nearest; of two as near the one whose last bit is 0.
  private static double rounded(double number, String datatype) {
    return switch (datatype) {
      case "FP32" -> Float.parseFloat(Double.toString(number)); // its text is rounded once
      case "FP16" -> rounded(number, 10, -14);
      case "BF16" -> rounded(number, 7, -126);
      default -> number;
    };
  }

  private static double rounded(double number, int fractionBits, int leastExponent) {
    if (!Double.isFinite(number)) {
      return number;
    }
    double step = Math.scalb(1.0, Math.max(Math.getExponent(number), leastExponent) - fractionBits);
    return Math.rint(number / step) * step;
  }

  private static long @Nullable [] longs(double[] values) {
    long[] longs = new long[values.length];
    for (int n = 0; n < longs.length; n++) {
      longs[n] = (long) values[n];
    }
    return longs;
  }

  private static Map<String, Object> attributes(JsonNode parameters) {
    var attributes = new LinkedHashMap<String, Object>();
    for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
      JsonNode value = parameter.getValue();
      if (value.isBoolean()) {
        attributes.put(parameter.getKey(), value.asBoolean() ? 1 : 0);
      } else if (value.isNumber()) {
        attributes.put(parameter.getKey(), value.asDouble());
      }
    }
    return attributes;
  }
}
