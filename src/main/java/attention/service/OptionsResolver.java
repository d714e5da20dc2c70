package attention.service;

import attention.core.AttentionOptions;
import attention.core.EmptyRows;
import attention.core.Faults;
import attention.core.Precision;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Turns the options of a request into the options of the mathematics: words become positions, what
/// is absent becomes the dialect's, and what does not fit the words is reported.
///
/// @param sequences the words that the options are about
/// @param heads how their vectors are split
/// @param faults takes what does not fit
record OptionsResolver(Sequences sequences, Heads heads, Faults faults) {

  /// The options in both forms.
  ///
  /// @param options for the mathematics
  /// @param echo for the answer
  /// @param rope turns queries and keys, if anything does
  record Resolved(AttentionOptions options, Options echo, RopeResolver.@Nullable Resolved rope) {}

  /// Resolves every option.
  ///
  /// @param request options whose single fields are in order
  Resolved resolve(Options request) {
    Dialect dialect = request.dialect() == null ? Dialect.TUTORIAL : request.dialect();
    double scale = scale(request, dialect);
    double temperature = request.temperature() == null ? 1 : request.temperature();
    var bias = new BiasResolver(sequences, heads, dialect, faults).resolve(request.bias());
    var mask = new MaskResolver(sequences, heads, dialect, faults).resolve(request);
    var rope = new RopeResolver(sequences, heads, faults).resolve(request.rope());
    EmptyRows emptyRows = request.emptyRows() == null ? dialect.emptyRows() : request.emptyRows();
    var softcap =
        request.softcap() == null ? OptionalDouble.empty() : OptionalDouble.of(request.softcap());
    var options =
        new AttentionOptions(
            scale, temperature, softcap, bias.bias(), mask.mask(), sinks(request), emptyRows);
    checkNumbers(options);
    var echo =
        new Options(
            dialect,
            new Scale(scale),
            temperature,
            request.softcap(),
            bias.echo(),
            null,
            mask.echo(),
            request.sinks(),
            precision(),
            rope == null ? null : rope.echo(),
            emptyRows);
    return new Resolved(options, echo, rope);
  }

  private double scale(Options request, Dialect dialect) {
    Scale scale = request.scale() == null ? usualScale(request, dialect) : request.scale();
    return scale.resolve(heads.headSize());
  }

  /// The dialect's, but for sentences `auto` where nothing is said: the vectors of the vocabulary
  /// are so long that without it nearly every word would pay all of its attention to itself.
  private Scale usualScale(Options request, Dialect dialect) {
    Spoken spoken = sequences.spoken();
    boolean raw = spoken != null && !spoken.normalized();
    return raw && request.dialect() == null ? Scale.AUTO : dialect.scale();
  }

  private Precision precision() {
    return sequences.precision();
  }

  private double[] sinks(Options request) {
    double[] sinks = request.sinks();
    if (sinks == null) {
      return new double[0];
    }
    int count = heads.queryHeads();
    if (sinks.length != count) {
      faults.add(
          "/options/sinks",
          "wrong-length",
          "has %d numbers, there are %d heads".formatted(sinks.length, count));
    }
    for (int head = 0; head < sinks.length; head++) {
      if (!precision().holds(sinks[head])) {
        faults.add(
            "/options/sinks/" + head,
            "out-of-range",
            "is %s, which %s cannot hold".formatted(sinks[head], precision()));
      }
    }
    return sinks;
  }

  private void checkNumbers(AttentionOptions options) {
    if (!Double.isFinite(options.scale())) {
      faults.add("/options/scale", "out-of-range", "must be a finite number");
    } else if (!Double.isFinite(options.temperature())) {
      faults.add("/options/temperature", "out-of-range", "must be a finite number");
    } else if (!precision().holds(options.factor())) {
      faults.add(
          options.temperature() < 1 ? "/options/temperature" : "/options/scale",
          "out-of-range",
          "makes scale ÷ temperature %s, which %s cannot hold"
              .formatted(options.factor(), precision()));
    }
    options
        .softcap()
        .ifPresent(
            cap -> {
              if (!(precision().round(cap) > 0) || !precision().holds(cap)) {
                faults.add(
                    "/options/softcap",
                    "out-of-range",
                    "is %s, which %s cannot hold".formatted(cap, precision()));
              }
            });
  }
}
