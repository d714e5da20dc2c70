package attention.inference;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import attention.core.Faults;
import attention.core.Numbers;
import attention.format.Datatype;
import attention.format.TensorData;
import attention.inference.Model.Result;
import attention.inference.OnnxProblem.Array;
import attention.kernel.Kernels;
import attention.limits.Gate;
import attention.limits.Limits;
import attention.limits.WorkLimits;
import attention.service.AttentionService;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Ten thousand random problems over all options against an independent reference in double
/// precision, [OnnxReference].
class DifferentialTest extends RunningService {

  private static final int PROBLEMS = 10_000;
  private static final int OVER_HTTP = 200;
  private static final Set<String> OUTPUTS =
      new LinkedHashSet<>(List.of("Y", "present_key", "present_value", "qk_matmul_output"));

  @Autowired private Limits limits;

  private AttentionModel model(Kernels kernels) {
    return new AttentionModel(
        new AttentionService(
            limits,
            new Gate(
                new WorkLimits(
                    null, Long.MAX_VALUE, 0, 64, Duration.ofSeconds(1), Duration.ofMinutes(1))),
            () -> kernels),
        limits);
  }

  @Test
  void everyOutputIsWithinAFewRoundoffsOfTheReference() {
    AttentionModel model = model(Kernels.select());
    var worst = new EnumMap<Datatype, Map<String, Double>>(Datatype.class);
    for (long seed = 0; seed < PROBLEMS; seed++) {
      OnnxProblem problem = RandomProblems.of(seed);
      Map<String, Array> expected = OnnxReference.attention(problem);
      var room = new ErrorRoom(problem);
      for (Result result : model.infer(inference(problem), OUTPUTS).results()) {
        Array reference = Objects.requireNonNull(expected.get(result.name()));
        String where = "seed %d, %s".formatted(seed, result.name());
        assertThat(result.shape()).as(where).isEqualTo(reference.shape());
        assertThat(result.datatype().name()).as(where).isEqualTo(reference.datatype());
        double error = room.worst(result, reference, where);
        worst
            .computeIfAbsent(result.datatype(), _ -> new HashMap<>())
            .merge(result.name(), error, Math::max);
      }
    }
    System.out.println(
        "worst errors of 10,000 problems in roundoffs, beyond the rounding to the datatype: "
            + worst);
  }

  @Test
  void jsonAndBytesGiveTheSameBits() {
    for (long seed = 0; seed < OVER_HTTP; seed++) {
      OnnxProblem problem = RandomProblems.of(seed);
      ObjectNode request = JSON.createObjectNode();
      request.set("parameters", JSON.valueToTree(problem.attributes()));
      ArrayNode inputs = request.putArray("inputs");
      var bytes = new ByteArrayOutputStream();
      forEach(problem, (name, tensor) -> inputs.add(described(name, tensor)));
      JsonNode json = post("/v2/models/attention/infer", request.toString()).json();

      inputs.removeAll();
      forEach(problem, (name, tensor) -> inputs.add(behind(name, tensor, bytes)));
      request.withObject("parameters").put("binary_data_output", true);
      BinaryReply binary =
          postBinary("/v2/models/attention/infer", request.toString(), bytes.toByteArray());

      int at = 0;
      for (JsonNode output : json.get("outputs")) {
        String datatype = output.get("datatype").asString();
        byte[] written = WireTensors.toBytes(datatype, WireTensors.fromJson(output.get("data")));
        double[] sent = WireTensors.fromBytes(datatype, binary.bytes(), at, written.length);
        assertThat(WireTensors.toBytes(datatype, sent))
            .as("seed %d, %s", seed, output.get("name"))
            .isEqualTo(written);
        at += written.length;
      }
      assertThat(binary.bytes()).hasSize(at);
    }
  }

  @Test
  void everyKernelGivesTheSameBits() {
    AttentionModel fast = model(Kernels.select());
    AttentionModel plain = model(Kernels.scalar());
    for (long seed = 0; seed < PROBLEMS; seed++) {
      Inference problem = inference(RandomProblems.of(seed));
      List<Result> ones = fast.infer(problem, OUTPUTS).results();
      List<Result> others = plain.infer(problem, OUTPUTS).results();
      for (int n = 0; n < ones.size(); n++) {
        assertThat(doubles(ones.get(n).numbers()))
            .as("seed %d, %s", seed, ones.get(n).name())
            .isEqualTo(doubles(others.get(n).numbers())); // by their bits
      }
    }
  }

