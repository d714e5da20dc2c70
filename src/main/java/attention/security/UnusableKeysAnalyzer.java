package attention.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says in two sentences why the service does not start.
final class UnusableKeysAnalyzer extends AbstractFailureAnalyzer<UnusableKeys> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, UnusableKeys cause) {
    return new FailureAnalysis(
        "API keys are asked for, but %s.".formatted(cause.getMessage()),
        "Set attention.security.api-keys, or a file of them in attention.security.api-keys-file;"
            + " without both settings no key is needed.",
        cause);
  }
}
