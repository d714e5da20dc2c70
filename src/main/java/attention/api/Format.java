package attention.api;

import java.util.List;
import java.util.Locale;
import org.springframework.http.MediaType;

/// The formats of answers, by `Accept` or by the parameter `format`. JSON comes first: it is what a
/// caller gets who does not say.
enum Format {
  /// One JSON document.
  JSON(Format.JSON_TYPE),
  /// What JSON says, in binary numbers.
  CBOR(Format.CBOR_TYPE),
  /// One JSON document a line, one line a query.
  NDJSON(Format.NDJSON_TYPE),
  /// Tables for a terminal.
  TEXT(Format.TEXT_TYPE),
  /// Comma-separated values.
  CSV(Format.CSV_TYPE),
  /// Markdown tables.
  MARKDOWN(Format.MARKDOWN_TYPE),
  /// A picture of shapes and text.
  SVG(Format.SVG_TYPE),
  /// A picture of pixels.
  PNG(Format.PNG_TYPE),
  /// The request as a program.
  PYTHON(Format.PYTHON_TYPE);

  static final String JSON_TYPE = MediaType.APPLICATION_JSON_VALUE;
  static final String CBOR_TYPE = MediaType.APPLICATION_CBOR_VALUE;
  static final String NDJSON_TYPE = MediaType.APPLICATION_NDJSON_VALUE;
  static final String TEXT_TYPE = MediaType.TEXT_PLAIN_VALUE;
  static final String CSV_TYPE = "text/csv";
  static final String MARKDOWN_TYPE = MediaType.TEXT_MARKDOWN_VALUE;
  static final String SVG_TYPE = "image/svg+xml";
  static final String PNG_TYPE = MediaType.IMAGE_PNG_VALUE;
  static final String PYTHON_TYPE = "text/x-python";

  /// The header that asks a proxy to pass on lines as they come.
  static final String UNBUFFERED = "X-Accel-Buffering";

  @SuppressWarnings("ImmutableEnumChecker") // a MediaType does not change
  private final MediaType mediaType;

  Format(String type) {
    this.mediaType = MediaType.parseMediaType(type);
  }

  /// The first format that a caller accepts.
  ///
  /// @param accepted what the caller accepts, the best first
  static Format firstOf(List<MediaType> accepted) {
    for (MediaType type : accepted) {
      for (Format format : values()) {
        if (type.includes(format.mediaType)) {
          return format;
        }
      }
    }
    return JSON;
  }

  /// Tells whether an answer is computed and written row by row.
  boolean isByRows() {
    return this == NDJSON;
  }

  /// Tells whether an answer is drawn, which shows one stage.
  boolean isPicture() {
    return this == SVG || this == PNG;
  }

  /// What `Accept` calls it.
  MediaType mediaType() {
    return mediaType;
  }

  /// What the parameter `format` calls it.
  String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }
}
