package attention;

import static org.assertj.core.api.Assertions.assertThat;

import attention.limits.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.yaml.snakeyaml.Yaml;

/// What can be said of the container without an engine: its files agree with the service and with
/// each other.
@TestInstance(Lifecycle.PER_CLASS)
class ContainerTest {

  private static final String INSTRUCTION =
      "(ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|RUN|USER|WORKDIR) .*";

  private String dockerfile = "";
  private String nginx = "";
  private Map<String, Map<String, Object>> services = Map.of();

  @BeforeAll
  void read() throws IOException {
    dockerfile = Files.readString(Path.of("Dockerfile"));
    nginx = Files.readString(Path.of("src/main/docker/nginx.conf"));
    Map<String, Map<String, Map<String, Object>>> compose =
        new Yaml().load(Files.readString(Path.of("docker-compose.yml")));
    services = compose.getOrDefault("services", Map.of());
  }

  @Test
  void theImageHasTheJavaOfTheBuild() throws IOException {
    String java = find("<java.version>(\\d+)</java.version>", Files.readString(Path.of("pom.xml")));

    assertThat(findAll("(?m)^FROM (\\S+)", dockerfile))
        .containsExactly("eclipse-temurin:" + java + "-jdk", "eclipse-temurin:" + java + "-jre");
  }

  @Test
  void everyLineOfTheDockerfileIsAnInstruction() {
    String instructions = dockerfile.replaceAll("(?m)^#.*\\n", "").replaceAll("\\\\\\n", " ");

    assertThat(instructions.lines().filter(line -> !line.isBlank()))
        .isNotEmpty()
        .allMatch(line -> line.matches(INSTRUCTION));
  }

  @Test
  void theServiceIsNotRoot() {
    assertThat(find("(?m)^USER (\\d+):\\d+$", dockerfile)).isNotEqualTo("0");
    assertThat(dockerfile.indexOf("\nUSER ")).isLessThan(dockerfile.indexOf("\nENTRYPOINT "));
  }

  @Test
  void theImageHasFontsForPictures() {
    assertThat(dockerfile)
        .contains("fontconfig fonts-dejavu-core fonts-droid-fallback fonts-symbola");
  }

  @Test
  void theJvmTakesTheFlagsOfTheEntryPoint() throws Exception {
    List<String> flags = EntryPoint.flags();
    assertThat(flags).contains("-XX:+ExitOnOutOfMemoryError");
    var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    command.addAll(flags);
    command.add("-version");

    Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(java.waitFor()).as(output).isZero();
  }

  @Test
  void theLayersAreThoseOfTheJar() {
    assertThat(findAll("(?m)^COPY --from=build /build/layers/(\\S+)/ ", dockerfile))
        .containsExactly(
            "dependencies", "spring-boot-loader", "snapshot-dependencies", "application");
  }

  @Test
  void bothServicesRunWithAsLittleAsPossible() {
    assertThat(services).containsOnlyKeys("attention", "balancer");
    services.forEach(
        (name, service) -> {
          assertThat(service).as(name).containsEntry("read_only", true);
          assertThat(service).as(name).containsEntry("cap_drop", List.of("ALL"));
          assertThat(service).as(name).containsKey("tmpfs");
        });
  }

  @Test
  void twoReplicasAreWatchedAndWaitedFor() {
    assertThat(String.valueOf(services.get("attention"))).contains("replicas=2");
    assertThat(String.valueOf(services.get("balancer")))
        .contains("condition=service_healthy", "healthcheck", "8080:8080");
    assertThat(dockerfile).contains("HEALTHCHECK", "/readyz");
  }

  @Test
  void theBalancerLetsThroughWhatTheServiceTakes() {
    Limits limits =
        new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("attention.limits", Limits.class);

    assertThat(Long.parseLong(find("client_max_body_size (\\d+)m;", nginx)))
        .isGreaterThanOrEqualTo(limits.maxBody().toMegabytes());
    assertThat(nginx).contains("set $replicas attention:8080;", "non_idempotent");
  }

  private static String find(String pattern, String text) {
    List<String> found = findAll(pattern, text);
    assertThat(found).as(pattern).isNotEmpty();
    return found.getFirst();
  }

  private static List<String> findAll(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
