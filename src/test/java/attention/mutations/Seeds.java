package attention.mutations;

import attention.mutations.Request.Header;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Good requests: the documented examples, and requests with each of the options that fuzzing
/// starts from.
final class Seeds {

  /// What every client sends.
  static final List<Header> HEADERS = List.of(new Header("Host", "127.0.0.1"));

  private static final Path EXAMPLES = Path.of("src/main/resources/examples");
  private static final Path OPINIONS = Path.of("src/main/resources/openapi/opinions");
  private static final Path INFERENCES = Path.of("src/main/resources/openapi/inference.json");
  private static final Path OPTIONS =
      Path.of("src/test/resources/attention/api/OptionsFuzzTestInputs");

  private static final JsonMapper JSON = new JsonMapper();

  private static final List<String> BODIES =
      List.of(
          """
          {"words":[{"word":"a","vector":[1,-2,0.5,0]},{"word":"b","vector":[0.25,3,-1,2]},
          {"word":"a","vector":[-1,0.125,2,1]}],"include":["scores","capped","logits","weights",
          "context","lse","contributions"],"heads":2,"keyHeads":1,"projections":{
          "key":{"weight":[[1,0],[0,1],[1,1],[0.5,-1]]},
          "value":{"weight":[[1,0,2],[0,1,1],[1,1,0],[0.5,-1,1]],"bias":[0.5,-0.5,0]},
          "output":{"weight":[[1,2],[0.1,1],[1,1],[1,0],[0,-1],[2,1]],"bias":[1,2]}}}
          """,
          """
          {"words":[{"word":"Cats","vector":[0.1,0.2]},{"word":"b","vector":[0.7,-0.8]},
          {"word":"c","vector":[1.5,2]}],"include":["logits","weights","context","lse"]}
          """,
          """
          {"queries":[{"word":"q","vector":[0.1,0.2]},{"word":"r","vector":[-0.7,0.8]},
          {"word":"a","vector":[1.5,2]}],"keys":[{"word":"a","vector":[1,2]},
          {"word":"b","vector":[0.5,0.25]},{"word":"c","vector":[-1,1]}],"values":[
          {"word":"x","vector":[1]},{"word":"y","vector":[2]},{"word":"z","vector":[-3]}]}
          """);

  private static final List<String> MERGES =
      List.of(
          """
          {"parts":[{"heads":[{"context":[[1,2],[3,4]],"lse":[0,"-Infinity"]},
          {"context":[[1,0],[0,1]],"lse":[0.5,2]}]},{"heads":[
          {"context":[[-1,0.5],[2,2]],"lse":[1,-1]},{"context":[[5,6],[7,8]],"lse":[0,3]}]}],
          "precision":"float64","decimals":6}
          """,
          """
          {"parts":[{"context":[[1],[2]],"lse":[1,2]},{"context":[[3],[4]],"lse":[700,-700]},
          {"context":[[5],[6]],"lse":["-Infinity",0]}]}
          """);

  private Seeds() {}

  /// Requests for attention.
  static List<JsonNode> requests() throws IOException {
    var documents = new ArrayList<JsonNode>();
    for (Path file : files(EXAMPLES)) {
      documents.add(read(file).get("request"));
    }
    for (Path file : files(OPTIONS)) {
      for (String body : BODIES) {
        ObjectNode document = (ObjectNode) JSON.readTree(body);
        documents.add(document.set("options", read(file)));
      }
    }
    return documents;
  }

  /// Requests to `compare`, `what-if` or `merge`.
  static List<JsonNode> opinions(String name) throws IOException {
    var documents = new ArrayList<JsonNode>();
    for (JsonNode example : read(OPINIONS.resolve(name + ".json"))) {
      documents.add(example.get("request"));
    }
    if (name.equals("merge")) {
      MERGES.forEach(body -> documents.add(JSON.readTree(body)));
    }
    return documents;
  }

  /// The documented requests of the Open Inference Protocol, with the names of their models.
  static List<JsonNode> inferences() throws IOException {
    return read(INFERENCES).valueStream().toList();
  }

  /// What is only read.
  static List<String> resources() throws IOException {
    var targets =
        new ArrayList<>(
            List.of(
                "/",
                "/api/v1/info",
                "/api/v1/examples",
                "/api/v1/vocabulary/cat",
                "/problems",
                "/problems/invalid-request",
                "/v3/api-docs",
                "/livez",
                "/readyz",
                "/v2",
                "/v2/health/live",
                "/v2/health/ready",
                "/v2/models/attention",
                "/v2/models/attention/versions/1",
                "/v2/models/rotary_embedding/ready"));
    for (Path file : files(EXAMPLES)) {
      String name = file.getFileName().toString().replace(".json", "");
      targets.add("/api/v1/examples/" + name);
      targets.add("/api/v1/examples/" + name + "/attention?format=svg");
    }
    return targets;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(EXAMPLES.resolve("answers")))
          .sorted()
          .toList();
    }
  }

  private static JsonNode read(Path file) {
    return JSON.readTree(file);
  }
}
