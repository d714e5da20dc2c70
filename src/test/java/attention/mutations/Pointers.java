package attention.mutations;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/// Whether faults say where they are.
final class Pointers {

  private Pointers() {}

  /// Requires that a problem has faults, each with a pointer and a code.
  static void require(JsonNode problem) {
    assertThat(problem.path("errors").size()).as("faults of %s", problem).isPositive();
    for (JsonNode fault : problem.path("errors")) {
      assertThat(fault.path("code").asString("")).as("%s", fault).isNotBlank();
      assertThat(fault.path("detail").asString("")).as("%s", fault).isNotBlank();
      place(fault);
    }
  }

  /// Requires that the place of each fault is in the document, or could be: the object or list
  /// around it is there. What is missing may be missing together with what is around it.
  static void requirePlaces(JsonNode problem, JsonNode document) {
    for (JsonNode fault : problem.path("errors")) {
      JsonPointer place = place(fault);
      JsonPointer around = place.head();
      boolean isThere = !document.at(place).isMissingNode();
      boolean couldBe = around != null && document.at(around).isContainer();
      boolean isMissing = fault.path("code").asString("").equals("required");
      assertThat(isThere || couldBe || isMissing).as("%s is in the document", fault).isTrue();
    }
  }

  private static JsonPointer place(JsonNode fault) {
    String pointer = fault.path("pointer").asString("");
    assertThat(pointer).startsWith("#");
    return JsonPointer.compile(pointer.substring(1));
  }
}
