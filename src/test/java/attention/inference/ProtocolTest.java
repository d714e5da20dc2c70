package attention.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.RunningService;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The Open Inference Protocol as it is printed: what every server tells about itself, and what it
/// says to requests that cannot be answered.
///
/// @see <a
///   href="https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md">Open
///   Inference Protocol</a>
class ProtocolTest extends RunningService {

  private static final String INFER = "/v2/models/attention/infer";

  // One query, one key, one number each.
  private static final String Q = "{'name':'Q','shape':[1,1,1,1],'datatype':'FP32','data':[2]}";
  private static final String K = Q.replace("'Q'", "'K'");
  private static final String V = Q.replace("'Q'", "'V'");
  private static final String QKV = Q + "," + K + "," + V;

  private static String inputs(String inputs) {
    return "{'inputs':[" + inputs + "]}";
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }

  @Test
  void theServerTellsWhatItIs() {
    JsonNode server = get("/v2").json();

    assertThat(server.get("name").asString()).isEqualTo("attention");
    assertThat(server.get("version").asString()).isNotBlank();
    assertThat(server.get("extensions")).hasToString("[\"binary_tensor_data\"]");
  }

  @Test
  void theServerTellsThatItIsLiveAndReady() {
    assertThat(get("/v2/health/live").body()).isEqualTo("{\"live\":true}");
    assertThat(get("/v2/health/ready").body()).isEqualTo("{\"live\":true,\"ready\":true}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"attention", "attention_compare", "rotary_embedding"})
  void eachModelTellsWhatItTakesAndGives(String model) {
    JsonNode metadata = get("/v2/models/" + model).json();

    assertThat(metadata.propertyNames())
        .containsExactly("name", "versions", "platform", "inputs", "outputs");
    assertThat(metadata.get("name").asString()).isEqualTo(model);
    assertThat(metadata.get("versions")).hasToString("[\"1\"]");
    for (JsonNode tensor : metadata.get("inputs")) {
      assertThat(tensor.propertyNames()).containsExactly("name", "datatype", "shape");
    }
    assertThat(metadata.at("/outputs/0/name").asString()).isIn("Y", "row_errors");
    assertThat(get("/v2/models/" + model + "/versions/1").json()).isEqualTo(metadata);
    String ready = "{\"name\":\"%s\",\"ready\":true}".formatted(model);
    assertThat(get("/v2/models/" + model + "/ready").body()).isEqualTo(ready);
    assertThat(get("/v2/models/" + model + "/versions/1/ready").body()).isEqualTo(ready);
  }

  @Test
  void theIdComesBack() {
    JsonNode answer = post(INFER, quoted("{'id':'42','inputs':[" + QKV + "]}")).json();

    assertThat(answer.propertyNames())
        .containsExactly("model_name", "model_version", "id", "outputs");
    assertThat(answer.get("id").asString()).isEqualTo("42");
    assertThat(post(INFER, quoted(inputs(QKV))).json().has("id")).isFalse();
  }

  @Test
  void allOutputsComeUnlessSomeAreAskedFor() {
    JsonNode all = post(INFER, quoted(inputs(QKV))).json();
    String some = "{'inputs':[" + QKV + "],'outputs':[{'name':'present_value'},{'name':'Y'}]}";

    assertThat(names(all)).containsExactly("Y", "present_key", "present_value", "qk_matmul_output");
    assertThat(names(post(INFER, quoted(some)).json())).containsExactly("present_value", "Y");
  }

  private static Stream<String> names(JsonNode answer) {
    return answer.get("outputs").valueStream().map(output -> output.get("name").asString());
  }

  @Test
  void dataMayBeNestedAsTheShape() {
    String flat = "{'name':'%s','shape':[1,1,2,2],'datatype':'FP64','data':[1,2,3,4]}";
    String nested = flat.replace("[1,2,3,4]", "[[[[1,2],[3,4]]]]");

    assertThat(post(INFER, quoted(inputs(three(nested)))).body())
        .isEqualTo(post(INFER, quoted(inputs(three(flat)))).body());
  }

  private static String three(String input) {
    return input.formatted("Q") + "," + input.formatted("K") + "," + input.formatted("V");
  }

  @Test
  void membersAndParametersOfOtherServersArePassedOver() {
    String request =
        "{'model_name':'attention','parameters':{'sequence_id':7,'priority':1,'timeout':9},"
            + "'inputs':["
            + QKV
            + "]}";

    assertThat(post(INFER, quoted(request)).status()).isEqualTo(200);
  }

  /// The number that bytes and numbers meet at: 2^-24 above 1 lies in the middle of two floats, and
  /// goes to the even one; a little more goes up.
  @Test
  void numbersAreRoundedOnceFromTheirText() {
    String text =
        "[1.00000005960464477539062500, 1.00000005960464477539062501, 1e-45, 0.1,"
            + " 1.000000178813934326171874999999999999]";
    String values = "{'name':'V','shape':[1,1,5,1],'datatype':'FP32','data':" + text + "}";
    String keys = "{'name':'K','shape':[1,1,5,1],'datatype':'FP32','data':[0,0,0,0,0]}";
    String outputs = "],'outputs':[{'name':'present_value'}]}";
    String request = "{'inputs':[" + Q + "," + keys + "," + values + outputs;
    JsonNode data = post(INFER, quoted(request)).json().at("/outputs/0/data");

    assertThat(WireTensors.fromJson(data)).containsExactly(1, 1.0000001, 1.4E-45, 0.1, 1.0000001);
  }

  /// 2049 lies between the half-precision numbers 2048 and 2050, 257 between the bfloat16 numbers
  /// 256 and 258.
  @ParameterizedTest
  @ValueSource(strings = {"FP16 2049", "BF16 257"})
  void halfPrecisionIsRoundedOnceFromItsText(String middle) {
    String datatype = middle.substring(0, 4);
    String number = middle.substring(5);
    String numbers =
        "[%s, %s.0000000000000000000000001, %s.000001]".formatted(number, number, number);
    String values = "{'name':'V','shape':[1,1,3,1],'datatype':'FP32','data':" + numbers + "}";
    String keys = "{'name':'K','shape':[1,1,3,1],'datatype':'FP32','data':[0,0,0]}";
    String outputs = "],'outputs':[{'name':'present_value'}]}";
    String request =
        "{'inputs':["
            + Q.replace("FP32", datatype)
            + ","
            + keys.replace("FP32", datatype)
            + ","
            + values.replace("FP32", datatype)
            + outputs;
    JsonNode data = post(INFER, quoted(request)).json().at("/outputs/0/data");

    int middleValue = Integer.parseInt(number);
    assertThat(WireTensors.fromJson(data))
        .containsExactly(middleValue - 1, middleValue + 1, middleValue + 1);
  }

  static Stream<Arguments> whatCannotBeAnswered() {
    return Stream.of(
        argumentSet("nothing", "", "The body is empty"),
        argumentSet("no JSON", "{", "Line 1"),
        argumentSet(
            "lists and objects mixed up",
            "{'id':7,'parameters':[],'inputs':{}}",
            "/id is a number, expected a string; /parameters is a list, expected an object;"
                + " /inputs is an object, expected a list"),
        argumentSet("no inputs", "{}", "/inputs is required"),
        argumentSet("an empty list of inputs", inputs(""), "/inputs is required"),
        argumentSet("a missing input", inputs(Q + "," + K), "V is required"),
        argumentSet(
            "an unknown input", inputs(QKV + "," + Q.replace("'Q'", "'X'")), "/inputs/3/name"),
        argumentSet("an input twice", inputs(QKV + "," + Q), "/inputs/3/name is the name"),
        argumentSet("no name", inputs(Q.replace("'name':'Q',", "")), "/inputs/0/name is required"),
        argumentSet("no shape", inputs(Q.replace("'shape':[1,1,1,1],", "")), "/inputs/0/shape"),
        argumentSet("no data", inputs(Q.replace(",'data':[2]", "")), "/inputs/0/data is required"),
        argumentSet(
            "more data than the shape",
            inputs(QKV.replace("[2]", "[2,3]")),
            "/inputs/0/data has 2 elements, the shape has 1"),
        argumentSet("a negative axis", inputs(Q.replace("1,1]", "1,-1]")), "/inputs/0/shape/3"),
        argumentSet(
            "axes that multiply to too much",
            inputs(Q.replace("[1,1,1,1]", "[1000000,1000000,1,1]")),
            "/inputs/0/shape has more elements"),
        argumentSet(
            "an axis beyond 31 bits",
            inputs(Q.replace("1,1]", "1,4294967296]")),
            "/inputs/0/shape/3"),
        argumentSet("an unknown datatype", inputs(Q.replace("FP32", "FP8")), "/inputs/0/datatype"),
        argumentSet(
            "ragged data",
            inputs(Q.replace("[1,1,1,1]", "[1,1,2,2]").replace("[2]", "[[1,2],[3]]")),
            "/inputs/0/data/1 has 1 elements, a list before it has 2"),
        argumentSet(
            "data nested otherwise than the shape",
            inputs(Q.replace("[1,1,1,1]", "[1,1,2,2]").replace("[2]", "[[1,2],[3,4]]")),
            "/inputs/0/data is nested as [2, 2]"),
        argumentSet(
            "a number among lists",
            inputs(Q.replace("[1,1,1,1]", "[1,1,2,1]").replace("[2]", "[[1],2]")),
            "/inputs/0/data/1 stands where"),
        argumentSet("text as a number", inputs(QKV.replace("[2]", "['2']")), "/inputs/0/data/0"),
        argumentSet("true as a number", inputs(QKV.replace("[2]", "[true]")), "/inputs/0/data/0"),
        argumentSet(
            "a number beyond the datatype",
            inputs(QKV.replace("[2]", "[1e39]")),
            "/inputs/0/data/0 is not a number that FP32 can hold"),
        argumentSet(
            "a number beyond half precision",
            inputs(QKV.replace("FP32", "FP16").replace("[2]", "[65520]")),
            "/inputs/0/data/0 is not a number that FP16 can hold"),
        argumentSet(
            "NaN where it is seen", inputs(QKV.replace("[2]", "['NaN']")), "/inputs/0/data row 0"),
        argumentSet(
            "five axes", inputs(Q.replace("1,1]", "1,1,1]") + "," + K + "," + V), "Q, K and V"),
        argumentSet(
            "two axes",
            inputs(QKV.replace("[1,1,1,1]", "[1,1]")),
            "/inputs/0/shape has 2 axes, 3 or 4 are expected"),
        argumentSet(
            "three axes without heads",
            inputs(QKV.replace("[1,1,1,1]", "[1,1,1]")),
            "/parameters/q_num_heads is required"),
        argumentSet("a misspelt parameter", parameters("'is_casual':1"), "/parameters/is_casual"),
        argumentSet("a flag of 2", parameters("'is_causal':2"), "/parameters/is_causal must be"),
        argumentSet("an unknown mode", parameters("'qk_matmul_output_mode':4"), "from 0 to 3"),
        argumentSet("a window of -2", parameters("'left_window_size':-2"), "/parameters/left_win"),
        argumentSet("a negative softcap", parameters("'softcap':-1"), "/parameters/softcap must"),
        argumentSet("an unknown precision", parameters("'softmax_precision':2"), "1 (FLOAT)"),
        argumentSet("text as scale", parameters("'scale':'auto'"), "/parameters/scale must be"),
        argumentSet(
            "other heads than the tensor has", parameters("'q_num_heads':2"), "Q has 1 heads"),
        argumentSet(
            "a past of keys alone",
            inputs(QKV + "," + Q.replace("'Q'", "'past_key'")),
            "past_key and past_value go together"),
        argumentSet(
            "a past beside valid lengths",
            inputs(
                QKV
                    + ","
                    + Q.replace("'Q'", "'past_key'")
                    + ","
                    + Q.replace("'Q'", "'past_value'")
                    + ",{'name':'nonpad_kv_seqlen','shape':[1],'datatype':'INT64','data':[1]}"),
            "/inputs/5 cannot stand beside"),
        argumentSet(
            "more valid keys than keys",
            inputs(QKV + ",{'name':'nonpad_kv_seqlen','shape':[1],'datatype':'INT64','data':[2]}"),
            "/inputs/3/data/0 is 2, expected 0 to 1"),
        argumentSet(
            "half a valid key",
            inputs(
                QKV + ",{'name':'nonpad_kv_seqlen','shape':[1],'datatype':'INT64','data':[0.5]}"),
            "/inputs/3/data/0 is not a whole number that INT64 can hold"),
        argumentSet(
            "a mask of whole numbers",
            inputs(QKV + ",{'name':'attn_mask','shape':[1],'datatype':'INT64','data':[1]}"),
            "/inputs/3/datatype must be BOOL"),
        argumentSet(
            "a mask for one of two keys",
            inputs(
                Q
                    + ","
                    + (K + "," + V).replace("[1,1,1,1]", "[1,1,2,1]").replace("[2]", "[2,3]")
                    + ",{'name':'attn_mask','shape':[1,1],'datatype':'BOOL','data':[true]}"),
            "/inputs/3/shape is for 1 key, there are 2: write it out for every key"),
        argumentSet("an unknown output", outputs("{'name':'Z'}"), "/outputs/0/name must be one of"),
        argumentSet("an output twice", outputs("{'name':'Y'},{'name':'Y'}"), "/outputs/1/name is"),
        argumentSet("an output without a name", outputs("{}"), "/outputs/0/name is required"),
        argumentSet(
            "an output as classes",
            outputs("{'name':'Y','parameters':{'classification':3}}"),
            "/outputs/0/parameters/classification is not known"),
        argumentSet(
            "bytes without bytes",
            inputs(
                Q.replace("'data':[2]", "'parameters':{'binary_data_size':4}") + "," + K + "," + V),
            "/inputs/0 the body ends before"),
        argumentSet(
            "bytes beside data",
            inputs(Q.replace("'data':[2]", "'data':[2],'parameters':{'binary_data_size':4}")),
            "/inputs/0/data cannot stand beside"),
        argumentSet(
            "another number of bytes",
            inputs(Q.replace("'data':[2]", "'parameters':{'binary_data_size':8}")),
            "/inputs/0/parameters/binary_data_size is 8, the shape has 1 elements of 4 bytes"));
  }

  private static String parameters(String parameters) {
    return "{'parameters':{" + parameters + "},'inputs':[" + QKV + "]}";
  }

  private static String outputs(String outputs) {
    return "{'inputs':[" + QKV + "],'outputs':[" + outputs + "]}";
  }

  @ParameterizedTest
  @MethodSource
  void whatCannotBeAnswered(String request, String expected) {
    Reply reply = post(INFER, quoted(request));

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.json().propertyNames()).containsExactly("error");
    assertThat(reply.json().get("error").asString()).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1e3", "99999999999999999999", "100000"})
  void aLengthOfTheJsonThatCannotBe(String length) {
    Reply reply =
        send(
            "POST",
            INFER,
            quoted(inputs(QKV)).getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/octet-stream",
            "Inference-Header-Content-Length",
            length);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("error").asString()).contains("Inference-Header-Content-Length");
  }

  @Test
  void bytesBehindTheLastTensorAreRefused() {
    BinaryReply reply = postBinary(INFER, quoted(inputs(QKV)), new byte[1]);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header()).contains("bytes behind its last tensor");
  }

