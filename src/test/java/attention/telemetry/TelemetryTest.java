package attention.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.actuate.endpoint.web.AbstractWebMvcEndpointHandlerMapping;
import org.springframework.context.ApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// What clients and operators are told of the requests.
@TestPropertySource(
    properties = "attention.limits.max-body=1MB") // a context of its own: counts begin at 0
class TelemetryTest extends RunningService {

  private static final String CATS =
      """
      {"words":[{"word":"Cats","vector":[1,0]},{"word":"love","vector":[0,1]}]}\
      """;

  private static final Pattern TIMING =
      Pattern.compile(
          "parse;dur=([0-9.]+), wait;dur=([0-9.]+), compute;dur=([0-9.]+), write;dur=([0-9.]+)");

  @Autowired private ApplicationContext context;

  @Test
  void nothingIsThereForTracesThatNobodyGets() {
    assertThat(context.getBeanNamesForType(Tracer.class)).isEmpty();
    assertThat(context.getBeanNamesForType(OpenTelemetry.class)).isEmpty();
  }

  @Test
  void requestsOfTheApiAreLookedUpFirst() {
    int api =
        context
            .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
            .getOrder();
    assertThat(context.getBeansOfType(AbstractWebMvcEndpointHandlerMapping.class).values())
        .isNotEmpty()
        .allMatch(ofOperators -> ofOperators.getOrder() > api);
  }

  // ---- Server-Timing

  @Test
  void everyAnswerTellsItsTimes() {
    for (Reply reply :
        List.of(
            post(ATTENTION, CATS),
            post(ATTENTION, CATS, "Accept", "text/csv"),
            post(ATTENTION, CATS, "Accept", "application/x-ndjson"),
            post(ATTENTION, "{"),
            post("/v2/models/attention/infer", "{}"),
            get("/api/v1/info"),
            get("/nowhere"),
            get("/"))) {
      assertThat(reply.header("Server-Timing")).as(reply.body()).matches(TIMING);
    }
  }

  @Test
  void timesAreThoseOfTheRequest() {
    String request = words(300, 300);
    long start = System.nanoTime();
    Matcher timing = TIMING.matcher(post(ATTENTION, request).header("Server-Timing"));
    double milliseconds = (System.nanoTime() - start) / 1e6;

    assertThat(timing.matches()).isTrue();
    double[] phases = new double[4];
    for (int n = 0; n < 4; n++) {
      phases[n] = Double.parseDouble(timing.group(n + 1));
    }
    assertThat(phases[0]).as("parse").isPositive();
    assertThat(phases[2]).as("compute").isPositive();
    assertThat(Arrays.stream(phases).sum()).isLessThanOrEqualTo(milliseconds);
  }

  @Test
  void whatIsRefusedWhileItIsReadIsNotComputed() {
    Matcher timing = TIMING.matcher(post(ATTENTION, "{").header("Server-Timing"));

    assertThat(timing.matches()).isTrue();
    assertThat(timing.group(3)).isEqualTo("0.0");
  }

  // ---- metrics

  @Test
  @DirtiesContext(methodMode = DirtiesContext.MethodMode.BEFORE_METHOD)
  void metricsArePresentBeforeTheFirstRequestOfAnyone() {
    Map<String, Double> metrics = metrics();

    assertThat(metrics)
        .containsKeys(
            "attention_requests_seconds_count{operation=\"attend\",outcome=\"success\"}",
            "attention_requests_seconds_count{operation=\"attendLines\",outcome=\"broken\"}",
            "attention_requests_seconds_count{operation=\"infer\",outcome=\"busy\"}",
            "attention_requests_seconds_count{operation=\"whatIf\",outcome=\"invalid\"}",
            "attention_requests_seconds_count{operation=\"other\",outcome=\"too_large\"}",
            "attention_phase_seconds_bucket{phase=\"compute\",le=\"0.025\"}",
            "attention_multiply_adds_total",
            "attention_received_bytes_total",
            "attention_sent_bytes_total",
            "attention_in_flight",
            "attention_queued",
            "attention_refused_total{reason=\"memory\"}",
            "attention_cancelled_total{by=\"deadline\"}");
  }

