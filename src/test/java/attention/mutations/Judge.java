package attention.mutations;

import static org.assertj.core.api.Assertions.assertThat;

import attention.mutations.Trial.Endpoint;
import attention.mutations.Understanding.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whether an answer is a right one: its status, what it says of faults, and its numbers.
final class Judge {

  private static final JsonMapper JSON = new JsonMapper();

  private static final int PARTIAL = 206;
  private static final int UNSATISFIABLE = 416;
  private static final int UNAVAILABLE = 503;
  private static final Set<Integer> STATUSES =
      Set.of(200, 400, 404, 405, 406, 409, 413, 414, 415, 417, 422, 431);

  // Names of classes and of the server, traces and places of files.
  private static final Pattern INTERNAL =
      Pattern.compile(
          "(?i)exception|tomcat|catalina|coyote|springframework|jackson|jakarta|\\.java\\b"
              + "|\\n\\s+at |(org|com|java|tools)\\.[a-z]+\\.|/root/|/home/|/tmp/");

  private final Trial trial;
  private final Answer answer;

  private Judge(Trial trial, Answer answer) {
    this.trial = trial;
    this.answer = answer;
  }

  /// Requires that an answer is right.
  ///
  /// @return how many of its numbers were compared
  static long check(Trial trial, Answer answer) {
    return new Judge(trial, answer).check();
  }

  private long check() {
    assertThat(answer.status()).as("status; %s", beginning()).isIn(possible());
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    boolean isHead = trial.request().method().equals("HEAD");
    if (answer.status() >= 400 && !isHead) {
      requireError();
    }
    if (trial.asIntended()) {
      return checkIntended();
    }
    if (answer.status() == 200 && answer.type().equals("application/json") && !isHead) {
      JSON.readTree(answer.body());
    }
    return 0;
  }

  /// Statuses that may be, whatever was asked. Whoever sets a deadline may miss it.
  private Set<Integer> possible() {
    var possible = new HashSet<>(STATUSES);
    if (!trial.request().header("X-Request-Timeout").isEmpty()) {
      possible.add(UNAVAILABLE);
    }
    if (!trial.request().header("Range").isEmpty()) {
      possible.addAll(Set.of(PARTIAL, UNSATISFIABLE));
    }
    return possible;
  }

  private String beginning() {
    String text = answer.text();
    return text.substring(0, Math.min(500, text.length()));
  }

  private void requireError() {
    assertThat(INTERNAL.matcher(answer.text()).find()).as(beginning()).isFalse();
    JsonNode body = JSON.readTree(answer.body());
    boolean mayBeInference = trial.endpoint().isInference() || !trial.asIntended();
    if (mayBeInference && answer.type().equals("application/json")) {
      assertThat(body.path("error").asString("")).as("error").isNotBlank();
      return;
    }
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(trial.asIntended() && trial.endpoint().isInference()).isFalse();
    requireProblem(body, answer.status());
  }

  private static void requireProblem(JsonNode problem, int status) {
    for (String member : List.of("type", "title", "detail")) {
      assertThat(problem.path(member).asString("")).as(member).isNotBlank();
    }
    assertThat(problem.path("status").asInt()).isEqualTo(status);
  }

  // ---- where nothing but the body may be wrong

  private long checkIntended() {
    if (trial.endpoint() == Endpoint.LINES) {
      return checkLines();
    }
    Understanding understood = Understanding.of(trial.body());
    assertThat(answer.status())
        .as("status of %s; %s", understood.kind(), beginning())
        .isIn(expected(understood.kind()));
    if (!trial.endpoint().isInference() && Set.of(400, 422).contains(answer.status())) {
      JsonNode problem = JSON.readTree(answer.body());
      Pointers.require(problem);
      if (trial.isJson() && answer.status() == 422 && understood.kind() == Kind.READABLE) {
        Pointers.requirePlaces(problem, understood.value());
      }
    }
    return new Numbers(trial, answer).check();
  }

  private Set<Integer> expected(Kind kind) {
    if (trial.endpoint() == Endpoint.RESOURCE) {
      return Set.of(200);
    }
    if (trial.isCbor() || !trial.isJson()) {
      return Set.of(200, 400, 413, 422);
    }
    boolean inference = trial.endpoint().isInference();
    return switch (kind) {
      case MALFORMED -> Set.of(400);
      case OVER_A_LIMIT -> inference ? Set.of(400) : Set.of(422);
      case READABLE -> inference ? Set.of(200, 400, 413) : Set.of(200, 404, 409, 413, 422);
    };
  }

  /// A line for each line, in order.
  private long checkLines() {
    if (trial.body().length == 0) {
      assertThat(answer.status()).isIn(200, 400);
      return 0;
    }
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).isEqualTo("application/x-ndjson");
    List<byte[]> requests = lines(trial.body());
    List<String> answers = answer.text().lines().toList();
    assertThat(answers).hasSameSizeAs(requests);
    long compared = 0;
    for (int n = 0; n < requests.size(); n++) {
      compared += checkLine(Understanding.of(requests.get(n)), JSON.readTree(answers.get(n)));
    }
    return compared;
  }

  /// Lines that are not blank, without their ends.
  private static List<byte[]> lines(byte[] body) {
    String bytes = new String(body, StandardCharsets.ISO_8859_1);
    return bytes
        .lines()
        .filter(line -> !line.chars().allMatch(c -> c == ' ' || c == '\t'))
        .map(line -> line.getBytes(StandardCharsets.ISO_8859_1))
        .toList();
  }

  private static long checkLine(Understanding request, JsonNode reply) {
    if (!reply.has("status")) {
      assertThat(request.kind()).as("%s", reply).isEqualTo(Kind.READABLE);
      return Numbers.compare(request.value(), reply);
    }
    int status = reply.path("status").asInt();
    requireProblem(reply, status);
    switch (request.kind()) {
      case MALFORMED -> assertThat(status).as("%s", reply).isEqualTo(400);
      case OVER_A_LIMIT -> assertThat(status).as("%s", reply).isEqualTo(422);
      case READABLE -> assertThat(status).as("%s", reply).isIn(413, 422);
    }
    if (status != 413) {
      Pointers.require(reply);
    }
    return 0;
  }
}
