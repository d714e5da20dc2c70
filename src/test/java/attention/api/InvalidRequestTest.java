package attention.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.RunningService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// JSON that is no request we can answer: 422, and every fault with its place and code.
class InvalidRequestTest extends RunningService {

  private static final String ONE = "{'word':'a','vector':[1,2]}";
  private static final String TWO = "{'word':'a','vector':[1,2]},{'word':'b','vector':[3,4]}";

  static Stream<Arguments> eachFaultIsNamedWithItsPlace() {
    return Stream.of(
        argumentSet("nothing asked", "{}", "#/words required"),
        argumentSet("a list at the top", "[]", "# wrong-type"),
        argumentSet("null at the top", "null", "# wrong-type"),
        argumentSet("words null", "{'words':null}", "#/words required"),
        argumentSet("no words", "{'words':[]}", "#/words empty"),
        argumentSet("words no list", "{'words':{}}", "#/words wrong-type"),
        argumentSet("a word alone", "{'words':['Cats']}", "#/words/0 wrong-type"),
        argumentSet("a word null", "{'words':[null]}", "#/words/0 required"),
        argumentSet("no word", "{'words':[{'vector':[1]}]}", "#/words/0/word required"),
        argumentSet(
            "an empty word", "{'words':[{'word':'','vector':[1]}]}", "#/words/0/word empty"),
        argumentSet(
            "a number as word", "{'words':[{'word':7,'vector':[1]}]}", "#/words/0/word wrong-type"),
        argumentSet(
            "half a surrogate pair",
            "{'words':[{'word':'\\ud800','vector':[1]}]}",
            "#/words/0/word wrong-value"),
        argumentSet("no vector", "{'words':[{'word':'a'}]}", "#/words/0/vector required"),
        argumentSet(
            "an empty vector", "{'words':[{'word':'a','vector':[]}]}", "#/words/0/vector empty"),
        argumentSet(
            "text as vector",
            "{'words':[{'word':'a','vector':'1,2'}]}",
            "#/words/0/vector wrong-type"),
        argumentSet(
            "text as number",
            "{'words':[{'word':'a','vector':[1,'2']}]}",
            "#/words/0/vector/1 wrong-type"),
        argumentSet(
            "true as number",
            "{'words':[{'word':'a','vector':[true]}]}",
            "#/words/0/vector/0 wrong-type"),
        argumentSet(
            "null as number",
            "{'words':[{'word':'a','vector':[null]}]}",
            "#/words/0/vector/0 wrong-type"),
        argumentSet(
            "infinity as text",
            "{'words':[{'word':'a','vector':['-Infinity']}]}",
            "#/words/0/vector/0 wrong-type"),
        argumentSet(
            "beyond float64",
            "{'words':[{'word':'a','vector':[1e999]}]}",
            "#/words/0/vector/0 out-of-range"),
        argumentSet(
            "beyond float32",
            "{'words':[{'word':'a','vector':[1,1e39]}]}",
            "#/words/0/vector/1 out-of-range"),
        argumentSet(
            "so long that scores overflow",
            "{'words':[{'word':'a','vector':[1]},{'word':'b','vector':[1e30]}]}",
            "#/words/1/vector overflow"),
        argumentSet(
            "a ragged vector",
            "{'words':[" + TWO + ",{'word':'c','vector':[1]}]}",
            "#/words/2/vector wrong-length"),
        argumentSet(
            "an unknown member", "{'words':[" + TWO + "],'a/b~c':1}", "#/a~1b~0c unknown-member"),
        argumentSet(
            "a misspelt option",
            "{'words':[" + TWO + "],'options':{'temprature':2}}",
            "#/options/temprature unknown-member"),
        argumentSet(
            "options no object", "{'words':[" + TWO + "],'options':[]}", "#/options wrong-type"),
        argumentSet(
            "temperature 0",
            "{'words':[" + TWO + "],'options':{'temperature':0}}",
            "#/options/temperature out-of-range"),
        argumentSet(
            "temperature as text",
            "{'words':[" + TWO + "],'options':{'temperature':'1'}}",
            "#/options/temperature wrong-type"),
        argumentSet(
            "softcap below 0",
            "{'words':[" + TWO + "],'options':{'softcap':-1}}",
            "#/options/softcap out-of-range"),
        argumentSet(
            "an unknown scale",
            "{'words':[" + TWO + "],'options':{'scale':'big'}}",
            "#/options/scale wrong-value"),
        argumentSet(
            "scale true",
            "{'words':[" + TWO + "],'options':{'scale':true}}",
            "#/options/scale wrong-type"),
        argumentSet(
            "scale an object",
            "{'words':[" + TWO + "],'options':{'scale':{'type':'causal','x':[]},'causal':1}}",
            "#/options/scale wrong-type"),
        argumentSet(
            "a position with a fraction",
            "{'words':["
                + TWO
                + "],'options':{'mask':{'type':'hidden','words':[1.5,{'a':1}]},'causal':1}}",
            "#/options/mask/words/0 wrong-type"),
        argumentSet(
            "an unknown dialect",
            "{'words':[" + TWO + "],'options':{'dialect':'latin'}}",
            "#/options/dialect wrong-value"),
        argumentSet(
            "causal as text",
            "{'words':[" + TWO + "],'options':{'causal':'yes'}}",
            "#/options/causal wrong-type"),
        argumentSet(
            "a mask without type",
            "{'words':[" + TWO + "],'options':{'mask':{'offset':1}}}",
            "#/options/mask required"),
        argumentSet(
            "an unknown mask",
            "{'words':[" + TWO + "],'options':{'mask':{'type':'carnival'}}}",
            "#/options/mask/type wrong-value"),
        argumentSet(
            "a mask that does not fit",
            "{'words':["
                + TWO
                + "],'options':{'mask':{'type':'dense','allowed':[[true,true],[true]]}}}",
            "#/options/mask/allowed/1 wrong-length"),
        argumentSet(
            "a hidden word that is none",
            "{'words':[" + TWO + "],'options':{'mask':{'type':'hidden','words':['a','z']}}}",
            "#/options/mask/words/1 unknown-key"),
        argumentSet(
            "a window below 0",
            "{'words':[" + TWO + "],'options':{'mask':{'type':'window','left':-1}}}",
            "#/options/mask/left out-of-range"),
        argumentSet(
            "a mask inside a mask",
            "{'words':["
                + TWO
                + "],'options':{'mask':{'type':'all','of':[{'type':'prefix','length':-1}]}}}",
            "#/options/mask/of/0/length out-of-range"),
        argumentSet(
            "a bias that does not fit",
            "{'words':[" + TWO + "],'options':{'bias':{'type':'dense','values':[[0,0]]}}}",
            "#/options/bias/values wrong-length"),
        argumentSet(
            "a bias for too many heads",
            "{'words':[" + ONE + "],'options':{'bias':{'type':'dense','values':[[[0]],[[0]]]}}}",
            "#/options/bias/values wrong-length"),
        argumentSet(
            "a bias of a head that does not fit",
            "{'words':[" + ONE + "],'options':{'bias':{'type':'dense','values':[[[0, 1]]]}}}",
            "#/options/bias/values/0/0 wrong-length"),
        argumentSet(
            "a bias of a head with no number",
            "{'words':[" + ONE + "],'options':{'bias':{'type':'dense','values':[[['0']]]}}}",
            "#/options/bias/values/0/0/0 wrong-type"),
        argumentSet(
            "a bias with a row among tables",
            "{'words':[" + ONE + "],'options':{'bias':{'type':'dense','values':[[[0]],[0]]}}}",
            "#/options/bias/values/1 wrong-type"),
        argumentSet(
            "a bias that is no list",
            "{'words':[" + ONE + "],'options':{'bias':{'type':'dense','values':0}}}",
            "#/options/bias/values wrong-type"),
        argumentSet(
            "an unknown stage",
            "{'words':[" + TWO + "],'include':['scores','smells']}",
            "#/include/1 wrong-value"),
        argumentSet("no stage", "{'words':[" + TWO + "],'include':[]}", "#/include empty"),
        argumentSet(
            "18 decimals", "{'words':[" + TWO + "],'decimals':18}", "#/decimals out-of-range"),
        argumentSet(
            "half a decimal", "{'words':[" + TWO + "],'decimals':0.5}", "#/decimals wrong-type"),
        argumentSet(
            "words and queries",
            "{'words':[" + TWO + "],'queries':[" + TWO + "]}",
            "#/queries conflict"),
        argumentSet("queries without keys", "{'queries':[" + TWO + "]}", "#/keys required"),
        argumentSet("keys without queries", "{'keys':[" + TWO + "]}", "#/queries required"),
        argumentSet(
            "too few values",
            "{'queries':[" + TWO + "],'keys':[" + TWO + "],'values':[{'word':'a','vector':[1]}]}",
            "#/values wrong-length"),
        argumentSet("heads below 1", "{'words':[" + TWO + "],'heads':0}", "#/heads out-of-range"),
        argumentSet(
            "heads that do not divide the vectors",
            "{'words':[" + TWO + "],'heads':3}",
            "#/heads wrong-shape"),
        argumentSet(
            "key heads that do not divide the heads",
            "{'words':[" + TWO + "],'heads':2,'keyHeads':4}",
            "#/keyHeads wrong-shape"),
        argumentSet(
            "keys of another size",
            "{'queries':[" + TWO + "],'keys':[{'word':'a','vector':[1]}]}",
            "#/keys/0/vector wrong-length"),
        argumentSet(
            "a projection with too few rows",
            "{'words':[" + TWO + "],'projections':{'query':{'weight':[[1,2]]}}}",
            "#/projections/query/weight wrong-length"),
        argumentSet(
            "a ragged projection",
            "{'words':[" + TWO + "],'projections':{'value':{'weight':[[1,2],[3]]}}}",
            "#/projections/value/weight/1 wrong-length"),
        argumentSet(
            "a projection's bias of another length",
            "{'words':[" + TWO + "],'projections':{'output':{'weight':[[1],[2]],'bias':[1,2]}}}",
            "#/projections/output/bias wrong-length"),
        argumentSet(
            "a projection without weight",
            "{'words':[" + TWO + "],'projections':{'key':{}}}",
            "#/projections/key/weight required"),
        argumentSet(
            "projections to different sizes",
            "{'words':[" + TWO + "],'projections':{'query':{'weight':[[1],[2]]}}}",
            "#/heads wrong-shape"),
        argumentSet(
            "an output projection that overflows",
            "{'words':[" + TWO + "],'projections':{'output':{'weight':[[1e38],[3e38]]}}}",
            "#/projections/output/weight overflow"),
        argumentSet(
            "a projection that overflows",
            "{'words':[" + TWO + "],'projections':{'value':{'weight':[[1e38],[3e38]]}}}",
            "#/words/0/vector overflow"),
        argumentSet(
            "too many sinks",
            "{'words':[" + TWO + "],'options':{'sinks':[1,2]}}",
            "#/options/sinks wrong-length"),
        argumentSet(
            "an unknown precision",
            "{'words':[" + TWO + "],'options':{'precision':'float8'}}",
            "#/options/precision wrong-value"),
        argumentSet(
            "nested too deep",
            "{'words':[{'word':'a','vector':" + "[".repeat(20) + "]".repeat(20) + "}]}",
            "#/words/0/vector/0 wrong-type"));
  }

