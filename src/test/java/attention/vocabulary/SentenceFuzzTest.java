package attention.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import attention.vocabulary.Sentence.Word;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// Any text is taken apart into words, none of which is empty, and no letter is lost.
class SentenceFuzzTest {

  @FuzzTest
  void wordsHoldAllLettersInOrder(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);

    List<Word> words = Sentence.of(text, Vocabulary.english()).words();

    int at = 0;
    for (Word word : words) {
      assertThat(word.typed()).isNotEmpty();
      assertThat(word.looked()).isNotEmpty();
      at = text.indexOf(word.typed(), at);
      assertThat(at).as("where %s stands", word.typed()).isNotNegative();
      at += word.typed().length();
    }
    String typed = words.stream().map(Word::typed).collect(Collectors.joining());
    assertThat(letters(typed)).isEqualTo(letters(text));
  }

  private static String letters(String text) {
    return text.replaceAll("[^\\p{L}\\p{M}\\p{N}]", "");
  }
}
