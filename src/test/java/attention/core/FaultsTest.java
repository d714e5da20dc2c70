package attention.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FaultsTest {

  private final Faults faults = new Faults();

  @Test
  void nothingIsWrongAtFirst() {
    assertThat(faults.isEmpty()).isTrue();
    assertThat(faults.omitted()).isZero();
    assertThatCode(faults::throwIfAny).doesNotThrowAnyException();
  }

  @Test
  void faultsAreKeptInOrder() {
    faults.add("/a", "first", "is wrong");
    faults.add("/b", "second", "is wrong, too");

    assertThat(faults.kept())
        .containsExactly(
            new Fault("/a", "first", "is wrong"), new Fault("/b", "second", "is wrong, too"));
    assertThat(faults.isEmpty()).isFalse();
  }

  @Test
  void whatIsAtOrBelowAKnownFaultIsLeftOut() {
    faults.add("/words/1", "first", "");
    faults.add("/words/1", "again", "");
    faults.add("/words/1/vector", "below", "");
    faults.add("/words/10", "beside", "");
    faults.add("/words", "above", "");

    assertThat(faults.kept().stream().map(Fault::code)).containsExactly("first", "beside", "above");
    assertThat(faults.omitted()).isZero();
  }

  @Test
  void aFaultOfTheWholeHidesAllOthers() {
    faults.add("", "whole", "");
    faults.add("/words", "part", "");

    assertThat(faults.kept()).hasSize(1);
  }

  @Test
  void twentyAreKeptAndTheOthersCounted() {
    for (int n = 0; n < 23; n++) {
      faults.add("/" + n, "wrong", "");
    }

    assertThat(faults.kept()).hasSize(20);
    assertThat(faults.omitted()).isEqualTo(3);
  }

  @Test
  void placesWithFaultsAreFound() {
    faults.add("/options/mask/of/0", "wrong", "");

    assertThat(faults.anyAt("/options")).isTrue();
    assertThat(faults.anyAt("/options/mask/of/0")).isTrue();
    assertThat(faults.anyAt("/options/mask/of/0/words")).isFalse();
    assertThat(faults.anyAt("/opt")).isFalse();
    assertThat(faults.anyAt("/words")).isFalse();
  }

  @Test
  void theExceptionCarriesAllOfThem() {
    for (int n = 0; n < 21; n++) {
      faults.add("/" + n, "wrong", "is " + n);
    }

    assertThatThrownBy(faults::throwIfAny)
        .isInstanceOfSatisfying(
            InvalidInput.class,
            invalid -> {
              assertThat(invalid).hasMessage("is 0");
              assertThat(invalid.faults()).hasSize(20);
              assertThat(invalid.omitted()).isEqualTo(1);
            });
  }
}
