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

/// One problem in ONNX Runtime, to be computed again and again: the best case for the peer, as its
/// inputs and outputs stay where they are in native memory.
final class OnnxCall implements AutoCloseable {

  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
  private final FloatBuffer context;

  private OnnxCall(byte[] model, SdpaProblem problem, Map<String, long[]> tables, int threads)
      throws OrtException {
    try (var options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      session = ENVIRONMENT.createSession(model, options);
    }
    AttentionInputs ours = problem.inputs();
    inputs.put("Q", tensor(ours.query()));
    inputs.put("K", tensor(ours.key()));
    inputs.put("V", tensor(ours.value()));
    context = buffer(problem.contextShape().count());
    outputs.put(
        "context", OnnxTensor.createTensor(ENVIRONMENT, context, axes(problem.contextShape())));
    for (Map.Entry<String, long[]> table : tables.entrySet()) {
      long[] axes = table.getValue();
      FloatBuffer buffer = buffer(Math.toIntExact(axes[1] * axes[2] * axes[3]));
      outputs.put(table.getKey(), OnnxTensor.createTensor(ENVIRONMENT, buffer, axes));
    }
  }

  /// Prepares the operator `Attention`, which gives the context alone.
  static OnnxCall attention(SdpaProblem problem, int threads) throws OrtException {
    boolean causal = problem.mask() instanceof SdpaMask.Causal;
    long[] query = axes(problem.inputs().query().shape());
    long[] key = axes(problem.inputs().key().shape());
    byte[] model = OnnxModel.attention(query, key, causal, scale(problem));
    return new OnnxCall(model, problem, Map.of(), threads);
  }

  /// Prepares the three steps one by one, which give scores, weights and context.
  ///
  /// @param problem its mask does not count
  static OnnxCall threeSteps(SdpaProblem problem, int threads) throws OrtException {
    Shape query = problem.inputs().query().shape();
    long[] table = axes(query.with(query.length(), problem.inputs().keyCount()));
    long[] key = axes(problem.inputs().key().shape());
    byte[] model = OnnxModel.threeSteps(axes(query), key, scale(problem));
    return new OnnxCall(model, problem, Map.of("scores", table, "weights", table), threads);
  }

  private static long[] axes(Shape shape) {
    return new long[] {shape.batch(), shape.heads(), shape.length(), shape.size()};
  }

  /// Its version.
  static String version() {
    return ENVIRONMENT.getVersion();
  }

  private static float scale(SdpaProblem problem) {
    return (float) problem.options().scale();
  }

  private static OnnxTensor tensor(Tensor ours) throws OrtException {
    FloatBuffer buffer = buffer(ours.numbers().count());
    for (int n = 0; n < buffer.capacity(); n++) {
      buffer.put(n, (float) ours.numbers().at(n));
    }
    return OnnxTensor.createTensor(ENVIRONMENT, buffer, axes(ours.shape()));
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
