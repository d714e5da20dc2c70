package attention.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.DebianPackage;
import attention.RunningService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Requests as programs: NumPy runs them and comes to the same context.
class SnippetTest extends RunningService {

  private static final String PYTHON = "text/x-python";
  private static final String WORDS =
      "'words':[{'word':'a','vector':[0.1,-2]},{'word':'b','vector':[3,0.4]},"
          + "{'word':'c','vector':[1e-5,1]}]";

  @BeforeAll
  static void needNumPy() throws InterruptedException {
    DebianPackage.need("python3-numpy", "python3", "-c", "import numpy");
  }

  static Stream<Arguments> numPyComesToTheSameContext() {
    return Stream.of(
        argumentSet("nothing said", "{%s}"),
        argumentSet("scaled and warm", "{%s,'options':{'scale':'auto','temperature':2}}"),
        argumentSet("a softcap", "{%s,'options':{'softcap':1.5,'causal':true}}"),
        argumentSet(
            "a bias",
            "{%s,'options':{'bias':{'type':'dense','values':[[1,2,3],[0,'-Infinity',1],[0,0,-1]]}}}"),
        argumentSet("distances", "{%s,'options':{'bias':{'type':'alibi'}},'heads':2}"),
        argumentSet("a window", "{%s,'options':{'mask':{'type':'window','left':1,'right':0}}}"),
        argumentSet("an open window", "{%s,'options':{'mask':{'type':'window','right':0}}}"),
        argumentSet("a prefix", "{%s,'options':{'mask':{'type':'prefix','length':2}}}"),
        argumentSet("hidden words", "{%s,'options':{'mask':{'type':'hidden','words':['b',0]}}}"),
        argumentSet("segments", "{%s,'options':{'mask':{'type':'segments','ids':[1,2,1]}}}"),
        argumentSet(
            "a table with an empty row",
            "{%s,'options':{'mask':{'type':'dense',"
                + "'allowed':[[true,false,true],[false,false,false],[true,true,true]]}}}"),
        argumentSet(
            "empty rows as the mean",
            "{%s,'options':{'mask':{'type':'causal','offset':-1},'emptyRows':'mean'}}"),
        argumentSet(
            "masks combined",
            "{%s,'options':{'mask':{'type':'any','of':[{'type':'prefix','length':1},"
                + "{'type':'all','of':[{'type':'causal'},{'type':'window','left':0}]}]}}}"),
        argumentSet("sinks", "{%s,'heads':2,'options':{'sinks':[0.5,-1]}}"),
        argumentSet("rotary positions", "{%s,'options':{'rope':{'positions':[3,1,2]}}}"),
        argumentSet("neighbours turned", "{%s,'options':{'rope':{'interleaved':true}}}"),
        argumentSet(
            "projections",
            "{%s,'projections':{'query':{'weight':[[1,2],[3,4]],'bias':[1,0]},"
                + "'output':{'weight':[[1],[2]],'bias':[5]}}}"),
        argumentSet("double precision", "{%s,'options':{'precision':'float64'}}"));
  }

  @ParameterizedTest
  @MethodSource
  void numPyComesToTheSameContext(String request) throws IOException, InterruptedException {
    check(request.replace("%s", WORDS).replace('\'', '"'));
  }

  @Test
  void everyExampleIsAProgram() throws IOException, InterruptedException {
    for (JsonNode example : get("/api/v1/examples").json()) {
      String path = "/api/v1/examples/%s/attention".formatted(example.get("name").asString());

      assertThat(get(path + "?format=python").body())
          .isEqualTo(get(path, "Accept", PYTHON).body())
          .isEqualTo(program(example.get("request").toString()));
      check(example.get("request").toString());
    }
  }

  /// Its `scaled_dot_product_attention` came with 2.0.
  @Test
  void anOldPyTorchIsNoHindrance(@TempDir Path modules) throws IOException, InterruptedException {
    Path nn = Files.createDirectories(modules.resolve("torch/nn"));
    Files.createFile(modules.resolve("torch/__init__.py"));
    Files.createFile(nn.resolve("__init__.py"));
    Files.createFile(nn.resolve("functional.py"));
    String program = program("{\"words\":[{\"word\":\"a\",\"vector\":[1.5]}]}");

    assertThat(run(program, modules).get(0).get(0).asDouble()).isEqualTo(1.5);
  }

  @Test
  void wordsOfTheCallerAreNoPartOfTheProgram() {
    assertThat(program("{\"words\":[{\"word\":\"\\nimport os\",\"vector\":[1]}]}"))
        .doesNotContain("import os");
  }

  private String program(String request) {
    Reply reply = post(ATTENTION, request, "Accept", PYTHON);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("text/x-python;charset=UTF-8");
    return reply.body();
  }

  private void check(String request) throws IOException, InterruptedException {
    JsonNode expected = post(ATTENTION + "/context", exact(request)).json().get("context");

    JsonNode actual = run(program(request), Path.of(""));

    assertThat(actual.size()).isEqualTo(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).size()).isEqualTo(expected.get(i).size());
      for (int e = 0; e < expected.get(i).size(); e++) {
        double number = expected.get(i).get(e).asDouble();
        // Some roundings of float32, in relation to numbers of about 1.
        assertThat(Math.abs(actual.get(i).get(e).asDouble() - number))
            .isLessThanOrEqualTo(2e-6 * Math.max(1, Math.abs(number)));
      }
    }
  }

  /// Leaves out the decimals, to which the answer would be rounded.
  private static String exact(String request) {
    return request.replaceAll("\"decimals\":\\d+,?", "").replace(",}", "}");
  }

  private static JsonNode run(String program, Path modules)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(List.of("python3", "-W", "error", "-"));
    builder.environment().put("PYTHONPATH", modules.toString());
    Process python = builder.start();
    try (var in = python.getOutputStream()) {
      in.write(program.getBytes(StandardCharsets.UTF_8));
    }
    String output = text(python.getInputStream());
    assertThat(python.waitFor()).as(text(python.getErrorStream()) + program).isZero();
    return JSON.readTree(output.lines().findFirst().orElseThrow());
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
