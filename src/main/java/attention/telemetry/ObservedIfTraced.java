package attention.telemetry;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/// Leaves out whatever observes requests for traces where none are exported, so that neither the
/// start nor the requests pay for it. [ServerRequestsFilter] keeps the metric that would be missed.
final class ObservedIfTraced implements AutoConfigurationImportFilter, EnvironmentAware {

  /// The setting that has traces exported.
  static final String SETTING = "management.tracing.export.enabled";

  private static final String BOOT = "org.springframework.boot.";

  private boolean areExported;

  @Override
  public void setEnvironment(Environment environment) {
    areExported = environment.getProperty(SETTING, Boolean.class, true); // as Spring Boot has it
  }

  @Override
  public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
    var matches = new boolean[candidates.length];
    for (int n = 0; n < candidates.length; n++) {
      matches[n] = areExported || !isForTraces(candidates[n]);
    }
    return matches;
  }

  /// Tells what belongs to traces alone; a candidate that another filter has left out is nothing.
  private static boolean isForTraces(@Nullable String candidate) {
    return candidate != null
        && Stream.of("micrometer.observation.", "micrometer.tracing.", "opentelemetry.")
            .anyMatch(part -> candidate.startsWith(BOOT + part));
  }
}
