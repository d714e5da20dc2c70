package attention.mutations;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Good JSON documents made worse, each by a few changes: of values, of tokens, or of bytes.
///
/// Half of them are JSON still: with other numbers, and with members and elements that are left
/// out, added, doubled, exchanged, or taken from another document.
final class Mutations {

  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[-+.\\w]+|[\\[\\]{}:,]|\\s+");

  private static final List<String> TOKENS =
      List.of(
          "0",
          "-0",
          "-1",
          "0.5",
          "1e-3",
          "1E+3",
          "1e-46",
          "3.5e38",
          "1e39",
          "1e309",
          "-1e309",
          "01",
          "1.",
          ".5",
          "--1",
          "+1",
          "NaN",
          "Infinity",
          "0x10",
          "9007199254740993",
          "2147483648",
          "1000000000000000000000000000000000",
          "0.1000000000000000055511151231257827",
          "null",
          "true",
          "false",
          "\"\"",
          "\"auto\"",
          "\"-Infinity\"",
          "\"1\"",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "\"猫\"",
          "1".repeat(1_100),
          "[".repeat(20),
          "\"" + "a".repeat(300) + "\"",
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          "\"type\"",
          "// no comment",
          "'a'");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "3",
          "2.5",
          "1e30",
          "[]",
          "{}",
          "\"\"",
          "\"auto\"",
          "\"-Infinity\"",
          "\"Cats\"",
          "[1]",
          "[[1,2]]",
          "[true]",
          "{\"type\":\"causal\"}");

  private static final List<Double> NUMBERS =
      List.of(
          0.0,
          -0.0,
          1.0,
          -1.0,
          2.0,
          3.0,
          0.1,
          100.0,
          1e-8,
          1e8,
          1e-30,
          1e19,
          1e38,
          1e-310,
          16777217.0,
          Double.MIN_VALUE,
          1e300);

  private final List<JsonNode> documents;
  private final SplittableRandom random;

  /// Makes a source of documents.
  ///
  /// @param documents good ones
  /// @param random says how they change
  Mutations(List<JsonNode> documents, SplittableRandom random) {
    this.documents = documents;
    this.random = random;
  }

  /// Gives a document with other values.
  JsonNode value() {
    return otherValues(anyDocument().deepCopy());
  }

  /// Gives a document, or what was one.
  byte[] next() {
    int kind = random.nextInt(20);
    JsonNode document = anyDocument();
    if (kind < 10) {
      return bytes(otherValues(document.deepCopy()).toString());
    }
    if (kind < 16) {
      return bytes(otherTokens(document.toString()));
    }
    return kind < 19 ? otherBytes(bytes(document.toString())) : spliced(document, anyDocument());
  }

  private JsonNode anyDocument() {
    return any(documents);
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  // ---- values

  private JsonNode otherValues(JsonNode document) {
    for (int changes = random.nextInt(3); changes >= 0; changes--) {
      List<JsonNode> containers = containers(document);
      switch (any(containers)) {
        case ObjectNode object -> change(object);
        case ArrayNode list -> change(list);
        default -> throw new IllegalStateException("neither object nor list");
      }
    }
    return document;
  }

  /// The document and every object and list in it.
  private static List<JsonNode> containers(JsonNode document) {
    var found = new ArrayList<JsonNode>();
    found.add(document);
    for (int n = 0; n < found.size(); n++) {
      for (JsonNode value : found.get(n)) {
        if (value.isContainer()) {
          found.add(value);
        }
      }
    }
    return found;
  }

  private void change(ObjectNode object) {
    List<String> names = List.copyOf(object.propertyNames());
    String name = names.isEmpty() ? "words" : any(names);
    switch (random.nextInt(8)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(any(List.of("extra", "mask", "type", "heads", "values")), anyValue());
      case 2 -> {
        JsonNode value = object.remove(name);
        object.set(name + (random.nextBoolean() ? "" : "s"), value == null ? anyValue() : value);
      }
      case 3 -> takeOver(object);
      default -> object.set(name, changed(object.get(name)));
    }
  }

  /// Takes a member from an object of another document.
  private void takeOver(ObjectNode object) {
    JsonNode other = any(containers(anyDocument()));
    if (other.isObject() && !other.isEmpty()) {
      String name = any(List.copyOf(other.propertyNames()));
      object.set(name, other.get(name).deepCopy());
    }
  }

  private void change(ArrayNode list) {
    int at = list.isEmpty() ? 0 : random.nextInt(list.size());
    if (list.isEmpty()) {
      list.add(anyValue());
      return;
    }
    switch (random.nextInt(8)) {
      case 0 -> list.remove(at);
      case 1 -> list.insert(at, list.get(at).deepCopy());
      case 2 -> list.insert(at, anyValue());
      case 3 -> {
        int other = random.nextInt(list.size());
        JsonNode kept = list.get(at);
        list.set(at, list.get(other));
        list.set(other, kept);
      }
      default -> list.set(at, changed(list.get(at)));
    }
  }

  private JsonNode anyValue() {
    return JSON.readTree(any(VALUES));
  }

  /// Another value, mostly of the same kind.
  private JsonNode changed(@Nullable JsonNode value) {
    if (value == null || random.nextInt(8) == 0) {
      return anyValue();
    }
    if (value.isInt() && random.nextInt(3) > 0) {
      return NODES.numberNode(value.asInt() + random.nextInt(-2, 3));
    }
    if (value.isNumber()) {
      double near = value.asDouble() * random.nextDouble(-2, 2);
      double other = random.nextInt(3) == 0 ? any(NUMBERS) : near;
      return NODES.numberNode(other);
    }
    if (value.isBoolean()) {
      return NODES.booleanNode(!value.asBoolean());
    }
    return random.nextInt(3) == 0 ? NODES.arrayNode().add(value) : value;
  }

  // ---- tokens

  private String otherTokens(String text) {
    List<String> tokens =
        new ArrayList<>(TOKEN.matcher(text).results().map(MatchResult::group).toList());
    for (int changes = random.nextInt(3); changes >= 0 && !tokens.isEmpty(); changes--) {
      int at = random.nextInt(tokens.size());
      int other = random.nextInt(tokens.size());
      switch (random.nextInt(5)) {
        case 0 -> tokens.remove(at);
        case 1 -> tokens.add(at, tokens.get(at));
        case 2 -> {
          String kept = tokens.get(at);
          tokens.set(at, tokens.get(other));
          tokens.set(other, kept);
        }
        case 3 -> tokens.set(at, tokens.get(other));
        default -> tokens.set(at, any(TOKENS));
      }
    }
    return String.join("", tokens);
  }

  // ---- bytes

  /// Gives bytes with others among them, or without some of them; changes those given.
  byte[] otherBytes(byte[] bytes) {
    byte[] text = bytes;
    for (int changes = random.nextInt(3); changes >= 0 && text.length > 0; changes--) {
      int at = random.nextInt(text.length);
      switch (random.nextInt(4)) {
        case 0 -> text[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        case 1 -> text[at] = (byte) random.nextInt();
        case 2 -> text = joined(text, at, new byte[] {(byte) random.nextInt()}, at);
        default -> text = joined(text, at, new byte[0], at + 1);
      }
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(text, random.nextInt(text.length + 1)) : text;
  }

  private byte[] spliced(JsonNode document, JsonNode other) {
    byte[] first = bytes(document.toString());
    byte[] second = bytes(other.toString());
    int from = random.nextInt(second.length);
    return joined(
        Arrays.copyOf(first, random.nextInt(first.length)),
        Integer.MAX_VALUE,
        Arrays.copyOfRange(second, from, second.length),
        Integer.MAX_VALUE);
  }

  /// The bytes up to a place, others, and the bytes from another place on.
  private static byte[] joined(byte[] text, int to, byte[] between, int from) {
    byte[] head = Arrays.copyOf(text, Math.min(to, text.length));
    byte[] tail = Arrays.copyOfRange(text, Math.min(from, text.length), text.length);
    byte[] whole = Arrays.copyOf(head, head.length + between.length + tail.length);
    System.arraycopy(between, 0, whole, head.length, between.length);
    System.arraycopy(tail, 0, whole, head.length + between.length, tail.length);
    return whole;
  }
}
