package attention.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.core.Faults;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Reading JSON into records: what is taken, and what becomes a fault while reading goes on.
class StrictJsonTest {

  enum Color {
    @JsonProperty("light-red")
    LIGHT_RED
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({@JsonSubTypes.Type(Circle.class), @JsonSubTypes.Type(Group.class)})
  sealed interface Form {}

  @JsonTypeName("circle")
  record Circle(@Nullable Double radius) implements Form {}

  @JsonTypeName("group")
  record Group(@Nullable List<@Nullable Form> of) implements Form {}

  record Share(double value) {

    @JsonCreator
    static Share of(double value) {
      return new Share(value);
    }

    @JsonCreator
    static Share of(String text) {
      if (text.equals("half")) {
        throw new IllegalArgumentException("is no share: " + text);
      }
      return new Share(1);
    }
  }

  record Item(@Nullable String name, double @Nullable [] numbers) {}

  record Thing(
      @Nullable String text,
      @Nullable Double number,
      @Nullable Integer whole,
      @Nullable Boolean flag,
      double @Nullable [] numbers,
      int @Nullable [] wholes,
      boolean @Nullable [] flags,
      @Nullable Color color,
      @Nullable Form form,
      @Nullable Share share,
      @Nullable List<@Nullable Item> items) {}

  private static final StrictJson JSON =
      new StrictJson(6, 40, List.of(new BoundedLists(Item.class, 2), new Choices(Form.class)));

  static Stream<Arguments> numbersMayBeWrittenInAnySpelling() {
    return Stream.of(
        argumentSet("whole", "7", 7),
        argumentSet("negative zero", "-0", -0.0),
        argumentSet("fraction", "0.25", 0.25),
        argumentSet("exponent", "25e-2", 0.25),
        argumentSet("large exponent", "0.025E+1", 0.25),
        argumentSet("more digits than a double has", "0.1000000000000000055511151231257827", 0.1),
        argumentSet("below the smallest", "1e-400", 0),
        argumentSet("what hides", "\"-Infinity\"", Double.NEGATIVE_INFINITY));
  }

  @ParameterizedTest
  @MethodSource
  void numbersMayBeWrittenInAnySpelling(String spelling, double number) throws IOException {
    var faults = new Faults();
    Thing thing = read("{\"number\":" + spelling + ",\"numbers\":[1," + spelling + "]}", faults);

    assertThat(faults.kept()).isEmpty();
    assertThat(thing.number()).isEqualTo(number);
    assertThat(thing.numbers()).containsExactly(1, number);
  }

  @Test
  void manyNumbersAreRead() throws IOException {
    Thing thing = read("{\"numbers\":[" + "0.5,".repeat(999) + "2]}", new Faults());

    assertThat(thing.numbers()).hasSize(1000).endsWith(0.5, 2);
  }

  static Stream<Arguments> whatIsOfAnotherKindIsAFault() {
    return Stream.of(
        argumentSet("text", "'text':7", "/text wrong-type is a number, expected a string"),
        argumentSet("number", "'number':'7'", "/number wrong-type is a string, expected a number"),
        argumentSet(
            "too large", "'number':1e999", "/number out-of-range is beyond what float64 can hold"),
        argumentSet(
            "whole",
            "'whole':1.5",
            "/whole wrong-type is a number, expected a whole number of at most 31 bits"),
        argumentSet(
            "too large a whole",
            "'whole':3000000000",
            "/whole wrong-type is a number, expected a whole number of at most 31 bits"),
        argumentSet("flag", "'flag':1", "/flag wrong-type is a number, expected true or false"),
        argumentSet(
            "no list",
            "'numbers':{}",
            "/numbers wrong-type is an object, expected a list of numbers"),
        argumentSet(
            "a number in a list",
            "'numbers':[1,true,3]",
            "/numbers/1 wrong-type is a boolean, expected a number"),
        argumentSet(
            "a list in a list",
            "'numbers':[1,[2]]",
            "/numbers/1 wrong-type is a list, expected a number"),
        argumentSet(
            "a whole in a list",
            "'wholes':[1,null]",
            "/wholes/1 wrong-type is null, expected a whole number of at most 31 bits"),
        argumentSet(
            "wholes no list",
            "'wholes':1",
            "/wholes wrong-type is a number, expected a list of whole numbers"),
        argumentSet(
            "a flag in a list",
            "'flags':[true,'x']",
            "/flags/1 wrong-type is a string, expected true or false"),
        argumentSet(
            "flags no list",
            "'flags':true",
            "/flags wrong-type is a boolean, expected a list of true and false"),
        argumentSet(
            "an unknown name", "'color':'blue'", "/color wrong-value must be one of \"light-red\""),
        argumentSet(
            "a number for a name", "'color':0", "/color wrong-value must be one of \"light-red\""),
        argumentSet(
            "a number beyond int for a name",
            "'color':9007199254740993",
            "/color wrong-value must be one of \"light-red\""),
        argumentSet(
            "an empty text for a name",
            "'color':''",
            "/color wrong-value must be one of \"light-red\""),
        argumentSet(
            "a blank for a name", "'color':' '", "/color wrong-value must be one of \"light-red\""),
        argumentSet("no object", "'form':[]", "/form wrong-type is a list, expected an object"),
        argumentSet(
            "no type", "'form':{'radius':1}", "/form required needs a type: one of circle, group"),
        argumentSet(
            "an empty object", "'form':{}", "/form required needs a type: one of circle, group"),
        argumentSet(
            "the type at the start",
            "'form':{'type':'circle','radius':'1'}",
            "/form/radius wrong-type is a string, expected a number"),
        argumentSet(
            "an unknown member of a choice",
            "'form':{'type':'circle','hue':1,'radius':2},'text':'a'",
            "/form/hue unknown-member is not known here; known are radius"),
        argumentSet(
            "an unknown member of a choice before its type",
            "'form':{'hue':1,'type':'circle','radius':2},'text':'a'",
            "/form/hue unknown-member is not known here; known are radius"),
        argumentSet(
            "an unknown type",
            "'form':{'type':'cube'}",
            "/form/type wrong-value has an unknown type; known are circle, group"),
        argumentSet(
            "the type at the end",
            "'form':{'radius':'1','type':'circle'}",
            "/form/radius wrong-type is a string, expected a number"),
        argumentSet(
            "deep inside",
            "'form':{'of':[{'type':'circle','radius':[]}],'type':'group'}",
            "/form/of/0/radius wrong-type is a list, expected a number"),
        argumentSet(
            "a value that a type refuses",
            "'share':'half'",
            "/share wrong-value is no share: half"),
        argumentSet(
            "a kind that a type does not know",
            "'share':true",
            "/share wrong-type is a boolean, expected a string or a number"),
        argumentSet(
            "an unknown member",
            "'a/b~':1",
            "/a~1b~0 unknown-member is not known here; known are color, flag, flags, form, items,"
                + " number, numbers, share, text, whole, wholes"),
        argumentSet(
            "one element too many",
            "'items':[{},{},{},{}]",
            "/items/2 too-many is one too many, at most 2 are allowed"),
        argumentSet(
            "no list of objects", "'items':{}", "/items wrong-type is an object, expected a list"),
        argumentSet(
            "half a surrogate pair",
            "'text':'\\udc00'",
            "/text wrong-value has half of a surrogate pair, which is no character"),
        argumentSet(
            "too deep",
            "'numbers':[[[[[[1]]]]]]",
            "/numbers/0 wrong-type is a list, expected a number"),
        argumentSet(
            "a number too long",
            "'number':" + "1".repeat(41),
            "/number too-long has more than 40 characters, too many for a number"));
  }

