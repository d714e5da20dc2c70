package attention.service;

import attention.format.NumbersModule;
import attention.format.TextWarmUp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Answers as a caller gets them. Two numbers are equal there if they have the same bits.
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().addModule(new NumbersModule(new TextWarmUp())).build();

  private Json() {}

  static JsonNode tree(Object answer) {
    return MAPPER.valueToTree(answer);
  }

  static String text(Object answer) {
    return MAPPER.writeValueAsString(answer);
  }
}
