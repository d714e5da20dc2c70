package attention.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Walks over the bytes of a JSON document that is as most are. It is exact in what it takes, and
/// gives up at everything else, with [Unusual]: what is wrong there, if anything, is for
/// [StrictJson] to say.
///
/// Every loop ends at the zeros behind the document.
public final class JsonCursor {

  /// How many zeros must stand behind a document.
  public static final int ROOM = NumberText.ROOM;

  /// Something that is left to [StrictJson]; no error, and so without a trace.
  public static final class Unusual extends Exception {

    private static final long serialVersionUID = 1;

    /// Leaves it.
    public Unusual() {
      super("left to another reader", null, false, false);
    }
  }

  private static final long ONES = 0x0101010101010101L; // in each of eight bytes
  private static final long BRACKETS = ']' * ONES;

  private static final int FIRST_NUMBERS = 64; // room for those of a list of unknown length

  private final byte[] document;
  private int at;

  /// Begins at the first byte.
  ///
  /// @param document has at least [#ROOM] zeros behind its text
  public JsonCursor(byte[] document) {
    this(document, 0);
  }

  /// Begins within a document.
  ///
  /// @param document has at least [#ROOM] zeros behind its text
  /// @param position index of the next byte
  public JsonCursor(byte[] document, int position) {
    this.document = document;
    this.at = position;
  }

  /// Where it stands: the index of the next byte.
  public int position() {
    return at;
  }

  /// Takes a character that must stand here, and the space around it.
  public void take(char character) throws Unusual {
    if (!takes(character)) {
      throw new Unusual();
    }
  }

  /// Takes a character and the space around it, if it stands here.
  ///
  /// @return whether it does
  public boolean takes(char character) {
    skipSpace();
    if (document[at] != character) {
      return false;
    }
    at++;
    skipSpace();
    return true;
  }

  private void skipSpace() {
    while (document[at] == ' '
        || document[at] == '\n'
        || document[at] == '\r'
        || document[at] == '\t') {
      at++;
    }
  }

  /// Takes a string in UTF-8 that has no escapes.
  public String string() throws Unusual {
    if (document[at] != '"') {
      throw new Unusual();
    }
    int from = ++at;
    boolean isAscii = true;
    while (document[at] != '"') {
      if (document[at] == '\\' || (document[at] >= 0 && document[at] < ' ')) {
        throw new Unusual();
      }
      isAscii &= document[at++] >= 0;
    }
    int length = at++ - from;
    if (isAscii) {
      return new String(document, from, length, StandardCharsets.ISO_8859_1);
    }
    String text = new String(document, from, length, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) { // what stands for bytes that are no UTF-8
      throw new Unusual();
    }
    return text;
  }

  /// Takes a list of at least one number.
  ///
  /// @param most how many there may be
  public double[] numbers(int most) throws Unusual {
    double[] numbers = new double[Math.min(most, FIRST_NUMBERS)];
    take('[');
    int count = 0;
    do {
      if (count == most) {
        throw new Unusual();
      }
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, Math.min(most, 2 * count));
      }
      number(numbers, count++);
    } while (takes(','));
    take(']');
    return count == numbers.length ? numbers : Arrays.copyOf(numbers, count);
  }

  /// Takes a list of numbers of known length.
  ///
  /// @param numbers takes as many as there must be
  public void numbers(double[] numbers) throws Unusual {
    take('[');
    int last = numbers.length - 1;
    for (int n = 0; n < last; n++) {
      number(numbers, n);
      if (document[at] != ',') {
        take(',');
      } else if (document[++at] <= ' ') {
        skipSpace();
      }
    }
    number(numbers, last);
    take(']');
  }

  /// Passes over a list of numbers, to its first closing bracket: what stands between need be none,
  /// as whoever reads it will see.
  ///
  /// @param count how many there must be
  public void skipNumbers(int count) throws Unusual {
    int from = at;
    take('[');
    at = closingBracket();
    if (at - from < 2L * count) { // a digit, and a comma or bracket, for each
      throw new Unusual();
    }
    take(']');
  }

  /// Finds the next one, eight bytes at a time.
  private int closingBracket() throws Unusual {
    for (int n = at; n <= document.length - Long.BYTES; n += Long.BYTES) {
      long others = (long) NumberText.EIGHT.get(document, n) ^ BRACKETS;
      long zeros = (others - ONES) & ~others & (ONES << 7); // the lowest bit in it is right
      if (zeros != 0) {
        return n + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    throw new Unusual();
  }

  private void number(double[] numbers, int index) throws Unusual {
    at = NumberText.read(document, at, numbers, index);
    if (at == NumberText.NONE) {
      throw new Unusual();
    }
  }

  /// Passes over a value of any kind, which need not even be JSON: whoever reads it will see.
  public void skipValue() throws Unusual {
    int depth = 0;
    do {
      switch (document[at]) {
        case '"' -> skipString();
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case 0 -> throw new Unusual();
        default -> {}
      }
      at++;
    } while (depth > 0 || (depth == 0 && !isBehindValue(document[at])));
    if (depth < 0) {
      throw new Unusual();
    }
  }

  private static boolean isBehindValue(byte next) {
    return next == ',' || next == '}' || next == ']' || next == 0;
  }

  /// Moves to the quote that ends a string.
  private void skipString() throws Unusual {
    at++;
    while (document[at] != '"') {
      if (document[at] == 0) {
        throw new Unusual();
      }
      at += document[at] == '\\' ? 2 : 1;
    }
  }
}
