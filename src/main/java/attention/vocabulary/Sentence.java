package attention.vocabulary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// A sentence taken apart into words.
///
/// A word is a run of letters and digits; everything else stands between words. A hyphen within a
/// word stays where the vocabulary knows the whole, and parts it otherwise. What follows an
/// apostrophe is a word of its own where it is one (`don't`: do, not; `we'll`: we, will) and is
/// ignored where it is an ending (`cat's`).
///
/// @param words in order
public record Sentence(List<Word> words) {

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}'’-]+");
  private static final Pattern HYPHENS = Pattern.compile("-+");

  // Endings that are words, and those that change the word before them.
  private static final Map<String, String> ENDINGS =
      Map.of("n't", "not", "'re", "are", "'ve", "have", "'ll", "will", "'m", "am", "'d", "would");
  private static final Map<String, String> BEFORE_NOT =
      Map.of("ca", "can", "wo", "will", "sha", "shall");

  /// A word of a sentence.
  ///
  /// @param typed as it stands there
  /// @param looked as it is looked up
  public record Word(String typed, String looked) {}

  /// Takes a sentence apart.
  public static Sentence of(String text, Vocabulary vocabulary) {
    var words = new ArrayList<Word>();
    for (String run : BETWEEN_WORDS.splitAsStream(text).toList()) {
      String word = withoutEdges(run);
      if (word.indexOf('-') < 0 || vocabulary.knows(word)) {
        add(word, words);
      } else {
        HYPHENS.splitAsStream(word).forEach(part -> add(withoutEdges(part), words));
      }
    }
    return new Sentence(words);
  }

  private static void add(String word, List<Word> words) {
    if (word.isEmpty()) {
      return;
    }
    String plain = word.replace('’', '\'').toLowerCase(Locale.ROOT);
    for (var ending : ENDINGS.entrySet()) {
      int stem = plain.length() - ending.getKey().length();
      if (stem > 0 && plain.length() == word.length() && plain.endsWith(ending.getKey())) {
        String before = plain.substring(0, stem);
        boolean not = ending.getValue().equals("not");
        words.add(
            new Word(
                word.substring(0, stem), not ? BEFORE_NOT.getOrDefault(before, before) : before));
        words.add(new Word(word.substring(stem), ending.getValue()));
        return;
      }
    }
    words.add(
        new Word(word, plain.endsWith("'s") ? plain.substring(0, plain.length() - 2) : plain));
  }

  private static String withoutEdges(String run) {
    int from = 0;
    int to = run.length();
    while (from < to && isEdge(run.charAt(from))) {
      from++;
    }
    while (to > from && isEdge(run.charAt(to - 1))) {
      to--;
    }
    return run.substring(from, to);
  }

  private static boolean isEdge(char c) {
    return c == '-' || c == '\'' || c == '’';
  }
}
