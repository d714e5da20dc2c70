package attention.inference;

import attention.comparison.Cause;
import attention.comparison.Convention;
import attention.comparison.Deviation;
import attention.comparison.Measure;
import attention.comparison.Setup;
import attention.comparison.Table;
import attention.comparison.Verdict;
import attention.core.AttentionInputs;
import attention.core.AttentionOptions;
import attention.core.EmptyRows;
import attention.core.Faults;
import attention.core.Numbers;
import attention.core.Precision;
import attention.core.Shape;
import attention.core.Tensor;
import attention.format.Datatype;
import attention.format.TensorData;
import attention.limits.Limits;
import attention.service.SecondOpinions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// A second opinion on what another program makes of the operator `Attention`: the inputs and
/// parameters of [AttentionModel], and its outputs as further inputs.
///
/// The verdict stands in the parameters of the answer: `agrees`, `tolerance`, the largest errors,
/// and the conventions that explain them.
@Component
final class AttentionCompareModel implements Model {

  // Rounding results to 16 bits once is half of this; arithmetic takes the rest.
  private static final double FLOAT16 = 0x1p-8;
  private static final double BFLOAT16 = 0x1p-5;

  /// What `qk_matmul_output` holds, by `qk_matmul_output_mode`.
  private static final List<Table> MODES =
      List.of(Table.SCORES, Table.CAPPED, Table.LOGITS, Table.WEIGHTS);

  private final AttentionModel model;
  private final SecondOpinions opinions;
  private final Limits limits;

  AttentionCompareModel(AttentionModel model, SecondOpinions opinions, Limits limits) {
    this.model = model;
    this.opinions = opinions;
    this.limits = limits;
  }

  @Override
  public String name() {
    return "attention_compare";
  }

  @Override
  public List<TensorMetadata> inputs() {
    var inputs = new ArrayList<>(model.inputs());
    inputs.add(TensorMetadata.of("Y", Datatype.FP32, -1, -1, -1, -1));
    inputs.add(TensorMetadata.of("qk_matmul_output", Datatype.FP32, -1, -1, -1, -1));
    return inputs;
  }

  @Override
  public List<TensorMetadata> outputs() {
    return List.of(TensorMetadata.of("row_errors", Datatype.FP64, -1));
  }

  @Override
  public Inferred infer(Inference inference, Set<String> wanted) {
    Parameters parameters = inference.parameters();
    Faults faults = parameters.faults();
    parameters.checkNames(AttentionModel.PARAMETERS, "tolerance");
    AttentionTensors tensors = AttentionTensors.of(inference, limits, faults);
    Table shown = MODES.get(parameters.integer("qk_matmul_output_mode", 0, 3).orElse(0));
    double tolerance = parameters.number("tolerance").orElse(Double.NaN);
    if (tolerance < 0) {
      parameters.fault("tolerance", "must not be negative");
    }
    if (tensors == null) {
      faults.throwIfAny();
      throw new IllegalStateException("tensors are missing, and nothing was wrong");
    }
    AttentionMasks masks = AttentionMasks.of(inference, tensors, faults);
    Map<Table, Tensor> candidate = candidate(inference, tensors, shown, faults);
    AttentionOptions options = AttentionModel.options(parameters, tensors, masks);
    faults.throwIfAny();
    Setup setup = setup(tensors, options);
    AttentionModel.requireNoOverflow(setup.inputs(), setup.options(), inference);
    Datatype datatype = tensors.query().datatype();
    Double allowed = Double.isNaN(tolerance) ? usual(datatype) : Double.valueOf(tolerance);
    Measure measure = Measure.of(setup, allowed, 0, datatype.precision());
    Verdict verdict = opinions.compare(setup, candidate, measure);
    return new Inferred(List.of(rowErrors(verdict)), parameters(verdict, measure));
  }