  @ParameterizedTest
  @MethodSource
  void whatIsOfAnotherKindIsAFault(String member, String expected) throws IOException {
    var faults = new Faults();
    read("{" + member.replace('\'', '"') + "}", faults);

    var first = faults.kept().getFirst();
    assertThat(first.pointer() + " " + first.code() + " " + first.detail()).isEqualTo(expected);
  }

  @Test
  void readingGoesOnBehindAFault() throws IOException {
    var faults = new Faults();
    String json =
        "{'text':1,'numbers':[true,2],'unknown':{'deep':[1]},'items':[7,{'name':'b','numbers':['x']}],"
            + "'flag':true}";
    Thing thing = read(json.replace('\'', '"'), faults);

    assertThat(faults.kept().stream().map(fault -> fault.pointer()))
        .containsExactlyInAnyOrder(
            "/text", "/numbers/0", "/unknown", "/items/0", "/items/1/numbers/0");
    assertThat(thing.text()).isNull();
    assertThat(thing.numbers()).containsExactly(0, 2);
    assertThat(thing.flag()).isTrue();
  }

  static Stream<Arguments> whatIsNoDocumentEndsReading() {
    return Stream.of(
        argumentSet("nothing", "", " malformed The body is empty."),
        argumentSet("two documents", "{} {}", " malformed Something follows the document."),
        argumentSet("a member twice", "{'text':'a','text':'b'}", "/text duplicate-member"),
        argumentSet(
            "twice inside a choice",
            "{'form':{'radius':1,'radius':2,'type':'circle'}}",
            "/form/radius duplicate-member"),
        argumentSet("cut off", "{'numbers':[1,", "/numbers/1 malformed"),
        argumentSet("no JSON", "{'text':hello}", "/text malformed"),
        argumentSet(
            "no JSON behind a text for an object", "{'form':'','text':hello}", "/text malformed"),
        argumentSet("no JSON behind a text in a list", "{'items':['',}", "/items/1 malformed"),
        argumentSet(
            "two documents, the first with a text for an object",
            "{'items':['']} {}",
            " malformed Something follows the document."));
  }

  @ParameterizedTest
  @MethodSource
  void whatIsNoDocumentEndsReading(String text, String expected) {
    assertThatThrownBy(() -> read(text.replace('\'', '"'), new Faults()))
        .isInstanceOfSatisfying(
            UnreadableJson.class,
            unreadable -> {
              var fault = unreadable.fault();
              assertThat(fault.pointer() + " " + fault.code() + " " + fault.detail())
                  .startsWith(expected);
              assertThat(fault.detail()).doesNotContain("Feature", "Source", "enable", "Stream");
            });
  }

  private static Thing read(String json, Faults faults) throws IOException {
    Thing thing = JSON.read(new StringReader(json), Thing.class, faults);
    return thing == null
        ? new Thing(null, null, null, null, null, null, null, null, null, null, null)
        : thing;
  }
}
