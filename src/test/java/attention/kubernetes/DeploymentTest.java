package attention.kubernetes;

import static attention.kubernetes.Manifests.find;
import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/// What the manifests say agrees with the service, its image, and each other.
class DeploymentTest extends RunningService {

  private static final Path FOLDER = Manifests.FOLDER;
  private static final String LABEL = "app.kubernetes.io/name";

  // What Java takes beside the heap: code, classes, threads, buffers. RELIABILITY.md measures it.
  private static final DataSize BESIDE_THE_HEAP = DataSize.ofMegabytes(160);

  private static final JsonNode DEPLOYMENT = Manifests.of("deployment.yaml").path("spec");
  private static final JsonNode POD = DEPLOYMENT.at("/template/spec");
  private static final JsonNode CONTAINER = POD.at("/containers/0");
  private static final JsonNode RUNTIME = Manifests.of("kserve/servingruntime.yaml").path("spec");
  private static final JsonNode MODEL_SERVER = RUNTIME.at("/containers/0");
  private static final JsonNode AUTOSCALER =
      Manifests.of("horizontalpodautoscaler.yaml").path("spec");

  @Value("${spring.lifecycle.timeout-per-shutdown-phase}")
  private Duration stop = Duration.ZERO;

  @Value("${attention.drain:1s}")
  private Duration drain = Duration.ZERO;

