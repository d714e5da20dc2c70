package attention;

import attention.limits.Gate;
import attention.limits.Limits;
import attention.limits.WorkLimits;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// Limits as the service binds them: the defaults, but for some settings.
public final class BoundLimits {

  private BoundLimits() {}

  /// Gives limits.
  ///
  /// @param settings by their names below `attention.limits`
  public static Limits of(Map<String, Object> settings) {
    return bound(settings, Limits.class);
  }

  /// Gives a gate that lets in what the service does.
  public static Gate gate() {
    return new Gate(bound(Map.of(), WorkLimits.class));
  }

  private static <T> T bound(Map<String, Object> settings, Class<T> type) {
    var source = new MapConfigurationPropertySource();
    settings.forEach((name, value) -> source.put("attention.limits." + name, value));
    return new Binder(source).bindOrCreate("attention.limits", type);
  }
}
