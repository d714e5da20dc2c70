package attention.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/// Writes some kinds of answers, and reads nothing.
///
/// @param <T> what all of these kinds are
abstract class AnswerWriter<T> extends AbstractHttpMessageConverter<T> {

  private final Set<Class<? extends T>> kinds;

  /// Makes a writer.
  ///
  /// @param kinds what it writes
  /// @param types as what it writes them
  AnswerWriter(Set<Class<? extends T>> kinds, MediaType... types) {
    super(types);
    this.kinds = kinds;
  }

  @Override
  protected final boolean supports(Class<?> type) {
    return kinds.contains(type);
  }

  @Override
  public final boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected final T readInternal(Class<? extends T> type, HttpInputMessage input) {
    throw new HttpMessageNotReadableException("answers are only written", input);
  }
}
