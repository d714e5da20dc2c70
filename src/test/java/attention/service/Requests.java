package attention.service;

import attention.core.Faults;
import attention.core.InvalidInput;
import attention.format.BoundedLists;
import attention.format.Choices;
import attention.format.NestedNumbers;
import attention.format.StrictJson;
import attention.kernel.Kernels;
import attention.limits.Gate;
import attention.limits.Limits;
import attention.limits.WorkLimits;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/// Requests as a reader of a test sees them best, and a service that answers them.
final class Requests {

  /// The words of the tutorial.
  static final String TUTORIAL_WORDS =
      """
      'words': [
        {'word': 'Cats',    'vector': [0.1, 0.2, 0.3]},
        {'word': 'love',    'vector': [0.4, 0.5, 0.6]},
        {'word': 'cozy',    'vector': [0.7, 0.8, 0.1]},
        {'word': 'windows', 'vector': [0.9, 0.1, 0.2]}]\
      """;

  private static final StrictJson JSON =
      new StrictJson(
          16,
          1000,
          List.of(
              new BoundedLists(WordVector.class, 16384),
              new Choices(MaskOption.class, BiasOption.class),
              new NestedNumbers(BiasTable.class, BiasTable::new)));

  private Requests() {}

  /// Gives a service with the usual limits.
  static AttentionService service() {
    return service(8192, DataSize.ofMegabytes(256));
  }

  /// Gives a service.
  static AttentionService service(int maxDimensions, DataSize maxResponse) {
    return new AttentionService(
        new Limits(
            DataSize.ofMegabytes(64), 16384, maxDimensions, 256, 16, 1000, maxResponse, 262144),
        gate(),
        Kernels::select);
  }

  private static Gate gate() {
    return new Gate(
        new WorkLimits(null, Long.MAX_VALUE, 0, 64, Duration.ofSeconds(1), Duration.ofMinutes(1)));
  }

  /// Gives second opinions with the usual limits.
  static SecondOpinions opinions() {
    return new SecondOpinions(
        service(),
        new Limits(
            DataSize.ofMegabytes(64),
            16384,
            8192,
            256,
            16,
            1000,
            DataSize.ofMegabytes(256),
            262144),
        gate(),
        Kernels::select);
  }

  /// Reads a request.
  ///
  /// @param json with `'` instead of `"`
  static AttentionRequest request(String json) {
    return read(json, AttentionRequest.class);
  }

  /// Gives the tutorial's words with options.
  ///
  /// @param options the members of the options, with `'` instead of `"`
  static AttentionRequest tutorial(String options) {
    return request("{%s, 'options': {%s}}".formatted(TUTORIAL_WORDS, options));
  }

  /// Gives the same words with other options and everything included.
  static AttentionRequest complete(AttentionRequest request, @Nullable Options options) {
    return new AttentionRequest(
        request.words(),
        request.queries(),
        request.keys(),
        request.values(),
        options,
        List.of(Include.values()),
        request.decimals(),
        request.projections(),
        request.heads(),
        request.keyHeads());
  }

  /// Reads anything that a request holds.
  ///
  /// @param json with `'` instead of `"`
  static <T> T read(String json, Class<T> type) {
    var faults = new Faults();
    try {
      T read = JSON.read(new StringReader(json.replace('\'', '"')), type, faults);
      if (read == null || !faults.isEmpty()) {
        throw new InvalidInput(faults);
      }
      return read;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