  @Test
  void someTensorsMayComeAsBytesAndSomeAsNumbers() {
    String request =
        "{'inputs':["
            + Q
            + ","
            + K.replace("'data':[2]", "'parameters':{'binary_data_size':4}")
            + ","
            + V
            + "],'outputs':[{'name':'Y'},{'name':'present_key','parameters':{'binary_data':true}}]}";
    byte[] three = WireTensors.toBytes("FP32", new double[] {3});
    BinaryReply reply = postBinary(INFER, quoted(request), three);

    JsonNode outputs = JSON.readTree(reply.header()).get("outputs");
    assertThat(outputs.at("/0/data")).hasToString("[2.0]");
    assertThat(outputs.at("/1/parameters/binary_data_size").asInt()).isEqualTo(4);
    assertThat(reply.bytes()).isEqualTo(three);
  }

  static Stream<Arguments> otherErrorsSpeakTheProtocolToo() {
    return Stream.of(
        argumentSet("an unknown model", "GET", "/v2/models/gpt", 404),
        argumentSet("an unknown version", "GET", "/v2/models/attention/versions/2", 404),
        argumentSet(
            "an unknown version to infer", "POST", "/v2/models/attention/versions/0/infer", 404),
        argumentSet("an unknown path", "GET", "/v2/nothing", 404),
        argumentSet("another method", "DELETE", "/v2/models/attention", 405),
        argumentSet(
            "control of the repository", "POST", "/v2/repository/models/attention/unload", 404));
  }

