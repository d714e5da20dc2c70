package attention.security;

import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/// Hides the setting that holds keys, however it is written, and whatever quotes it: the command
/// line, for example, is a system property, too.
final class HiddenKeys implements SanitizingFunction {

  private static final String SETTING = "attentionsecurityapikeys";
  private static final Pattern PUNCTUATION = Pattern.compile("[^a-z]+");

  @Override
  public SanitizableData apply(SanitizableData data) {
    return namesKeys(data.getKey()) || namesKeys(String.valueOf(data.getValue()))
        ? data.withSanitizedValue()
        : data;
  }

  private static boolean namesKeys(String text) {
    return PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("").contains(SETTING);
  }
}