  @Test
  void everyFileBelongsToAKustomization() throws IOException {
    for (Path folder : List.of(FOLDER, FOLDER.resolve("kserve"), FOLDER.resolve("prometheus"))) {
      JsonNode kustomization = Manifests.read(folder.resolve("kustomization.yaml"));
      var listed = new ArrayList<>(texts(kustomization.path("resources")));
      listed.addAll(texts(kustomization.path("configurations")));
      listed.add("kustomization.yaml");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrderElementsOf(listed);
      }
    }
  }

  @Test
  void everySelectorFindsThePods() {
    String name = DEPLOYMENT.at("/template/metadata/labels").path(LABEL).asString();

    assertThat(name).isEqualTo("attention");
    for (JsonNode selector :
        List.of(
            DEPLOYMENT.at("/selector/matchLabels"),
            POD.at("/topologySpreadConstraints/0/labelSelector/matchLabels"),
            Manifests.of("service.yaml").at("/spec/selector"),
            Manifests.of("service.yaml").at("/metadata/labels"),
            Manifests.of("poddisruptionbudget.yaml").at("/spec/selector/matchLabels"),
            Manifests.of("networkpolicy.yaml").at("/spec/podSelector/matchLabels"),
            Manifests.of("prometheus/servicemonitor.yaml").at("/spec/selector/matchLabels"))) {
      assertThat(selector.size()).isEqualTo(1);
      assertThat(selector.path(LABEL).asString()).isEqualTo(name);
    }
  }

  @Test
  void theAutoscalerScalesTheDeployment() {
    JsonNode target = AUTOSCALER.path("scaleTargetRef");

    assertThat(target.path("kind").asString()).isEqualTo("Deployment");
    assertThat(target.path("name")).isEqualTo(Manifests.of("deployment.yaml").at("/metadata/name"));
    assertThat(DEPLOYMENT.has("replicas")).as("a number of replicas beside it").isFalse();
    assertThat(AUTOSCALER.at("/metrics/1/containerResource/container"))
        .isEqualTo(CONTAINER.path("name"));
  }

  @Test
  void loadIsTheWorkOfEachReplica() {
    JsonNode metric = AUTOSCALER.at("/metrics/0/pods");

    assertThat(get("/actuator/prometheus").body())
        .contains("\n" + metric.at("/metric/name").asString() + " ");
    assertThat(metric.at("/metric/name").asString()).isEqualTo("attention_work_backlog_seconds");
    assertThat(metric.at("/target/averageValue").asString()).isEqualTo("50m");
  }

  @Test
  void nodesCanBeEmptiedWithoutEndingTheService() {
    int away = Manifests.of("poddisruptionbudget.yaml").at("/spec/maxUnavailable").asInt();

    assertThat(away).isPositive();
    assertThat(AUTOSCALER.path("minReplicas").asInt()).isGreaterThan(away + 1);
  }

  @Test
  void aNewReplicaIsReadyBeforeAnOldOneGoes() {
    assertThat(DEPLOYMENT.at("/strategy/type").asString()).isEqualTo("RollingUpdate");
    assertThat(DEPLOYMENT.at("/strategy/rollingUpdate/maxUnavailable").asInt(-1)).isZero();
    assertThat(DEPLOYMENT.at("/strategy/rollingUpdate/maxSurge").asInt()).isPositive();
  }

  @Test
  void thePortIsTheOneThatTheImageListensOn() {
    int exposed = Integer.parseInt(find("(?m)^EXPOSE (\\d+)$", "Dockerfile"));
    String name = CONTAINER.at("/ports/0/name").asString();

    assertThat(CONTAINER.at("/ports/0/containerPort").asInt()).isEqualTo(exposed);
    assertThat(MODEL_SERVER.at("/ports/0/containerPort").asInt()).isEqualTo(exposed);
    for (JsonNode port :
        List.of(
            Manifests.of("service.yaml").at("/spec/ports/0/targetPort"),
            Manifests.of("networkpolicy.yaml").at("/spec/ingress/0/ports/0/port"))) {
      assertThat(port.asString()).isEqualTo(name);
    }
    assertThat(Manifests.of("prometheus/servicemonitor.yaml").at("/spec/endpoints/0/port"))
        .isEqualTo(Manifests.of("service.yaml").at("/spec/ports/0/name"));
  }

  @Test
  void probesAskWhatTheServiceAnswers() {
    for (JsonNode container : List.of(CONTAINER, MODEL_SERVER)) {
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        JsonNode asked = container.path(probe).path("httpGet");
        String path = asked.path("path").asString();
        assertThat(get(path).status()).as("%s at %s", probe, path).isEqualTo(200);
        assertThat(asked.path("port"))
            .isIn(container.at("/ports/0/name"), container.at("/ports/0/containerPort"));
      }
    }
    String metrics =
        Manifests.of("prometheus/servicemonitor.yaml").at("/spec/endpoints/0/path").asString();
    assertThat(get(metrics).status()).isEqualTo(200);
  }

  @Test
  void aStartMayTakeAsLongAsTheImageSays() {
    int allowed = Integer.parseInt(find("--start-period=(\\d+)s", "Dockerfile"));
    for (JsonNode container : List.of(CONTAINER, MODEL_SERVER)) {
      JsonNode probe = container.path("startupProbe");
      assertThat(probe.path("periodSeconds").asInt() * probe.path("failureThreshold").asInt())
          .isGreaterThanOrEqualTo(allowed);
    }
  }

  @Test
  void whatHasBegunMayEnd() {
    long untilUnknown = CONTAINER.at("/lifecycle/preStop/sleep/seconds").asLong();
    long grace = POD.path("terminationGracePeriodSeconds").asLong();
    long ofModels =
        Manifests.of("kserve/inferenceservice.yaml")
            .at("/spec/predictor/terminationGracePeriodSeconds")
            .asLong();

    assertThat(untilUnknown).isPositive();
    assertThat(grace).isGreaterThan(untilUnknown + drain.plus(stop).toSeconds());
    assertThat(ofModels).isGreaterThan(drain.plus(stop).toSeconds());
  }

  @Test
  void heapAndTheRestFitIntoTheMemory() {
    double share = Double.parseDouble(find("-XX:MaxRAMPercentage=(\\d+)", "Dockerfile")) / 100;
    for (JsonNode container : List.of(CONTAINER, MODEL_SERVER)) {
      JsonNode resources = container.path("resources");
      long limit = bytes(resources.at("/limits/memory").asString());
      long files = bytes(POD.at("/volumes/0/emptyDir/sizeLimit").asString());

      assertThat(resources.at("/requests/memory")).isEqualTo(resources.at("/limits/memory"));
      assertThat(share * limit + files + BESIDE_THE_HEAP.toBytes())
          .isLessThanOrEqualTo((double) limit);
    }
  }

  @Test
  void theServiceCountsOnTheProcessorsItAskedFor() {
    for (JsonNode container : List.of(CONTAINER, MODEL_SERVER)) {
      String asked = container.at("/resources/requests/cpu").asString();

      assertThat(container.at("/resources/limits").has("cpu"))
          .as("a limit of processors")
          .isFalse();
      assertThat(container.at("/env/0/name").asString()).isEqualTo("JDK_JAVA_OPTIONS");
      assertThat(container.at("/env/0/value").asString())
          .isEqualTo("-XX:ActiveProcessorCount=" + asked);
    }
  }

  @Test
  void podsMayDoAsLittleAsPossible() {
    int user = Integer.parseInt(find("(?m)^USER (\\d+):", "Dockerfile"));

    assertThat(POD.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(
            Manifests.of("kserve/inferenceservice.yaml")
                .at("/spec/predictor/automountServiceAccountToken")
                .asBoolean(true))
        .isFalse();
    for (JsonNode identity :
        List.of(POD.path("securityContext"), MODEL_SERVER.path("securityContext"))) {
      assertThat(identity.path("runAsNonRoot").asBoolean()).isTrue();
      assertThat(identity.path("runAsUser").asInt()).isEqualTo(user);
      assertThat(identity.path("runAsGroup").asInt()).isEqualTo(user);
      assertThat(identity.at("/seccompProfile/type").asString()).isEqualTo("RuntimeDefault");
    }
    for (JsonNode container : List.of(CONTAINER, MODEL_SERVER)) {
      JsonNode rights = container.path("securityContext");
      assertThat(rights.path("readOnlyRootFilesystem").asBoolean()).isTrue();
      assertThat(rights.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
      assertThat(texts(rights.at("/capabilities/drop"))).containsExactly("ALL");
    }
  }

  @Test
  void nothingButTmpCanBeWritten() {
    long composed = Long.parseLong(find("/tmp:size=(\\d+)m", "docker-compose.yml"));
    for (JsonNode pod : List.of(POD, RUNTIME)) {
      JsonNode mounts = pod.at("/containers/0/volumeMounts");
      assertThat(mounts.size()).isEqualTo(1);
      assertThat(mounts.at("/0/mountPath").asString()).isEqualTo("/tmp");
      assertThat(pod.at("/volumes/0/name")).isEqualTo(mounts.at("/0/name"));
      assertThat(pod.at("/volumes/0/emptyDir/medium").asString()).isEqualTo("Memory");
      assertThat(bytes(pod.at("/volumes/0/emptyDir/sizeLimit").asString()))
          .isEqualTo(DataSize.ofMegabytes(composed).toBytes());
    }
  }

  @Test
  void theImageIsTheOneOfTheTree() {
    String image = find("(?m)^    image: (\\S+)$", "docker-compose.yml");
    for (String file : List.of("kustomization.yaml", "kserve/kustomization.yaml")) {
      assertThat(Manifests.of(file).at("/images/0/name").asString()).isEqualTo(image);
    }
    assertThat(CONTAINER.path("image").asString()).isEqualTo(image);
    assertThat(MODEL_SERVER.path("image").asString()).isEqualTo(image);
  }

  @Test
  void onlyTheGatewayAndTheCollectorOfMetricsComeIn() {
    JsonNode policy = Manifests.of("networkpolicy.yaml").path("spec");

    assertThat(texts(policy.path("policyTypes"))).containsExactly("Ingress", "Egress");
    assertThat(policy.path("ingress").size()).isEqualTo(1);
    assertThat(policy.at("/ingress/0/from").size()).isEqualTo(2);
    assertThat(policy.at("/ingress/0/ports").size()).isEqualTo(1);
    assertThat(policy.path("egress").isArray()).isTrue();
    assertThat(policy.path("egress").isEmpty()).as("nothing goes out").isTrue();
  }

  @Test
  void kserveFindsTheRuntimeAndTheModel() {
    JsonNode asked = Manifests.of("kserve/inferenceservice.yaml");
    JsonNode model = asked.at("/spec/predictor/model");

    assertThat(model.path("runtime"))
        .isEqualTo(Manifests.of("kserve/servingruntime.yaml").at("/metadata/name"));
    assertThat(model.at("/modelFormat/name"))
        .isEqualTo(RUNTIME.at("/supportedModelFormats/0/name"));
    assertThat(texts(RUNTIME.path("protocolVersions")))
        .containsExactly(model.path("protocolVersion").asString());
    assertThat(MODEL_SERVER.path("name").asString())
        .as("what KServe looks for")
        .isEqualTo("kserve-container");
    String path = "/v2/models/" + asked.at("/metadata/name").asString() + "/ready";
    assertThat(get(path).status()).isEqualTo(200);
  }

  private static List<String> texts(JsonNode list) {
    return list.values().stream().map(JsonNode::asString).toList();
  }

  /// Reads a quantity of memory, of which only these units stand in our files.
  private static long bytes(String quantity) {
    String number = quantity.substring(0, quantity.length() - 2);
    return switch (quantity.substring(number.length())) {
      case "Mi" -> DataSize.ofMegabytes(Long.parseLong(number)).toBytes();
      case "Gi" -> DataSize.ofGigabytes(Long.parseLong(number)).toBytes();
      default -> throw new AssertionError("the unit of " + quantity);
    };
  }
}
