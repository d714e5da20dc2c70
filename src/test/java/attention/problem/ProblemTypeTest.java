package attention.problem;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// The catalogue and its pages.
class ProblemTypeTest extends RunningService {

  @ParameterizedTest
  @EnumSource
  void everyTypeHasAPageForPeopleAndOneForPrograms(ProblemType type) {
    Reply page = get(type.uri(), "Accept", "text/html");
    Reply json = get(type.uri());

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(page.body()).contains(type.title(), "<code>" + type.uri() + "</code>");
    assertThat(json.json().get("status").asInt()).isEqualTo(type.status());
    assertThat(json.json().get("explanation").asString()).isEqualTo(type.explanation());
  }

  @Test
  void theCatalogueListsEveryType() {
    JsonNode all = get("/problems").json();

    assertThat(all.size()).isEqualTo(ProblemType.values().length);
  }

  @Test
  void everyUriIsTheOnlyOneOfItsKind() {
    assertThat(Arrays.stream(ProblemType.values()).map(ProblemType::uri)).doesNotHaveDuplicates();
  }

  @Test
  void anUnknownTypeIsNotFound() {
    assertThat(get("/problems/nosuch").status()).isEqualTo(404);
  }

  @Test
  void thePageLoadsItsStyleFromHere() {
    assertThat(get("/problems.css").status()).isEqualTo(200);
  }
}
