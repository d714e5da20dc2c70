package attention.format;

import attention.core.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.JacksonModule;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;

/// Reads a CBOR data item ([RFC 8949](https://www.rfc-editor.org/rfc/rfc8949)) that says what a
/// JSON document would, as strictly as [StrictJson]: numbers are of any size and precision,
/// `-Infinity` may be a number or the string.
public final class StrictCbor {

  private final StrictDocument document;

  /// Makes a reader.
  ///
  /// @param maxNesting how deep lists and objects may nest
  /// @param maxNumberLength how many characters a number may have, if it were written out
  /// @param modules how to read the types that Jackson does not know
  public StrictCbor(int maxNesting, int maxNumberLength, List<JacksonModule> modules) {
    CBORFactory factory =
        CBORFactory.builder()
            .streamReadConstraints(StrictDocument.constraints(maxNesting, maxNumberLength))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    document = new StrictDocument(CBORMapper.builder(factory), modules);
  }

  /// Reads one data item.
  ///
  /// @param body its bytes
  /// @param type what it should be
  /// @param faults takes everything that is CBOR but not what was asked for
  /// @return what was read, with nothing at places that have a fault; nothing if that is the whole
  /// @throws UnreadableJson if the bytes are not one data item
  /// @throws IOException if the bytes cannot be had
  public <T> @Nullable T read(InputStream body, Class<T> type, Faults faults) throws IOException {
    return read(body, type, new Beside(Map.of()), faults);
  }

  /// Reads one data item that has more members than its type.
  ///
  /// @param body its bytes
  /// @param type what it should be
  /// @param beside the other members; takes what was read of them
  /// @param faults takes everything that is CBOR but not what was asked for
  /// @return what was read, with nothing at places that have a fault; nothing if that is the whole
  /// @throws UnreadableJson if the bytes are not one data item
  /// @throws IOException if the bytes cannot be had
  public <T> @Nullable T read(InputStream body, Class<T> type, Beside beside, Faults faults)
      throws IOException {
    try (JsonParser parser = document.mapper().createParser(body)) {
      return document.read(parser, type, beside, faults);
    } catch (JacksonIOException wrapped) {
      throw wrapped.getCause();
    }
  }
}