  private static Setup setup(AttentionTensors tensors, AttentionOptions o) {
    AttentionInputs inputs = tensors.inputs();
    var wide =
        new AttentionInputs(
            inputs.query().inFloat64(), inputs.key().inFloat64(), inputs.value().inFloat64());
    var options =
        new AttentionOptions(
            o.scale(),
            o.temperature(),
            o.softcap(),
            o.bias().inFloat64(),
            o.mask(),
            o.sinks(),
            EmptyRows.ZERO);
    boolean joined = tensors.query().rank() == 3;
    return Setup.of(wide, null, options, null, joined);
  }

  private static @Nullable Double usual(Datatype datatype) {
    return switch (datatype) {
      case FP16 -> FLOAT16;
      case BF16 -> BFLOAT16;
      default -> null;
    };
  }

  // ---- what was computed elsewhere

  private static Map<Table, Tensor> candidate(
      Inference inference, AttentionTensors tensors, Table shown, Faults faults) {
    var tables = new EnumMap<Table, Tensor>(Table.class);
    Shape scores = tensors.scores();
    int size = tensors.inputs().value().shape().size();
    boolean joined = tensors.query().rank() == 3;
    var context =
        joined
            ? new Shape(scores.batch(), 1, scores.length(), scores.heads() * size)
            : new Shape(scores.batch(), scores.heads(), scores.length(), size);
    add(
        inference.inputs().get("Y"),
        joined ? Table.JOINED : Table.CONTEXT,
        context,
        tables,
        faults);
    add(inference.inputs().get("qk_matmul_output"), shown, scores, tables, faults);
    if (tables.isEmpty() && faults.isEmpty()) {
      faults.add("/inputs", "required", "Y or qk_matmul_output is required, computed elsewhere");
    }
    return tables;
  }

  private static void add(
      @Nullable NamedTensor input,
      Table table,
      Shape shape,
      Map<Table, Tensor> tables,
      Faults faults) {
    if (input == null) {
      return;
    }
    int[] expected = {shape.batch(), shape.heads(), shape.length(), shape.size()};
    int[] axes =
        table == Table.JOINED ? new int[] {shape.batch(), shape.length(), shape.size()} : expected;
    if (!(input.data() instanceof TensorData.Reals(Numbers numbers))) {
      faults.add(
          input.pointer() + "/datatype", "wrong-type", "must be one of FP32, FP64, FP16, BF16");
    } else if (!Arrays.equals(input.shape(), axes)) {
      faults.add(input.pointer() + "/shape", "wrong-shape", "must be " + Arrays.toString(axes));
    } else {
      tables.put(table, new Tensor(shape, numbers.in(Precision.FLOAT64)));
    }
  }

  // ---- the verdict

  private static Result rowErrors(Verdict verdict) {
    double[] rows = new double[verdict.deviations().getFirst().rows().length];
    for (Deviation deviation : verdict.deviations()) {
      for (int row = 0; row < rows.length; row++) {
        rows[row] = Math.max(rows[row], deviation.rows()[row]);
      }
    }
    return new Result(
        "row_errors", Datatype.FP64, new int[] {rows.length}, new Numbers.Float64(rows));
  }

  private static Map<String, Object> parameters(Verdict verdict, Measure measure) {
    var parameters = new LinkedHashMap<String, Object>();
    parameters.put("agrees", verdict.agrees());
    parameters.put("tolerance", measure.tolerance());
    for (Deviation deviation : verdict.deviations()) {
      String name = deviation.table().word();
      parameters.put(name + "_absolute_error", deviation.absolute());
      parameters.put(name + "_relative_error", deviation.relative());
      parameters.put(name + "_ulps", deviation.ulps());
    }
    if (!verdict.agrees()) {
      List<Cause> causes = verdict.causes();
      parameters.put(
          "causes",
          causes.stream().map(AttentionCompareModel::names).collect(Collectors.joining(", ")));
      String explanation =
          causes.isEmpty()
              ? "No known convention explains it, alone or with another."
              : causes.getFirst().conventions().stream()
                  .map(c -> c.meaning() + " " + c.hint())
                  .collect(Collectors.joining(" "));
      parameters.put("explanation", explanation);
    }
    return parameters;
  }

  private static String names(Cause cause) {
    return cause.conventions().stream().map(Convention::name).collect(Collectors.joining(" with "));
  }
}
