package attention.format;

import attention.core.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;

/// Reads a JSON document ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)) in UTF-8 and takes
/// nothing on trust: no other encoding, no member twice, no unknown member, no value of another
/// kind, nothing behind the document.
public final class StrictJson {

  private final StrictDocument document;

  /// Makes a reader.
  ///
  /// @param maxNesting how deep lists and objects may nest
  /// @param maxNumberLength how many characters a number may have
  /// @param modules how to read the types that Jackson does not know
  public StrictJson(int maxNesting, int maxNumberLength, List<JacksonModule> modules) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(StrictDocument.constraints(maxNesting, maxNumberLength))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    document = new StrictDocument(JsonMapper.builder(factory), modules);
  }

  /// Reads one document.
  ///
  /// @param body its bytes
  /// @param type what it should be
  /// @param faults takes everything that is JSON but not what was asked for
  /// @return what was read, with nothing at places that have a fault; nothing if that is the whole
  /// @throws UnreadableJson if the bytes are no JSON document
  /// @throws IOException if the bytes cannot be had
  public <T> @Nullable T read(InputStream body, Class<T> type, Faults faults) throws IOException {
    return read(body, type, new Beside(Map.of()), faults);
  }

  /// Reads one document that has more members than its type.
  ///
  /// @param body its bytes
  /// @param type what it should be
  /// @param beside the other members; takes what was read of them
  /// @param faults takes everything that is JSON but not what was asked for
  /// @return what was read, with nothing at places that have a fault; nothing if that is the whole
  /// @throws UnreadableJson if the bytes are no JSON document
  /// @throws IOException if the bytes cannot be had
  public <T> @Nullable T read(InputStream body, Class<T> type, Beside beside, Faults faults)
      throws IOException {
    var decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is no UTF-8
    return read(new InputStreamReader(body, decoder), type, beside, faults);
  }

  /// Reads one document.
  ///
  /// @param text its characters
  /// @param type what it should be
  /// @param faults takes everything that is JSON but not what was asked for
  /// @return what was read, with nothing at places that have a fault; nothing if that is the whole
  /// @throws UnreadableJson if the characters are no JSON document
  /// @throws IOException if the characters cannot be had
  public <T> @Nullable T read(Reader text, Class<T> type, Faults faults) throws IOException {
    return read(text, type, new Beside(Map.of()), faults);
  }

  private <T> @Nullable T read(Reader text, Class<T> type, Beside beside, Faults faults)
      throws IOException {
    try (JsonParser parser = document.mapper().createParser(text)) {
      return document.read(parser, type, beside, faults);
    } catch (JacksonIOException wrapped) {
      if (wrapped.getCause() instanceof CharacterCodingException) {
        throw new UnreadableJson("", "not-utf-8", "The body is not UTF-8.");
      }
      throw wrapped.getCause();
    }
  }
}
