package attention.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.endpoint.SanitizableData;

/// Keys are hidden wherever Spring Boot lets them be set.
class HiddenKeysTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          attention.security.api-keys,        the-key
          attention.security.apiKeys[0],      the-key
          ATTENTION_SECURITY_API_KEYS,        the-key
          ATTENTION_SECURITY_APIKEYS_0_,      the-key
          sun.java.command,                   a.jar --attention.security.api-keys=the-key
          JDK_JAVA_OPTIONS,                   -Dattention.security.apikeys=the-key
          SPRING_APPLICATION_JSON,            `{"attention": {"security": {"api-keys": ["the-key"]}}}`
          """)
  void aKeyIsHidden(String name, String value) {
    assertThat(shown(name, value)).isEqualTo(SanitizableData.SANITIZED_VALUE);
  }

  @ParameterizedTest
  @CsvSource({
    "attention.limits.max-words, 2048",
    "attention.security.cors-origins, https://app.example",
    "server.port, 8080"
  })
  void otherSettingsAreShown(String name, String value) {
    assertThat(shown(name, value)).isEqualTo(value);
  }

  private static Object shown(String name, String value) {
    return String.valueOf(
        new HiddenKeys().apply(new SanitizableData(null, name, value)).getValue());
  }
}
