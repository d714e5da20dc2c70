package attention.api;

import attention.BoundLimits;
import attention.core.InvalidInput;
import attention.format.UnreadableJson;
import attention.kernel.Kernels;
import attention.limits.Limits;
import attention.service.AttentionRequest;
import attention.service.AttentionService;
import jakarta.validation.Validation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/// Requests read and checked as the service does it, without HTTP.
///
/// @param reader reads them
/// @param validator checks what was read
/// @param service answers them
record Reading(RequestReader reader, RequestValidator validator, AttentionService service) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Reads a request.
  interface Road {
    AttentionRequest read() throws IOException;
  }

  /// Gives what reads requests within limits.
  static Reading within(Limits limits) {
    var fields = Validation.buildDefaultValidatorFactory().getValidator();
    var service = new AttentionService(limits, BoundLimits.gate(), Kernels::scalar);
    var validator = new RequestValidator(fields, service);
    return new Reading(new RequestReader(limits, validator), validator, service);
  }

  /// Reads a body by the road that bodies take.
  AttentionRequest read(byte[] body) throws IOException {
    return reader.read(new ByteArrayInputStream(body), body.length);
  }

  /// Reads a body by the road that all bodies could take, token by token.
  AttentionRequest readStrictly(byte[] body) throws IOException {
    var decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is no UTF-8
    return reader.read(new InputStreamReader(new ByteArrayInputStream(body), decoder));
  }

  /// The request that is read or its faults, as text.
  static String outcome(Road road) throws IOException {
    try {
      return JSON.writeValueAsString(road.read());
    } catch (UnreadableJson unreadable) {
      return unreadable.fault().toString();
    } catch (InvalidInput invalid) {
      return invalid.faults() + " and " + invalid.omitted();
    }
  }
}
