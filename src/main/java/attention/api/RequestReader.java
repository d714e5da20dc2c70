package attention.api;

import attention.core.Faults;
import attention.format.BoundedLists;
import attention.format.Choices;
import attention.format.NestedNumbers;
import attention.format.StrictCbor;
import attention.format.StrictJson;
import attention.format.UnreadableJson;
import attention.limits.Limits;
import attention.service.AttentionRequest;
import attention.service.BiasOption;
import attention.service.BiasTable;
import attention.service.MaskOption;
import attention.service.WordVector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JacksonModule;

/// Reads a request from JSON or CBOR and reports everything that is wrong with it at once: what is
/// of the wrong kind, and what the fields and their combination say.
@Component
class RequestReader {

  private final Limits limits;
  private final StrictJson json;
  private final StrictCbor cbor;
  private final RequestValidator validator;

  RequestReader(Limits limits, RequestValidator validator) {
    this.limits = limits;
    List<JacksonModule> modules =
        List.of(
            new BoundedLists(WordVector.class, limits.maxWords()),
            new Choices(MaskOption.class, BiasOption.class),
            new NestedNumbers(BiasTable.class, BiasTable::new));
    this.json = new StrictJson(limits.maxNesting(), limits.maxNumberLength(), modules);
    this.cbor = new StrictCbor(limits.maxNesting(), limits.maxNumberLength(), modules);
    this.validator = validator;
  }

  /// Reads a request.
  ///
  /// @param expected how many bytes the body has, as far as is known; -1 if nothing is
  /// @throws attention.format.UnreadableJson if the body is no JSON document
  /// @throws attention.core.InvalidInput if it holds what no request may hold
  AttentionRequest read(InputStream body, long expected) throws IOException {
    Body text = Body.read(body, expected, UsualRequest.ROOM);
    AttentionRequest usual = usual(text);
    if (usual == null) {
      return readStrictly(text.stream());
    }
    text.giveBack();
    return usual;
  }

  /// Reads a request from CBOR.
  ///
  /// @throws attention.format.UnreadableJson if the body is not one data item
  /// @throws attention.core.InvalidInput if it holds what no request may hold
  AttentionRequest readCbor(InputStream body) throws IOException {
    var faults = new Faults();
    return complete(cbor.read(body, AttentionRequest.class, faults), faults);
  }

  /// Reads a request as most are; gives nothing for any other, be it only unusual or wrong.
  private @Nullable AttentionRequest usual(Body text) throws IOException {
    UsualRequest usual =
        UsualRequest.read(text.bytes(), text.length(), limits, text.length() >= UsualRequest.LARGE);
    if (usual == null || usual.others() == null) {
      return usual == null ? null : usual.request(AttentionRequest.NONE);
    }
    var faults = new Faults();
    try {
      var others = new ByteArrayInputStream(usual.others());
      AttentionRequest rest = json.read(others, AttentionRequest.class, faults);
      return rest == null || !faults.isEmpty() ? null : usual.request(rest);
    } catch (UnreadableJson _) {
      return null; // to be said with its place in the whole
    }
  }

  private AttentionRequest readStrictly(InputStream body) throws IOException {
    var faults = new Faults();
    return complete(json.read(body, AttentionRequest.class, faults), faults);
  }

  /// Reads a request.
  ///
  /// @throws attention.format.UnreadableJson if the text is no JSON document
  /// @throws attention.core.InvalidInput if it holds what no request may hold
  AttentionRequest read(Reader text) throws IOException {
    var faults = new Faults();
    return complete(json.read(text, AttentionRequest.class, faults), faults);
  }

  private AttentionRequest complete(@Nullable AttentionRequest request, Faults faults) {
    if (request != null && !faults.isEmpty()) {
      validator.check(request, faults);
    }
    faults.throwIfAny();
    if (request == null) {
      throw new IllegalStateException("nothing was read, and nothing was wrong");
    }
    return request;
  }
}
