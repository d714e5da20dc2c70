package attention.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/// The dashboard and the alerts ask for nothing that the service does not tell.
class MonitoringTest extends RunningService {

  private static final Path FOLDER = Path.of("src/main/monitoring");

  // A name with one of these beginnings is a metric; other words are functions, labels, or values.
  private static final Pattern METRIC = Pattern.compile("\\b(attention|process|jvm)_[a-z_]+");
  private static final Pattern LABEL = Pattern.compile("\\b[a-z]+=\"[^\"]+\"");

  @Test
  void theDashboardFitsTheMetrics() throws IOException {
    JsonNode dashboard = JSON.readTree(Files.readString(FOLDER.resolve("grafana-dashboard.json")));
    var expressions = new ArrayList<String>();
    Set<Integer> ids = new TreeSet<>();
    for (JsonNode panel : dashboard.get("panels")) {
      ids.add(panel.get("id").asInt());
      panel.get("targets").forEach(target -> expressions.add(target.get("expr").asString()));
    }

    assertThat(ids).hasSize(dashboard.get("panels").size());
    requireKnown(expressions);
  }

  @Test
  void theAlertsFitTheMetrics() throws IOException {
    Object file = new Yaml().load(Files.readString(FOLDER.resolve("prometheus-alerts.yaml")));
    var expressions = new ArrayList<String>();
    for (JsonNode rule : JSON.<JsonNode>valueToTree(file).at("/groups/0/rules")) {
      assertThat(rule.propertyNames()).contains("alert", "labels", "annotations");
      expressions.add(rule.get("expr").asString());
    }

    requireKnown(expressions);
  }

  /// Checks that every metric is told by a service that nobody has asked for anything, and has the
  /// labels that are asked for.
  private void requireKnown(List<String> expressions) {
    List<String> told = get("/actuator/prometheus").body().lines().toList();
    assertThat(expressions).isNotEmpty();
    for (String expression : expressions) {
      Set<String> metrics = found(METRIC, expression);
      Set<String> labels = found(LABEL, expression);
      assertThat(metrics).as(expression).isNotEmpty();
      for (String metric : metrics) {
        assertThat(told)
            .as(metric)
            .anyMatch(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "));
      }
      for (String label : labels) {
        assertThat(told)
            .as("%s in %s", label, expression)
            .anyMatch(line -> metrics.stream().anyMatch(line::startsWith) && line.contains(label));
      }
    }
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }
}
