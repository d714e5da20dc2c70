package attention.core;

import java.util.Arrays;

/// A caller named a word that stands several times in the request.
public final class AmbiguousQuery extends RuntimeException {

  private static final long serialVersionUID = 1;

  AmbiguousQuery(String word, int[] positions) {
    super(
        "\"%s\" stands at the positions %s: name one of these instead"
            .formatted(word, Arrays.toString(positions)));
  }
}
