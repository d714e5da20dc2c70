package attention.inference;

import attention.core.Faults;
import attention.format.BinaryData;
import attention.format.BoundedLists;
import attention.format.Datatype;
import attention.format.JsonDataReader;
import attention.format.StrictJson;
import attention.format.TensorData;
import attention.limits.Limits;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads requests: JSON, with the elements of tensors in it or as bytes behind it.
@Component
final class InferenceReader {

  /// Whether tensors come as bytes unless an output says otherwise.
  static final String BINARY_OUTPUT = "binary_data_output";

  private static final String SIZE = "binary_data_size";
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");
  private static final int MOST_TENSORS = 16; // more than any model has

  private final StrictJson json;
  private final Limits limits;

  InferenceReader(Limits limits) {
    var inputs = new BoundedLists(InferenceRequest.Input.class, MOST_TENSORS);
    var outputs = new BoundedLists(InferenceRequest.Output.class, MOST_TENSORS);
    this.json =
        new StrictJson(
            limits.maxNesting(),
            limits.maxNumberLength(),
            List.of(inputs, outputs, new JsonDataReader()));
    this.limits = limits;
  }

  /// Reads a request.
  ///
  /// @param headerLength how many bytes of the body are JSON, as the client wrote it; all where
  ///   absent
  /// @throws attention.format.UnreadableJson if they are no JSON document
  /// @throws attention.core.InvalidInput if the request is not complete
  /// @throws IOException if the body cannot be had
  Inference read(InputStream body, @Nullable String headerLength) throws IOException {
    var faults = new Faults();
    InputStream header = headerLength == null ? body : header(body, headerLength, faults);
    InferenceRequest request = json.read(header, InferenceRequest.class, faults);
    faults.throwIfAny();
    if (request == null) {
      throw new IllegalStateException("nothing was read, and nothing was wrong");
    }
    Map<String, NamedTensor> inputs = inputs(request, body, faults);
    faults.throwIfAny();
    if (headerLength != null && body.read() >= 0) {
      faults.add("", "wrong-length", "the body has bytes behind its last tensor");
    }
    var parameters = new Parameters(orEmpty(request.parameters()), "/parameters", faults);
    List<Inference.Output> outputs = outputs(request, parameters, faults);
    faults.throwIfAny();
    return new Inference(request.id(), parameters, inputs, outputs);
  }

  private static InputStream header(InputStream body, String length, Faults faults)
      throws IOException {
    String name = InferenceController.HEADER_LENGTH;
    int bytes = DIGITS.matcher(length).matches() ? Integer.parseInt(length) : 0;
    if (bytes == 0) {
      faults.add("", "wrong-value", name + " must be a number of bytes, at least 1");
    }
    byte[] header = body.readNBytes(bytes);
    if (header.length < bytes) {
      faults.add(
          "",
          "wrong-length",
          "the body has %d bytes, %s is %d".formatted(header.length, name, bytes));
    }
    faults.throwIfAny();
    return new ByteArrayInputStream(header);
  }

  private Map<String, NamedTensor> inputs(InferenceRequest request, InputStream body, Faults faults)
      throws IOException {
    var inputs = new LinkedHashMap<String, NamedTensor>();
    List<InferenceRequest.Input> sent = request.inputs();
    if (sent == null || sent.isEmpty()) {
      faults.add("/inputs", "required", "is required, with at least one tensor");
      return inputs;
    }
    var readings = new ArrayList<Reading>();
    for (int n = 0; n < sent.size(); n++) {
      Reading reading = Reading.of(sent.get(n), "/inputs/" + n, faults);
      if (reading != null) {
        readings.add(reading);
      }
    }
    faults.throwIfAny(); // where one tensor is wrong, the bytes of the next lie anywhere
    limits.requireBody(readings.stream().mapToLong(Reading::bytesBehind).sum());
    for (Reading reading : readings) {
      NamedTensor tensor = reading.complete(body, faults);
      if (tensor != null && inputs.put(tensor.name(), tensor) != null) {
        faults.add(reading.pointer + "/name", "conflict", "is the name of an earlier tensor, too");
      }
    }
    return inputs;
  }

