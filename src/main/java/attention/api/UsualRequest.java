package attention.api;

import attention.core.Tasks;
import attention.format.JsonCursor;
import attention.format.JsonCursor.Unusual;
import attention.limits.Limits;
import attention.service.AttentionRequest;
import attention.service.Include;
import attention.service.WordVector;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The lists of words of a request, read straight from its bytes, and the rest of it.
///
/// Nearly all of a large request is its vectors. Here they become numbers without tokens, strings
/// or lists in between; those of a large one at the end, by several threads. What a small one
/// includes in its answer is read here, too, as it is often all that it says besides. Everything
/// else of the document is copied, for the usual reader; and where something is not as most are, or
/// not as it should be, that reader gets the whole.
///
/// @param lists by name: `words`, `queries`, `keys` or `values`
/// @param include what the answer holds, if the request says so
/// @param others a document with the other members, or nothing if there are none
record UsualRequest(
    Map<String, List<WordVector>> lists,
    @Nullable List<Include> include,
    byte @Nullable [] others) {

  /// How many zeros must stand behind the text of a document.
  static final int ROOM = JsonCursor.ROOM;

  /// Bytes of a document from which on several threads read it: about 300 microseconds of one.
  static final int LARGE = 1 << 17;

  /// Reads a document.
  ///
  /// @param body with at least [#ROOM] zeros behind its text
  /// @param length of the text
  /// @param limits how long lists may be
  /// @param isLarge whether to read vectors with several threads
  /// @return nothing where the document is unusual
  static @Nullable UsualRequest read(byte[] body, int length, Limits limits, boolean isLarge) {
    try {
      return new Reader(body, length, limits, isLarge).read();
    } catch (Unusual _) {
      return null;
    }
  }

  /// Gives the request.
  ///
  /// @param rest the other members, read
  AttentionRequest request(AttentionRequest rest) {
    AttentionRequest all =
        rest.with(lists.get("words"), lists.get("queries"), lists.get("keys"), lists.get("values"));
    return include == null ? all : all.including(include);
  }

  /// A vector whose numbers are still to be read.
  private record Unread(byte[] body, int from, double[] numbers) {

    /// Reads them.
    ///
    /// @return whether they are as they must be
    private boolean read() {
      try {
        new JsonCursor(body, from).numbers(numbers);
        return true;
      } catch (Unusual _) {
        return false;
      }
    }
  }

  private static final class Reader {

    private final byte[] body;
    private final int length;
    private final Limits limits;
    private final boolean isLarge;
    private final JsonCursor cursor;
    private final Map<String, List<WordVector>> lists = new HashMap<>();
    private final List<Unread> unread = new ArrayList<>();
    private @Nullable List<Include> include;
    private final ByteArrayOutputStream others = new ByteArrayOutputStream(0);

    private Reader(byte[] body, int length, Limits limits, boolean isLarge) {
      this.body = body;
      this.length = length;
      this.limits = limits;
      this.isLarge = isLarge;
      this.cursor = new JsonCursor(body);
    }

    private UsualRequest read() throws Unusual {
      cursor.take('{');
      do {
        member();
      } while (cursor.takes(','));
      cursor.take('}');
      if (cursor.position() != length || !(unread.isEmpty() || areRead())) {
        throw new Unusual();
      }
      if (others.size() == 0) {
        return new UsualRequest(lists, include, null);
      }
      others.write('}');
      return new UsualRequest(lists, include, others.toByteArray());
    }

    private boolean areRead() {
      return Tasks.areTrue(unread.size(), n -> unread.get(n).read());
    }

    private void member() throws Unusual {
      String name = cursor.string();
      cursor.take(':');
      switch (name) {
        case "words", "queries", "keys", "values" -> {
          if (lists.put(name, words()) != null) {
            throw new Unusual();
          }
        }
        case "include" -> {
          if (include != null) {
            throw new Unusual();
          }
          include = included();
        }
        default -> {
          int from = cursor.position();
          cursor.skipValue();
          others.write(others.size() == 0 ? '{' : ',');
          others.writeBytes(("\"" + name + "\":").getBytes(StandardCharsets.UTF_8));
          others.write(body, from, cursor.position() - from);
        }
      }
    }

    private List<Include> included() throws Unusual {
      var included = new ArrayList<Include>();
      cursor.take('[');
      do {
        Include member = Include.named(cursor.string());
        if (member == null) {
          throw new Unusual();
        }
        included.add(member);
      } while (cursor.takes(','));
      cursor.take(']');
      return included;
    }

    private List<WordVector> words() throws Unusual {
      var words = new ArrayList<WordVector>();
      cursor.take('[');
      do {
        if (words.size() == limits.maxWords()) {
          throw new Unusual();
        }
        words.add(word(words.isEmpty() ? 0 : words.getFirst().vector().length));
      } while (cursor.takes(','));
      cursor.take(']');
      return words;
    }

    /// Takes a word and its vector, in any order.
    ///
    /// @param size of the vector, or 0 if it is the first
    private WordVector word(int size) throws Unusual {
      cursor.take('{');
      String first = cursor.string();
      cursor.take(':');
      if (first.equals("word")) {
        String word = name();
        cursor.take(',');
        takeName("vector");
        double[] vector = vector(size);
        cursor.take('}');
        return new WordVector(word, vector);
      }
      if (first.equals("vector")) {
        double[] vector = vector(size);
        cursor.take(',');
        takeName("word");
        String word = name();
        cursor.take('}');
        return new WordVector(word, vector);
      }
      throw new Unusual();
    }

    private String name() throws Unusual {
      String name = cursor.string();
      if (name.length() > limits.maxWordLength()) {
        throw new Unusual();
      }
      return name;
    }

    private void takeName(String name) throws Unusual {
      if (!cursor.string().equals(name)) {
        throw new Unusual();
      }
      cursor.take(':');
    }

    private double[] vector(int size) throws Unusual {
      if (size == 0) {
        return cursor.numbers(limits.maxDimensions());
      }
      if (!isLarge) {
        double[] numbers = new double[size];
        cursor.numbers(numbers);
        return numbers;
      }
      int from = cursor.position();
      cursor.skipNumbers(size); // no room is taken for what has no text
      var vector = new Unread(body, from, new double[size]);
      unread.add(vector);
      return vector.numbers();
    }
  }
}
