package attention.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import attention.RunningService;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The list of what the service is made of.
class BillOfMaterialsTest extends RunningService {

  private final Map<String, JsonNode> components = new LinkedHashMap<>();
  private JsonNode bill = JSON.createObjectNode();

  @BeforeAll
  void ask() {
    if (Boolean.getBoolean("maven.offline") && get("/actuator/sbom/application").status() == 404) {
      System.out.println("NOT RUN: no bill of materials, as Maven makes none with -o");
      abort();
    }
    assertThat(get("/actuator/sbom").json().get("ids").toString()).isEqualTo("[\"application\"]");
    bill = get("/actuator/sbom/application").json();
    for (JsonNode component : bill.get("components")) {
      String file =
          component.get("name").asString() + "-" + component.get("version").asString() + ".jar";
      components.put(file, component);
    }
  }

  @Test
  void itIsOneOfThisService() {
    assertThat(bill.get("bomFormat").asString()).isEqualTo("CycloneDX");
    assertThat(bill.at("/metadata/component/name").asString()).isEqualTo("attention");
    assertThat(bill.at("/metadata/component/licenses/0/license/id").asString())
        .isEqualTo("Apache-2.0");
  }

  @Test
  void everyLibraryHasAVersionALicenceAndADigest() {
    assertThat(components).hasSizeGreaterThan(40);
    components.forEach(
        (file, component) -> {
          assertThat(component.get("purl").asString()).as(file).startsWith("pkg:maven/");
          assertThat(component.get("licenses").size()).as(file).isPositive();
          assertThat(component.get("hashes").toString()).as(file).contains("SHA-256");
        });
  }

  /// The jars that hold classes that run here, and are in no test's reach alone.
  @Test
  void whatRunsHereIsInIt() {
    List<String> jars =
        Arrays.stream(System.getProperty("java.class.path").split(":", -1))
            .map(path -> String.valueOf(Path.of(path).getFileName()))
            .toList();

    for (String library :
        List.of("spring-core", "spring-webmvc", "tomcat-embed-core", "jackson-databind")) {
      assertThat(components.keySet())
          .containsAll(
              jars.stream().filter(jar -> jar.matches(library + "-[0-9.]+\\.jar")).toList())
          .anyMatch(jar -> jar.startsWith(library + "-"));
    }
    assertThat(components.keySet()).noneMatch(file -> file.startsWith("archunit"));
  }

  @Test
  void itNamesNeitherTheMachineThatBuiltItNorAnAddressThatIsNotOurs() {
    assertThat(bill.toString())
        .doesNotContain(Path.of("").toAbsolutePath().toString(), System.getProperty("user.home"));
    assertThat(bill.at("/metadata/component").toString()).doesNotContain("spring");
  }
}