  @ParameterizedTest
  @MethodSource
  void eachFaultIsNamedWithItsPlace(String request, String expected) {
    Reply reply = post(ATTENTION, request.replace('\'', '"'));

    assertThat(reply.status()).as(reply.body()).isEqualTo(422);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.json().get("type").asString()).isEqualTo("/problems/invalid-request");
    assertThat(faults(reply)).first().isEqualTo(expected);
    assertThat(reply.json().get("detail").asString()).isNotBlank();
  }

  @Test
  void allFaultsAreNamedAtOnce() {
    String request =
        "{'words':[{'word':'a','vector':[1,2]},{'word':7,'vector':[1,2]},"
            + "{'word':'c','vector':[1]},{'word':'d','vector':[1,'x']}],"
            + "'options':{'temperature':-1,'color':'red'},'include':['smells'],'decimals':99}";

    assertThat(faults(post(ATTENTION, request.replace('\'', '"'))))
        .containsExactlyInAnyOrder(
            "#/words/1/word wrong-type",
            "#/words/2/vector wrong-length",
            "#/words/3/vector/1 wrong-type",
            "#/options/temperature out-of-range",
            "#/options/color unknown-member",
            "#/include/0 wrong-value",
            "#/decimals out-of-range");
  }

  @Test
  void beyondTwentyFaultsAreCounted() {
    String wrong = "true,".repeat(50) + "1";

    JsonNode problem =
        post(ATTENTION, "{\"words\":[{\"word\":\"a\",\"vector\":[" + wrong + "]}]}").json();

    assertThat(problem.get("errors").size()).isEqualTo(20);
    assertThat(problem.get("errorsOmitted").asInt()).isEqualTo(30);
    assertThat(problem.get("detail").asString()).startsWith("50 values need a change");
  }

  @Test
  void aValueThatIsOutOfRangeIsQuoted() {
    String request =
        "{\"words\":[{\"word\":\"a\",\"vector\":[1]}],\"options\":{\"temperature\":-2}}";

    assertThat(post(ATTENTION, request).json().get("detail").asString())
        .isEqualTo("/options/temperature must be greater than 0, is -2.0");
  }

  private static List<String> faults(Reply reply) {
    var faults = new ArrayList<String>();
    for (JsonNode error : reply.json().get("errors")) {
      faults.add(error.get("pointer").asString() + " " + error.get("code").asString());
    }
    return faults;
  }
}
