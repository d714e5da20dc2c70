package attention.format;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationContext;

/// Where reading is: a parser, and where in the document its own root lies.
///
/// A choice whose `type` does not come first is read from a copy, whose parser knows nothing of
/// what is around it.
///
/// @param base the JSON pointer of the parser's root
/// @param parser knows the rest of the way
record Place(String base, JsonParser parser) {

  /// Where a call is now.
  static Place of(DeserializationContext context) {
    Object inner = context.getAttribute(Place.class);
    return inner instanceof Place place ? place : new Place("", context.getParser());
  }

  /// Gives the JSON pointer to what the parser stands at; behind the end of an object, to that
  /// object.
  String pointer() {
    return base + parser.streamReadContext().pathAsPointer();
  }

  /// Gives the JSON pointer to a member of what the parser stands at.
  String member(String name) {
    return pointer() + JsonPointer.empty().appendProperty(name);
  }
}