  private static @Nullable List<Inference.Output> outputs(
      InferenceRequest request, Parameters parameters, Faults faults) {
    boolean usual = parameters.flag(BINARY_OUTPUT, false);
    List<InferenceRequest.Output> asked = request.outputs();
    if (asked == null || asked.isEmpty()) {
      return null;
    }
    var outputs = new ArrayList<Inference.Output>();
    for (int n = 0; n < asked.size(); n++) {
      InferenceRequest.Output output = asked.get(n);
      String pointer = "/outputs/" + n;
      if (output == null || output.name() == null) {
        faults.add(pointer + "/name", "required", "is required");
        continue;
      }
      var own = new Parameters(orEmpty(output.parameters()), pointer + "/parameters", faults);
      own.checkNames(Set.of("binary_data"));
      outputs.add(new Inference.Output(output.name(), pointer, own.flag("binary_data", usual)));
    }
    return outputs;
  }

  private static Map<String, Object> orEmpty(@Nullable Map<String, Object> parameters) {
    return parameters == null ? Map.of() : parameters;
  }

  /// A tensor that is described, and whose elements may not have come yet.
  private record Reading(
      InferenceRequest.Input input, String pointer, String name, Datatype datatype, int[] shape) {

    /// Checks the description; nothing if it is wrong.
    static @Nullable Reading of(
        InferenceRequest.@Nullable Input input, String pointer, Faults faults) {
      if (input == null || input.name() == null) {
        faults.add(pointer + "/name", "required", "is required");
        return null;
      }
      Datatype datatype = datatype(input.datatype(), pointer + "/datatype", faults);
      boolean hasShape = hasShape(input.shape(), pointer + "/shape", faults);
      if (datatype == null || input.shape() == null || !hasShape) {
        return null;
      }
      var reading = new Reading(input, pointer, input.name(), datatype, input.shape());
      return reading.hasElements(faults) ? reading : null;
    }

    private static @Nullable Datatype datatype(
        @Nullable String name, String pointer, Faults faults) {
      for (Datatype datatype : Datatype.values()) {
        if (datatype.name().equals(name)) {
          return datatype;
        }
      }
      faults.add(pointer, "wrong-value", "must be one of " + Arrays.toString(Datatype.values()));
      return null;
    }

    private static boolean hasShape(int @Nullable [] shape, String pointer, Faults faults) {
      if (shape == null) {
        faults.add(pointer, "required", "is required");
        return false;
      }
      double count = 1;
      for (int n = 0; n < shape.length; n++) {
        count *= shape[n];
        if (shape[n] < 0) {
          faults.add(pointer + "/" + n, "out-of-range", "must not be negative");
          return false;
        }
      }
      if (count > Integer.MAX_VALUE - 8) {
        faults.add(pointer, "out-of-range", "has more elements than a tensor may have");
        return false;
      }
      return true;
    }

    private int count() {
      int count = 1;
      for (int axis : shape) {
        count *= axis;
      }
      return count;
    }

    /// How many bytes of the body are its elements.
    private long bytesBehind() {
      return isBinary() ? (long) count() * datatype.bytes() : 0;
    }

    private boolean isBinary() {
      return orEmpty(input.parameters()).containsKey(SIZE);
    }

    /// Checks that the elements stand either in the JSON or, in the right number, behind it.
    private boolean hasElements(Faults faults) {
      if (isBinary() == (input.data() != null)) {
        String detail = isBinary() ? "cannot stand beside " + SIZE : "is required, or else " + SIZE;
        faults.add(pointer + "/data", isBinary() ? "conflict" : "required", detail);
        return false;
      }
      long bytes = (long) count() * datatype.bytes();
      Object size = orEmpty(input.parameters()).get(SIZE);
      if (isBinary() && !(size instanceof Number number && number.longValue() == bytes)) {
        faults.add(
            pointer + "/parameters/" + SIZE,
            "wrong-length",
            "is %s, the shape has %d elements of %d bytes"
                .formatted(size, count(), datatype.bytes()));
        return false;
      }
      return true;
    }

    private @Nullable NamedTensor complete(InputStream body, Faults faults) throws IOException {
      TensorData data;
      if (input.data() != null) {
        data = input.data().as(datatype, shape, pointer + "/data", faults);
      } else {
        data = binary(body, faults);
      }
      return data == null ? null : new NamedTensor(name, pointer, datatype, shape, data);
    }

    private @Nullable TensorData binary(InputStream body, Faults faults) throws IOException {
      try {
        return BinaryData.read(body, datatype, count());
      } catch (EOFException _) {
        faults.add(pointer, "wrong-length", "the body ends before the last byte of this tensor");
        return null;
      }
    }
  }
}
