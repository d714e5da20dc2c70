package attention.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who may use the service, each a setting below `attention.security`. One that is misspelt ends
/// the start: a service that should have been closed must not start open.
///
/// @param apiKeys keys of which a request must have one; absent, and without a file, it needs none
/// @param apiKeysFile more keys, one a line; read again when it changes
/// @param corsOrigins pages of which origins may use the API from a browser
@ConfigurationProperties(prefix = "attention.security", ignoreUnknownFields = false)
record SecuritySettings(
    @Nullable List<String> apiKeys,
    @Nullable String apiKeysFile,
    @DefaultValue List<String> corsOrigins) {

  /// Says nothing: whatever prints settings must not print keys.
  @Override
  public String toString() {
    return "SecuritySettings";
  }
}
