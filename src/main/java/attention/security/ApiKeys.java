package attention.security;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The keys that open the service, if it needs any.
@Component
final class ApiKeys {

  private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);

  private final @Nullable KeyDigests set;
  private final @Nullable KeyFile file;

  /// Takes the keys from the settings.
  ///
  /// @throws UnusableKeys if keys are asked for and there are none: a service that should have been
  ///   closed must not start open
  ApiKeys(SecuritySettings settings) {
    List<String> keys = settings.apiKeys();
    if (keys != null && keys.isEmpty()) {
      throw new UnusableKeys("attention.security.api-keys is set, but has no key");
    }
    this.set = keys == null ? null : KeyDigests.of(keys);
    if (keys != null) {
      LOG.info("API keys in attention.security.api-keys: {}", keys.size());
    }
    String path = settings.apiKeysFile();
    this.file = path == null ? null : new KeyFile(Path.of(path));
  }

  /// Tells whether a request needs a key.
  boolean areRequired() {
    return set != null || file != null;
  }

  /// Tells whether something is one of the keys.
  boolean contain(String key) {
    return (set != null && set.contain(key)) || (file != null && file.keys().contain(key));
  }
}
