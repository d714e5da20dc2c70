package attention.comparison;

import java.util.List;
import java.util.stream.Stream;

/// Every convention that is known, in the order in which two of them are applied.
final class Conventions {

  static final List<Convention> ALL =
      Stream.of(
              VectorConventions.ALL,
              HeadConventions.ALL,
              ScoreConventions.ALL,
              MaskConventions.ALL,
              SoftmaxConventions.ALL,
              ResultConventions.ALL)
          .flatMap(List::stream)
          .toList();

  private Conventions() {}
}