  @Test
  void requestsAreCountedByOperationAndOutcome() {
    Map<String, Double> before = metrics();
    Reply answer = post(ATTENTION + "/weights", CATS);
    post(ATTENTION + "/weights", CATS);
    post(ATTENTION + "/weights/Cats", "{");
    send(
        "POST",
        ATTENTION,
        (CATS + "\n{\n").getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/x-ndjson");
    post(ATTENTION + "/context", "[" + " ".repeat(1 << 20) + "]");
    post("/v2/models/attention/infer", "{}");
    post("/api/v1/nowhere", "{}");
    Map<String, Double> after = metrics();

    assertThat(grown(before, after, "attention_requests_seconds_count"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "{operation=\"weights\",outcome=\"success\"}", 2.0,
                "{operation=\"weightsOfOne\",outcome=\"invalid\"}", 1.0,
                "{operation=\"attendLines\",outcome=\"success\"}", 1.0,
                // refused by its length, before anybody looked at its path
                "{operation=\"other\",outcome=\"too_large\"}", 1.0,
                "{operation=\"infer\",outcome=\"invalid\"}", 1.0,
                "{operation=\"other\",outcome=\"invalid\"}", 1.0));
    assertThat(grown(before, after, "http_server_requests_seconds_count"))
        .containsEntry(
            "{error=\"none\",exception=\"none\",method=\"POST\",outcome=\"SUCCESS\","
                + "status=\"200\",uri=\"/api/v1/attention/weights\"}",
            2.0);
    // 3 requests of 2 queries and 2 keys with 2 dimensions: each score takes 2 multiply-adds, and 2
    // more in the context, beside the exponentials.
    assertThat(grown(before, after, "attention_multiply_adds_total").get(""))
        .isBetween(48.0, 480.0);
    assertThat(answer.body()).isNotEmpty();
    assertThat(grown(before, after, "attention_received_bytes_total").get(""))
        .isGreaterThanOrEqualTo(3.0 * CATS.length());
    assertThat(grown(before, after, "attention_sent_bytes_total").get(""))
        .isGreaterThanOrEqualTo(2.0 * answer.body().length());
  }

  @Test
  void noClientAddsSeries() {
    post(ATTENTION + "/weights/Cats", CATS);
    askForWhatIsNot(0);
    metrics(); // which is a request, too
    long before = ofRequests(metrics());
    for (int n = 1; n < 20; n++) {
      askForWhatIsNot(n);
    }

    assertThat(ofRequests(metrics())).isEqualTo(before);
  }

  private void askForWhatIsNot(int n) {
    post(ATTENTION + "/weights/word" + n, CATS);
    post("/v2/models/model" + n + "/infer", "{}");
    post("/path" + n, "{}");
    send("METHOD" + n, ATTENTION, new byte[0]);
  }

  private static long ofRequests(Map<String, Double> metrics) {
    return metrics.keySet().stream()
        .filter(name -> name.startsWith("attention") || name.startsWith("http_server"))
        .count();
  }

  /// What the series of a name have grown by, by their tags; those that have not are left out.
  private static Map<String, Double> grown(
      Map<String, Double> before, Map<String, Double> after, String name) {
    var grown = new TreeMap<String, Double>();
    after.forEach(
        (series, value) -> {
          double difference = value - before.getOrDefault(series, 0.0);
          if (series.startsWith(name) && difference != 0) {
            grown.put(series.substring(name.length()), difference);
          }
        });
    return grown;
  }

  private Map<String, Double> metrics() {
    var metrics = new TreeMap<String, Double>();
    for (String line : get("/actuator/prometheus").body().lines().toList()) {
      if (!line.startsWith("#")) {
        int space = line.lastIndexOf(' ');
        metrics.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
      }
    }
    return metrics;
  }

  private static String words(int count, int size) {
    String vector = "0.5,".repeat(size - 1) + "0.25";
    var words = new StringBuilder();
    for (int n = 0; n < count; n++) {
      words.append("{\"word\":\"w%d\",\"vector\":[%s]},".formatted(n, vector));
    }
    return "{\"words\":[" + words.substring(0, words.length() - 1) + "]}";
  }
}
