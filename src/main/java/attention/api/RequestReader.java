package attention.api;

import attention.core.Faults;
import attention.format.BoundedLists;
import attention.format.Choices;
import attention.format.NestedNumbers;
import attention.format.StrictJson;
import attention.limits.Limits;
import attention.service.AttentionRequest;
import attention.service.BiasOption;
import attention.service.BiasTable;
import attention.service.MaskOption;
import attention.service.WordVector;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads a request from JSON and reports everything that is wrong with it at once: what is of the
/// wrong kind, and what the fields and their combination say.
@Component
class RequestReader {

  private final StrictJson json;
  private final RequestValidator validator;

  RequestReader(Limits limits, RequestValidator validator) {
    var bounds = new BoundedLists(WordVector.class, limits.maxWords());
    var choices = new Choices(MaskOption.class, BiasOption.class);
    var tables = new NestedNumbers(BiasTable.class, BiasTable::new);
    this.json =
        new StrictJson(
            limits.maxNesting(), limits.maxNumberLength(), List.of(bounds, choices, tables));
    this.validator = validator;
  }

  /// Reads a request.
  ///
  /// @throws attention.format.UnreadableJson if the body is no JSON document
  /// @throws attention.core.InvalidInput if it holds what no request may hold
  AttentionRequest read(InputStream body) throws IOException {
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
