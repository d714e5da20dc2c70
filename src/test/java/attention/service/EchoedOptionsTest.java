package attention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// An answer says every option as it was used; sent back, its options give the same answer.
class EchoedOptionsTest {

  private static final String CROSS =
      """
      'queries': [{'word': 'x', 'vector': [1, 2]}, {'word': 'y', 'vector': [3, 4]}],
      'keys': [{'word': 'a', 'vector': [0.1, 0.2]}, {'word': 'b', 'vector': [0.3, 0.4]},
               {'word': 'a', 'vector': [0.5, -0.6]}]\
      """;

  private final AttentionService service = Requests.service();

  static Stream<Arguments> selfAttentionSaysEveryOptionAsItWasUsed() {
    return Stream.of(
        argumentSet("nothing said", "", "'scale':1.0,'temperature':1.0"),
        argumentSet("dialect alone", "'dialect': 'tutorial'", "'scale':1.0,'temperature':1.0"),
        argumentSet(
            "automatic scale", "'scale': 'auto'", "'scale':0.5773502691896258,'temperature':1.0"),
        argumentSet("a negative scale", "'scale': -2", "'scale':-2.0,'temperature':1.0"),
        argumentSet(
            "temperature and softcap",
            "'temperature': 0.1, 'softcap': 30",
            "'scale':1.0,'temperature':0.1,'softcap':30.0"),
        argumentSet("no causal mask", "'causal': false", "'scale':1.0,'temperature':1.0"),
        argumentSet("causal", "'causal': true", mask("{'type':'causal','offset':0}")),
        argumentSet(
            "causal mask without a place",
            "'mask': {'type': 'causal'}",
            mask("{'type':'causal','offset':0}")),
        argumentSet(
            "causal and a mask",
            "'causal': true, 'mask': {'type': 'prefix', 'length': 3}",
            mask(
                "{'type':'all','of':[{'type':'causal','offset':0},{'type':'prefix','length':3}]}")),
        argumentSet(
            "half a window",
            "'mask': {'type': 'window', 'left': 1}",
            mask("{'type':'window','left':1}")),
        argumentSet(
            "hidden by word, twice, and by position",
            "'mask': {'type': 'hidden', 'words': ['windows', 0, 'windows']}",
            mask("{'type':'hidden','words':[0,3]}")),
        argumentSet(
            "nobody hidden",
            "'mask': {'type': 'hidden', 'words': []}",
            mask("{'type':'hidden','words':[]}")),
        argumentSet(
            "segments",
            "'mask': {'type': 'segments', 'ids': [1, 1, 2, 2]}",
            mask("{'type':'segments','ids':[1,1,2,2]}")),
        argumentSet(
            "slopes of the paper",
            "'bias': {'type': 'alibi'}",
            "'scale':1.0,'temperature':1.0,'bias':{'type':'alibi','slopes':[0.00390625]}"),
        argumentSet(
            "a slope that is no float",
            "'bias': {'type': 'alibi', 'slopes': [0.1]}",
            "'scale':1.0,'temperature':1.0,"
                + "'bias':{'type':'alibi','slopes':[0.10000000149011612]}"),
        argumentSet(
            "a dense bias",
            """
            'bias': {'type': 'dense', 'values': [
              [0, 0.1, 1, '-Infinity'], [0, 0, 0, 0], [1, 2, 3, 4], [-1, 1e-40, 0, 5]]}\
            """,
            "'scale':1.0,'temperature':1.0,'bias':{'type':'dense','values':["
                + "[0.0,0.1,1.0,'-Infinity'],[0.0,0.0,0.0,0.0],"
                + "[1.0,2.0,3.0,4.0],[-1.0,1.0E-40,0.0,5.0]]}"));
  }

  @ParameterizedTest
  @MethodSource
  void selfAttentionSaysEveryOptionAsItWasUsed(String options, String expected) {
    AttentionRequest request = Requests.tutorial(options);

    assertThat(Json.text(service.attend(request).options()).replace('"', '\''))
        .isEqualTo(
            "{'dialect':'tutorial'," + expected + ",'precision':'float32','emptyRows':'zero'}");
    checkThatOptionsSentBackGiveTheSame(request);
  }

  static Stream<Arguments> crossAttentionSaysEveryOptionAsItWasUsed() {
    return Stream.of(
        argumentSet("causal", "'causal': true", mask("{'type':'causal','offset':0}")),
        argumentSet(
            "causal from the top left",
            "'mask': {'type': 'causal', 'align': 'top-left'}",
            mask("{'type':'causal','offset':0}")),
        argumentSet(
            "causal to the bottom right",
            "'mask': {'type': 'causal', 'align': 'bottom-right'}",
            mask("{'type':'causal','offset':1}")),
        argumentSet(
            "a word that stands twice",
            "'mask': {'type': 'hidden', 'words': ['a']}",
            mask("{'type':'hidden','words':[0,2]}")),
        argumentSet(
            "segments of both",
            "'mask': {'type': 'segments', 'ids': [1, 2, 1], 'queryIds': [1, 3]}",
            mask("{'type':'segments','ids':[1,2,1],'queryIds':[1,3]}")),
        argumentSet(
            "masks in masks",
            """
            'mask': {'type': 'any', 'of': [
              {'type': 'dense', 'allowed': [[true, false, false], [false, false, false]]},
              {'type': 'all', 'of': [{'type': 'causal', 'align': 'bottom-right'},
                                     {'type': 'hidden', 'words': ['b']}]}]}\
            """,
            mask(
                "{'type':'any','of':["
                    + "{'type':'dense','allowed':[[true,false,false],[false,false,false]]},"
                    + "{'type':'all','of':[{'type':'causal','offset':1},"
                    + "{'type':'hidden','words':[1]}]}]}")));
  }

  @ParameterizedTest
  @MethodSource
  void crossAttentionSaysEveryOptionAsItWasUsed(String options, String expected) {
    AttentionRequest request = Requests.request("{%s, 'options': {%s}}".formatted(CROSS, options));

    assertThat(Json.text(service.attend(request).options()).replace('"', '\''))
        .isEqualTo(
            "{'dialect':'tutorial'," + expected + ",'precision':'float32','emptyRows':'zero'}");
    checkThatOptionsSentBackGiveTheSame(request);
  }

  @Test
  void optionsOfRandomRequestsSentBackGiveTheSame() {
    var requests = new RandomRequests(8);
    for (int n = 0; n < 200; n++) {
      checkThatOptionsSentBackGiveTheSame(requests.next());
    }
  }

  /// Sends the options of an answer as JSON, as a caller would.
  private void checkThatOptionsSentBackGiveTheSame(AttentionRequest request) {
    AttentionAnswer first = service.attend(Requests.complete(request, request.options()));
    Options sentBack = Requests.read(Json.text(first.options()), Options.class);

    AttentionAnswer second = service.attend(Requests.complete(request, sentBack));

    assertThat(Json.tree(second)).isEqualTo(Json.tree(first));
  }

  private static String mask(String mask) {
    return "'scale':1.0,'temperature':1.0,'mask':" + mask;
  }
}
