package attention.core;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// One problem in ONNX Runtime, to be computed again and again on one thread: the best case for the
/// peer, as its inputs and outputs stay where they are in native memory.
final class OnnxCall implements AutoCloseable {

  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
  private final FloatBuffer context;

  private OnnxCall(byte[] model, SdpaProblem problem, long[] shape, Map<String, long[]> others)
      throws OrtException {
    try (var options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      session = ENVIRONMENT.createSession(model, options);
    }
    inputs.put("Q", tensor(problem.inputs().query(), shape));
    inputs.put("K", tensor(problem.inputs().key(), shape));
    inputs.put("V", tensor(problem.inputs().value(), shape));
    context = buffer(problem.contextShape().count());
    outputs.put("context", OnnxTensor.createTensor(ENVIRONMENT, context, shape));
    for (Map.Entry<String, long[]> other : others.entrySet()) {
      long[] table = other.getValue();
      FloatBuffer buffer = buffer(Math.toIntExact(table[0] * table[1]));
      outputs.put(other.getKey(), OnnxTensor.createTensor(ENVIRONMENT, buffer, table));
    }
  }

  /// Prepares the operator `Attention`, which gives the context alone.
  static OnnxCall attention(SdpaProblem problem) throws OrtException {
    Shape query = problem.inputs().query().shape();
    long[] shape = {1, 1, query.length(), query.size()};
    boolean causal = problem.mask() instanceof SdpaMask.Causal;
    return new OnnxCall(
        OnnxModel.attention(shape, causal, scale(problem)), problem, shape, Map.of());
  }

  /// Prepares the three steps one by one, which give scores, weights and context.
  ///
  /// @param problem its mask does not count
  static OnnxCall threeSteps(SdpaProblem problem) throws OrtException {
    Shape query = problem.inputs().query().shape();
    long[] shape = {query.length(), query.size()};
    long[] table = {query.length(), query.length()};
    return new OnnxCall(
        OnnxModel.threeSteps(shape, scale(problem)),
        problem,
        shape,
        Map.of("scores", table, "weights", table));
  }

  /// Its version.
  static String version() {
    return ENVIRONMENT.getVersion();
  }

  private static float scale(SdpaProblem problem) {
    return (float) problem.options().scale();
  }

  private static OnnxTensor tensor(Tensor ours, long[] shape) throws OrtException {
    FloatBuffer buffer = buffer(ours.numbers().count());
    for (int n = 0; n < buffer.capacity(); n++) {
      buffer.put(n, (float) ours.numbers().at(n));
    }
    return OnnxTensor.createTensor(ENVIRONMENT, buffer, shape);
  }

  private static FloatBuffer buffer(int count) {
    return ByteBuffer.allocateDirect(count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /// Computes.
  ///
  /// @return how many outputs there are; nobody reads them
  Object compute() {
    try (var result = session.run(inputs, Set.of(), outputs)) {
      return result.size();
    } catch (OrtException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /// Computes and copies the context.
  Numbers context() {
    compute();
    float[] values = new float[context.capacity()];
    context.get(0, values);
    return new Numbers.Float32(values);
  }

  @Override
  public void close() {
    inputs.values().forEach(OnnxValue::close);
    outputs.values().forEach(OnnxValue::close);
    try {
      session.close();
    } catch (OrtException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
