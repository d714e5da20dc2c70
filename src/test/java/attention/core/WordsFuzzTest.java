package attention.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Any name in a path finds one word, or is refused as unknown or ambiguous.
class WordsFuzzTest {

  /// @param input the name of a query in UTF-8, and then the words; zeros between them
  @FuzzTest
  void aNameIsAWordOrElseAPosition(byte[] input) {
    String[] texts = new String(input, StandardCharsets.UTF_8).split("\0", -1);
    String name = texts[0];
    List<String> words = Arrays.asList(texts);
    var places = new ArrayList<Integer>();
    for (int n = 0; n < words.size(); n++) {
      if (n > 0 && words.get(n).equals(name)) {
        places.add(n - 1);
      }
    }
    if (words.size() == 1) {
      return;
    }
    var sentence = new Words(words.subList(1, words.size()));
    if (places.size() > 1) {
      assertThatThrownBy(() -> sentence.find(name)).isInstanceOf(AmbiguousQuery.class);
    } else if (places.size() == 1) {
      assertThat(sentence.find(name)).isEqualTo(places.getFirst());
    } else if (isPosition(name, sentence.count())) {
      assertThat(sentence.find(name)).isEqualTo(Integer.parseInt(name));
    } else {
      assertThatThrownBy(() -> sentence.find(name)).isInstanceOf(UnknownQuery.class);
    }
  }

  /// Plain digits, as the number is written.
  private static boolean isPosition(String name, int count) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> c >= '0' && c <= '9')
        && new BigInteger(name).toString().equals(name)
        && new BigInteger(name).compareTo(BigInteger.valueOf(count)) < 0;
  }
}
