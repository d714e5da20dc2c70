package attention.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// Says which setting of ours cannot be read, before Spring Boot says it together with the value,
/// which may be a key.
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnreadableSettingAnalyzer extends AbstractFailureAnalyzer<BindException> {

  private static final ConfigurationPropertyName OURS =
      ConfigurationPropertyName.of("attention.security");

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, BindException cause) {
    ConfigurationPropertyName name = cause.getName();
    if (!name.equals(OURS) && !OURS.isAncestorOf(name)) {
      return null;
    }
    return new FailureAnalysis(
        "%s cannot be read as it is set: %s".formatted(name, culprits(cause)),
        "The settings are api-keys, api-keys-file and cors-origins. A list is several values with"
            + " commas between them, or begins with [0].",
        cause);
  }

  private static List<ConfigurationPropertyName> culprits(BindException cause) {
    return cause.getCause() instanceof UnboundConfigurationPropertiesException unbound
        ? unbound.getUnboundProperties().stream().map(ConfigurationProperty::getName).toList()
        : List.of(cause.getName());
  }
}