  @Test
  void aProblemOfABatchGivesTheSameBitsAlone() {
    AttentionModel model = model(Kernels.select());
    for (long seed = 0; seed < 1_000; seed++) {
      OnnxProblem problem = RandomProblems.of(seed);
      List<Result> together = model.infer(inference(problem), OUTPUTS).results();
      for (int b = 0; b < problem.batchSize(); b++) {
        List<Result> alone = model.infer(inference(Batches.entry(problem, b)), OUTPUTS).results();
        for (int n = 0; n < alone.size(); n++) {
          Numbers one = alone.get(n).numbers();
          Numbers all = together.get(n).numbers();
          assertThat(doubles(all.range(b * one.count(), (b + 1) * one.count())))
              .as("seed %d, entry %d, %s", seed, b, alone.get(n).name())
              .isEqualTo(doubles(one)); // by their bits
        }
      }
    }
  }

  private static double[] doubles(Numbers numbers) {
    return IntStream.range(0, numbers.count()).mapToDouble(numbers::at).toArray();
  }

  private static Inference inference(OnnxProblem problem) {
    var inputs = new LinkedHashMap<String, NamedTensor>();
    forEach(problem, (name, array) -> inputs.put(name, tensor(name, array)));
    var parameters = new Parameters(problem.attributes(), "/parameters", new Faults());
    return new Inference(null, parameters, inputs, null);
  }

  interface Each {
    void take(String name, Array array);
  }

  static void forEach(OnnxProblem problem, Each each) {
    each.take("Q", problem.query());
    each.take("K", problem.key());
    each.take("V", problem.value());
    if (problem.mask() != null) {
      each.take("attn_mask", problem.mask());
    }
    if (problem.pastKey() != null && problem.pastValue() != null) {
      each.take("past_key", problem.pastKey());
      each.take("past_value", problem.pastValue());
    }
    long[] lengths = problem.validLengths();
    if (lengths != null) {
      double[] values = new double[lengths.length];
      for (int n = 0; n < values.length; n++) {
        values[n] = lengths[n];
      }
      each.take("nonpad_kv_seqlen", new Array("INT64", new int[] {lengths.length}, values));
    }
  }

  private static NamedTensor tensor(String name, Array array) {
    Datatype datatype = Datatype.valueOf(array.datatype());
    double[] values = array.values();
    TensorData data =
        switch (datatype.kind()) {
          case FLAG -> {
            boolean[] flags = new boolean[values.length];
            for (int n = 0; n < flags.length; n++) {
              flags[n] = values[n] == 1;
            }
            yield new TensorData.Flags(flags);
          }
          case SIGNED, UNSIGNED -> {
            long[] integers = new long[values.length];
            for (int n = 0; n < integers.length; n++) {
              integers[n] = (long) values[n];
            }
            yield new TensorData.Integers(integers);
          }
          case REAL -> new TensorData.Reals(Numbers.of(datatype.precision(), List.of(values)));
        };
    return new NamedTensor(name, "/inputs/" + name, datatype, array.shape(), data);
  }

  static ObjectNode described(String name, Array array) {
    ObjectNode input = JSON.createObjectNode();
    input.put("name", name).put("datatype", array.datatype());
    input.set("shape", JSON.valueToTree(array.shape()));
    ArrayNode data = input.putArray("data");
    for (double value : array.values()) {
      if (array.datatype().equals("BOOL")) {
        data.add(value == 1);
      } else if (array.datatype().equals("INT64")) {
        data.add((long) value);
      } else if (Double.isFinite(value)) {
        data.add(value);
      } else {
        data.add(Double.toString(value));
      }
    }
    return input;
  }

  static ObjectNode behind(String name, Array array, ByteArrayOutputStream bytes) {
    byte[] elements = WireTensors.toBytes(array.datatype(), array.values());
    bytes.writeBytes(elements);
    ObjectNode input = JSON.createObjectNode();
    input.put("name", name).put("datatype", array.datatype());
    input.set("shape", JSON.valueToTree(array.shape()));
    input.putObject("parameters").put("binary_data_size", elements.length);
    return input;
  }
}
