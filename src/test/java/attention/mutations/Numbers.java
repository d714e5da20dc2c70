package attention.mutations;

import static org.assertj.core.api.Assertions.assertThat;

import attention.inference.InferenceReference;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.cbor.CBORMapper;

/// The numbers of an answer, beside those of the references.
///
/// Not looked at are the vectors of sentences, what `compare` finds, and what is made for people.
record Numbers(Trial trial, Answer answer) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final CBORMapper CBOR = new CBORMapper();

  private static final List<String> STAGES =
      List.of("scores", "capped", "logits", "weights", "context", "lse", "contributions");
  private static final List<String> USUAL = List.of("scores", "weights", "context");
  private static final String LENGTH = "Inference-Header-Content-Length";

  /// Compares the answer of a trial as it was intended.
  ///
  /// @return how many numbers were compared
  long check() {
    return switch (trial.endpoint()) {
      case ROW -> row();
      case WHOLE, SHOWN -> isRead() ? compare(request(), reply()) : 0;
      case STAGE ->
          isRead() ? compare(request(), reply(), List.of(lastOf(trial.request().target()))) : 0;
      case ROWS -> isRead() ? rows() : 0;
      case MERGE -> isRead() ? MergeReference.compare(request(), reply()) : 0;
      case WHAT_IF -> isRead() ? whatIf() : 0;
      case TENSORS -> answer.status() == 200 ? tensors() : 0;
      case COMPARE, OTHER_TENSORS -> {
        if (answer.type().equals("application/json")) {
          JSON.readTree(answer.body());
        }
        yield 0;
      }
      case LINES, RESOURCE -> 0;
    };
  }

  /// Whether there is an answer for programs.
  private boolean isRead() {
    boolean shown = trial.request().header("Accept").contains("/") && !isFor("json", "cbor");
    if (answer.status() == 200) {
      assertThat(answer.body()).isNotEmpty();
    }
    return answer.status() == 200 && !shown;
  }

  private boolean isFor(String... kinds) {
    String accepted = trial.request().header("Accept");
    for (String kind : kinds) {
      if (accepted.endsWith(kind)) {
        return true;
      }
    }
    return false;
  }

  private JsonNode request() {
    return trial.isCbor() ? CBOR.readTree(trial.body()) : JSON.readTree(trial.body());
  }

  private JsonNode reply() {
    if (isFor("cbor")) {
      assertThat(answer.type()).isEqualTo("application/cbor");
      return CBOR.readTree(answer.body());
    }
    assertThat(answer.type()).isEqualTo("application/json");
    return JSON.readTree(answer.body());
  }

  /// Compares an answer for all queries.
  static long compare(JsonNode request, JsonNode reply) {
    return compare(request, reply, asked(request));
  }

  private static long compare(JsonNode request, JsonNode reply, List<String> asked) {
    return isSentence(request) ? 0 : ReferenceAttention.compare(request, reply, asked);
  }

  private static boolean isSentence(JsonNode request) {
    return request.path("sentence").isString();
  }

  private static List<String> asked(JsonNode request) {
    JsonNode include = request.path("include");
    return include.isArray() ? include.valueStream().map(JsonNode::asString).toList() : USUAL;
  }

  private static String lastOf(String target) {
    return target.substring(target.lastIndexOf('/') + 1);
  }

  // ---- one query

  private long row() {
    if (!List.of(200, 404, 409).contains(answer.status())) {
      return 0;
    }
    JsonNode request = request();
    if (isSentence(request)) {
      return 0;
    }
    String[] path = trial.request().target().split("/", -1);
    String name = URLDecoder.decode(path[path.length - 1], StandardCharsets.UTF_8);
    List<Integer> places = places(request, name);
    int expected = places.size() == 1 ? 200 : places.isEmpty() ? 404 : 409;
    assertThat(answer.status()).as("status for %s at %s", name, places).isEqualTo(expected);
    if (expected != 200) {
      return 0;
    }
    JsonNode reply = reply();
    assertThat(reply.path("position").asInt(-1)).isEqualTo(places.getFirst());
    String part = path[path.length - 2];
    List<String> asked = part.equals("queries") ? asked(request) : List.of(part);
    return ReferenceAttention.compareRow(request, reply, asked, places.getFirst());
  }

  /// Where a query stands: the word itself, or else a position.
  private static List<Integer> places(JsonNode request, String name) {
    JsonNode own = request.path("words");
    JsonNode queries = own.isArray() ? own : request.path("queries");
    var places = new ArrayList<Integer>();
    for (int n = 0; n < queries.size(); n++) {
      if (queries.get(n).path("word").asString("").equals(name)) {
        places.add(n);
      }
    }
    if (places.isEmpty() && name.matches("0|[1-9][0-9]*")) {
      var position = new BigInteger(name);
      if (position.compareTo(BigInteger.valueOf(queries.size())) < 0) {
        places.add(position.intValueExact());
      }
    }
    return places;
  }

  // ---- line by line

  private long rows() {
    assertThat(answer.type()).isEqualTo("application/x-ndjson");
    JsonNode request = request();
    if (isSentence(request)) {
      return 0;
    }
    List<JsonNode> lines = answer.text().lines().map(line -> JSON.readTree(line)).toList();
    long compared = 0;
    for (int n = 0; n < lines.size(); n++) {
      assertThat(lines.get(n).path("position").asInt(-1)).isEqualTo(n);
      compared += ReferenceAttention.compareRow(request, lines.get(n), asked(request), n);
    }
    JsonNode own = request.path("words");
    assertThat(lines).hasSize((own.isArray() ? own : request.path("queries")).size());
    return compared;
  }

  // ---- what if

  private long whatIf() {
    JsonNode request = request();
    if (isSentence(request)) {
      return 0;
    }
    JsonNode reply = reply();
    return compareShown(request, reply.path("before"))
        + compareShown(changed((ObjectNode) request), reply.path("after"));
  }

  /// Compares the stages that stand there; weights at least.
  private static long compareShown(JsonNode request, JsonNode side) {
    JsonNode where = side.path("heads").isArray() ? side.path("heads").path(0) : side;
    List<String> asked = STAGES.stream().filter(where::has).toList();
    assertThat(asked).contains("weights");
    return ReferenceAttention.compare(request, side, asked);
  }

  private static JsonNode changed(ObjectNode request) {
    JsonNode change = request.path("change");
    ObjectNode changed = request.deepCopy();
    ObjectNode options =
        changed.path("options").isObject()
            ? (ObjectNode) changed.path("options")
            : changed.putObject("options");
    change.path("without").forEach(name -> options.remove(name.asString()));
    for (var option : change.path("options").properties()) {
      if (!option.getValue().isNull()) {
        options.set(option.getKey(), option.getValue());
      }
    }
    for (JsonNode vector : change.path("vectors")) {
      changeVector(changed, vector);
    }
    if (!change.path("hide").isEmpty()) {
      hide(options, change.path("hide"));
    }
    return changed;
  }

  private static void hide(ObjectNode options, JsonNode names) {
    JsonNode mask = options.path("mask").deepCopy();
    ArrayNode of = options.putObject("mask").put("type", "all").putArray("of");
    if (mask.isObject()) {
      of.add(mask);
    }
    of.addObject().put("type", "hidden").set("words", names);
  }

  private static void changeVector(ObjectNode request, JsonNode change) {
    JsonNode name = change.path("word");
    JsonNode words = request.path(change.path("list").asString("words"));
    for (int n = 0; n < words.size(); n++) {
      boolean named =
          name.isString()
              ? words.get(n).path("word").asString("").equals(name.asString())
              : name.asInt() == n;
      if (named) {
        ((ObjectNode) words.get(n)).set("vector", change.path("vector"));
      }
    }
  }

  // ---- tensors

  private long tensors() {
    String own = trial.request().header(LENGTH);
    return InferenceReference.compare(trial.body(), own, answer.body(), answer.header(LENGTH));
  }
}
