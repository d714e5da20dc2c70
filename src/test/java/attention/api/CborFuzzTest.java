package attention.api;

import static org.assertj.core.api.Assertions.assertThat;

import attention.BoundLimits;
import attention.core.InvalidInput;
import attention.format.UnreadableJson;
import attention.service.AttentionRequest;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

/// Any bytes are a request in CBOR, or refused with faults that have a place.
class CborFuzzTest {

  private static final Reading READING = Reading.within(BoundLimits.of(Map.of("max-words", 64)));

  @FuzzTest
  void bytesAreReadOrRefused(byte[] body) throws IOException {
    try {
      AttentionRequest request = READING.reader().readCbor(new ByteArrayInputStream(body));
      READING.validator().requireValid(request);
      assertThat(READING.service().attend(request).queryWords()).isNotEmpty();
    } catch (UnreadableJson unreadable) {
      assertThat(unreadable.fault().pointer()).matches("(?s)(/.*)?");
    } catch (InvalidInput invalid) {
      assertThat(invalid.faults()).isNotEmpty();
    }
  }
}