  @ParameterizedTest
  @MethodSource
  void otherErrorsSpeakTheProtocolToo(String method, String path, int status) {
    byte[] body = method.equals("POST") ? "{}".getBytes(StandardCharsets.UTF_8) : new byte[0];
    Reply reply = send(method, path, body, "Content-Type", "application/json");

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json().propertyNames()).containsExactly("error");
  }

  /// 6,000 queries and keys: 36 million numbers of 12 bytes as text are more than 256 MB, as bytes
  /// they are less.
  @Test
  void anAnswerThatIsTooLargeIsRefused() {
    String shape =
        "'shape':[1,1,6000,1],'datatype':'FP32','parameters':{'binary_data_size':24000}}";
    String tensors =
        "'inputs':[{'name':'Q',%s,{'name':'K',%s,{'name':'V',%s],'outputs':[{'name':'%s'}]}"
            .formatted(shape, shape, shape, "qk_matmul_output");
    BinaryReply reply = postBinary(INFER, quoted("{" + tensors), new byte[3 * 24_000]);

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.header()).contains("attention.limits.max-response").startsWith("{\"error\"");
  }

  @Test
  void aFormIsNoTensor() {
    Reply reply = post(INFER, "Q=1", "Content-Type", "application/x-www-form-urlencoded");

    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.json().get("error").asString()).contains("application/octet-stream");
  }

  @Test
  void noAnswerIsCached() {
    assertThat(post(INFER, quoted(inputs(QKV))).header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void bytesAreSentWithTheirLength() {
    String request =
        "{'parameters':{'binary_data_output':true},'inputs':["
            + QKV
            + "],'outputs':[{'name':'Y'}]}";
    BinaryReply reply = postBinary(INFER, quoted(request), new byte[0]);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.bytes()).isEqualTo(WireTensors.toBytes("FP32", new double[] {2}));
    assertThat(Arrays.asList(reply.header().split(",")))
        .noneMatch(part -> part.contains("data\":"));
  }
}
