package attention.mutations;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Who sees whom, as the contract states it, from the JSON of a request.
///
/// @param keys the words that are looked at
/// @param queries how many words look
/// @param dialect says what a request does not
record ReferenceMask(List<String> keys, int queries, ReferenceDialect dialect) {

  /// Tells whether query `i` sees key `j`.
  boolean sees(@Nullable JsonNode mask, boolean causal, int i, int j) {
    return (!causal || j <= i + offset(dialect.bottomRight()))
        && (mask == null || sees(mask, i, j));
  }

  /// How many keys precede the first query.
  int offset(boolean bottomRight) {
    return bottomRight ? keys.size() - queries : 0;
  }

  private boolean sees(JsonNode mask, int i, int j) {
    return switch (mask.path("type").asString()) {
      case "causal" -> j <= (long) i + offsetOf(mask);
      case "window" -> {
        long position = (long) i + offset(dialect.bottomRight());
        JsonNode left = mask.path("left");
        JsonNode right = mask.path("right");
        yield (!left.isNumber() || position - left.asInt() <= j)
            && (!right.isNumber() || j <= position + right.asInt());
      }
      case "prefix" -> j < mask.path("length").asInt();
      case "hidden" -> {
        boolean hidden = false;
        for (JsonNode name : mask.path("words")) {
          hidden |= name.isString() ? name.asString().equals(keys.get(j)) : name.asInt() == j;
        }
        yield !hidden;
      }
      case "segments" -> {
        JsonNode own = mask.path("queryIds");
        JsonNode of = own.isArray() ? own : mask.path("ids");
        yield of.get(i).asInt() == mask.path("ids").get(j).asInt();
      }
      case "dense" -> mask.path("allowed").get(i).get(j).asBoolean() != dialect.trueHides();
      case "all" -> {
        boolean all = true;
        for (JsonNode each : mask.path("of")) {
          all &= sees(each, i, j);
        }
        yield all;
      }
      case "any" -> {
        boolean any = false;
        for (JsonNode each : mask.path("of")) {
          any |= sees(each, i, j);
        }
        yield any;
      }
      default -> throw new AssertionError("a mask that the contract does not know: " + mask);
    };
  }

  private int offsetOf(JsonNode mask) {
    if (mask.path("offset").isNumber()) {
      return mask.path("offset").asInt();
    }
    JsonNode align = mask.path("align");
    return offset(
        align.isString() ? align.asString().equals("bottom-right") : dialect.bottomRight());
  }
}
