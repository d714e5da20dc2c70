package attention.vocabulary;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.vocabulary.Sentence.Word;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Which words a sentence has, as typed and as looked up.
class SentenceTest {

  static Stream<Arguments> aSentenceIsTakenApart() {
    return Stream.of(
        argumentSet(
            "words", "Cats love cozy windows", "Cats love cozy windows", "cats love cozy windows"),
        argumentSet("punctuation", " \"Cats,\" (they said)...", "Cats they said", "cats they said"),
        argumentSet("signs alone", "cats & dogs — 🐈 * 100%", "cats dogs 100", "cats dogs 100"),
        argumentSet(
            "words that touch",
            "cats,dogs/birds—fish",
            "cats dogs birds fish",
            "cats dogs birds fish"),
        argumentSet(
            "possessive",
            "the cat's and cats' toys",
            "the cat's and cats toys",
            "the cat and cats toys"),
        argumentSet(
            "negation",
            "I don't, can't, won't",
            "I do n't ca n't wo n't",
            "i do not can not will not"),
        argumentSet(
            "contraction",
            "We'll see they're I'm",
            "We 'll see they 're I 'm",
            "we will see they are i am"),
        argumentSet("curly apostrophe", "it’s what we’ve", "it’s what we ’ve", "it what we have"),
        argumentSet("quotes of one stroke", "'cats' 'n' 'dogs'", "cats n dogs", "cats n dogs"),
        argumentSet(
            "a hyphen that is known",
            "His Vice-President",
            "His Vice-President",
            "his vice-president"),
        argumentSet(
            "a hyphen that is not", "a cat-loving--dog", "a cat loving dog", "a cat loving dog"),
        argumentSet("other scripts", "猫が好き naïve", "猫が好き naïve", "猫が好き naïve"),
        argumentSet("nothing", " … ", "", ""));
  }

  @ParameterizedTest
  @MethodSource
  void aSentenceIsTakenApart(String text, String typed, String looked) {
    List<Word> words = Sentence.of(text, Vocabulary.english()).words();

    assertThat(words.stream().map(Word::typed).collect(joining(" "))).isEqualTo(typed);
    assertThat(words.stream().map(Word::looked).collect(joining(" "))).isEqualTo(looked);
  }

  @Test
  void aLongRunOfSignsTakesLittleTimeAndNoStack() {
    for (String part : List.of("a-", "'", "a'", "-", "n't", "\u0301", "\uD83D\uDE00")) {
      String text = part.repeat(60_000 / part.length());

      assertThat(Sentence.of(text, Vocabulary.english()).words().size()).isLessThan(60_000);
    }
  }
}
