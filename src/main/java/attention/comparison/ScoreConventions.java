package attention.comparison;

import attention.core.AttentionOptions;
import attention.core.Bias;
import attention.core.Mask;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// What may happen to the scores before the mask: scale, temperature, softcap, bias.
final class ScoreConventions {

  static final List<Convention> ALL =
      List.of(
          scale(
              "scale-absent",
              "The scores are plain products of query and key, without a scale.",
              "Multiply them by the scale, or set options.scale to 1 here.",
              _ -> 1),
          scale(
              "scale-auto",
              "The products of query and key are divided by the square root of the head size.",
              "Leave that out, or set options.scale to \"auto\" here.",
              setup -> 1 / Math.sqrt(headSize(setup))),
          scale(
              "scale-by-head-size",
              "The products of query and key are divided by the head size itself.",
              "Divide by its square root: the scale was probably applied twice.",
              setup -> 1.0 / headSize(setup)),
          scale(
              "scale-of-all-heads",
              "The products are divided by the square root of the length of whole vectors, not of a"
                  + " head's.",
              "Divide by the square root of the head size.",
              ScoreConventions::scaleOfAllHeads),
          temperature(
              "temperature-ignored", "The temperature is left out.", "Divide the scores by it.", 1),
          temperature(
              "temperature-inverted",
              "The scores are multiplied by the temperature.",
              "Divide the scores by it.",
              -1),
          new Convention(
              "softcap-ignored",
              "softcap",
              "The scores are not capped.",
              "Apply c·tanh(scores/c), or leave out options.softcap.",
              setup ->
                  setup.options().softcap().isPresent()
                      ? Optional.of(setup.with(withoutSoftcap(setup.options())))
                      : Optional.empty()),
          cap(
              "softcap-after-bias",
              "The softcap is applied after the bias is added.",
              "Cap the scores first, then add the bias.",
              Quirks.Cap.AFTER_BIAS),
          cap(
              "softcap-after-mask",
              "The softcap is applied after the mask, which gives hidden keys a logit of -c and"
                  + " thereby weight.",
              "Cap the scores first, then add the bias and hide keys.",
              Quirks.Cap.AFTER_MASK),
          new Convention(
              "bias-ignored",
              "bias",
              "The bias is not added.",
              "Add it to the capped scores, or leave out options.bias.",
              setup ->
                  setup.options().bias() instanceof Bias.None
                      ? Optional.empty()
                      : Optional.of(setup.with(withoutBias(setup.options())))));

  private ScoreConventions() {}

  /// With one head this is `scale-auto`, so nothing is done otherwise.
  private static double scaleOfAllHeads(Setup setup) {
    return setup.queryHeads() == 1
        ? setup.options().scale()
        : 1 / Math.sqrt((double) headSize(setup) * setup.queryHeads());
  }

  private static int headSize(Setup setup) {
    return setup.inputs().query().shape().size();
  }

  private static Convention scale(
      String name, String meaning, String hint, ToDoubleFunction<Setup> scale) {
    return new Convention(
        name,
        "scale",
        meaning,
        hint,
        setup -> {
          double other = scale.applyAsDouble(setup);
          AttentionOptions options = setup.options();
          return other == options.scale()
              ? Optional.empty()
              : Optional.of(setup.with(with(options, other, options.temperature())));
        });
  }

  private static Convention temperature(String name, String meaning, String hint, int power) {
    return new Convention(
        name,
        "temperature",
        meaning,
        hint,
        setup -> {
          AttentionOptions options = setup.options();
          double temperature = options.temperature();
          return temperature == 1
              ? Optional.empty()
              : Optional.of(
                  setup.with(with(options, options.scale(), power == 1 ? 1 : 1 / temperature)));
        });
  }

  private static Convention cap(String name, String meaning, String hint, Quirks.Cap cap) {
    return new Convention(
        name,
        "softcap",
        meaning,
        hint,
        setup ->
            setup.options().softcap().isPresent() && differs(setup.options(), cap)
                ? Optional.of(setup.with(setup.quirks().with(cap)))
                : Optional.empty());
  }

  /// Tells whether there is something to cap too late.
  private static boolean differs(AttentionOptions options, Quirks.Cap cap) {
    return switch (cap) {
      case TO_SCORES -> false;
      case AFTER_BIAS -> !(options.bias() instanceof Bias.None);
      case AFTER_MASK -> !(options.mask() instanceof Mask.None);
    };
  }

  private static AttentionOptions with(AttentionOptions o, double scale, double temperature) {
    return new AttentionOptions(
        scale, temperature, o.softcap(), o.bias(), o.mask(), o.sinks(), o.emptyRows());
  }

  private static AttentionOptions withoutSoftcap(AttentionOptions o) {
    return new AttentionOptions(
        o.scale(),
        o.temperature(),
        OptionalDouble.empty(),
        o.bias(),
        o.mask(),
        o.sinks(),
        o.emptyRows());
  }

  private static AttentionOptions withoutBias(AttentionOptions o) {
    return new AttentionOptions(
        o.scale(),
        o.temperature(),
        o.softcap(),
        new Bias.None(),
        o.mask(),
        o.sinks(),
        o.emptyRows());
  }
}
