package attention.limits;

import java.time.Duration;
import org.springframework.stereotype.Component;

/// How long clients are waited for: as long as the settings say, and a tenth of it while many
/// connections are taken. Others find room then, even if somebody opens connections by the
/// thousand.
@Component
class Patience {

  private static final int TENTH = 10;

  private final ConnectionLimits limits;
  private volatile boolean crowded;

  Patience(ConnectionLimits limits) {
    this.limits = limits;
  }

  /// Says whether many connections are taken.
  void setCrowded(boolean crowded) {
    this.crowded = crowded;
  }

  /// Gives how long is waited for something that a setting allows a time for.
  Duration of(Duration setting) {
    return crowded ? setting.dividedBy(TENTH) : setting;
  }

  /// Gives the watch over one body.
  Pace ofBody() {
    return new Pace(limits.minSendRate().toBytes(), this::grace);
  }

  /// Gives the watch over one answer.
  Pace ofAnswer() {
    return new Pace(limits.minReadRate().toBytes(), this::grace);
  }

  private Duration grace() {
    return of(limits.rateGrace());
  }
}
