package attention.inference;

import attention.core.Faults;
import attention.core.Numbers;
import attention.format.TensorData;
import attention.inference.Model.Inferred;
import attention.inference.Model.Result;
import attention.inference.Model.TensorMetadata;
import attention.limits.Gate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/// The models, and what is the same for each of them.
@Component
final class Inferences {

  private final List<Model> models;
  private final Gate gate;

  Inferences(List<Model> models, Gate gate) {
    this.gate = gate;
    this.models = models.stream().sorted(Comparator.comparing(Model::name)).toList();
  }

  /// Gives a model.
  ///
  /// @throws ResponseStatusException if there is none of this name
  Model model(String name) {
    return models.stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(() -> notFound("There is no such model; known are " + names() + "."));
  }

  private List<String> names() {
    return models.stream().map(Model::name).toList();
  }

  /// Makes sure that a version is the one that every model has.
  ///
  /// @throws ResponseStatusException if it is another
  void requireVersion(String version) {
    if (!version.equals(Model.VERSION)) {
      throw notFound("There is no such version; known is " + Model.VERSION + ".");
    }
  }

  private static ResponseStatusException notFound(String reason) {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, reason);
  }

  /// Answers a request.
  ///
  /// @throws attention.core.InvalidInput with all that is wrong with it
  InferenceAnswer infer(Model model, Inference inference) {
    Faults faults = inference.parameters().faults();
    List<String> inputs = names(model.inputs());
    for (NamedTensor input : inference.inputs().values()) {
      if (!inputs.contains(input.name())) {
        faults.add(input.pointer() + "/name", "unknown", "must be one of " + inputs);
      }
    }
    List<Inference.Output> outputs = outputs(model, inference, faults);
    faults.throwIfAny();
    Set<String> wanted = new LinkedHashSet<>();
    outputs.forEach(output -> wanted.add(output.name()));
    Inferred inferred = model.infer(inference, wanted);
    for (NamedTensor input : inference.inputs().values()) {
      if (input.data() instanceof TensorData.Reals(Numbers numbers)) {
        gate.afterAnswer(numbers::giveBack);
      }
    }
    return new InferenceAnswer(
        model.name(),
        Model.VERSION,
        inference.id(),
        inferred.parameters(),
        ordered(outputs, inferred.results()));
  }

  private static List<Inference.Output> outputs(Model model, Inference inference, Faults faults) {
    List<String> known = names(model.outputs());
    List<Inference.Output> asked = inference.outputs();
    if (asked == null) {
      boolean binary = inference.parameters().flag(InferenceReader.BINARY_OUTPUT, false);
      return known.stream().map(name -> new Inference.Output(name, "", binary)).toList();
    }
    var seen = new LinkedHashSet<String>();
    for (Inference.Output output : asked) {
      if (!known.contains(output.name())) {
        faults.add(output.pointer() + "/name", "unknown", "must be one of " + known);
      } else if (!seen.add(output.name())) {
        faults.add(output.pointer() + "/name", "conflict", "is asked for twice");
      }
    }
    return asked;
  }

  private static List<String> names(List<TensorMetadata> tensors) {
    return tensors.stream().map(TensorMetadata::name).toList();
  }

  /// Puts results in the order in which they were asked for.
  private static List<InferenceAnswer.Output> ordered(
      List<Inference.Output> outputs, List<Result> results) {
    var ordered = new ArrayList<InferenceAnswer.Output>();
    for (Inference.Output output : outputs) {
      for (Result result : results) {
        if (result.name().equals(output.name())) {
          ordered.add(InferenceAnswer.Output.of(result, output.binary()));
        }
      }
    }
    return ordered;
  }
}
