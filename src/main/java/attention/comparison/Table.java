package attention.comparison;

import attention.core.Stage;
import java.util.Locale;

/// What can be compared, in the order of the pipeline.
public enum Table {
  /// `(B, Hq, L, S)`.
  SCORES(Stage.SCORES),
  /// `(B, Hq, L, S)`.
  CAPPED(Stage.CAPPED),
  /// `(B, Hq, L, S)`.
  LOGITS(Stage.LOGITS),
  /// `(B, Hq, L, S)`.
  WEIGHTS(Stage.WEIGHTS),
  /// `(B, Hq, L, 1)`.
  LSE(Stage.LSE),
  /// The context of each head, `(B, Hq, L, Ev)`.
  CONTEXT(Stage.CONTEXT),
  /// The contexts of all heads side by side, and projected if anything does: `(B, 1, L, any)`.
  JOINED(Stage.CONTEXT);

  private final Stage stage;

  Table(Stage stage) {
    this.stage = stage;
  }

  /// The stage that it holds, or is made of.
  Stage stage() {
    return stage;
  }

  /// What people call it.
  public String word() {
    return this == JOINED ? "context" : stage.name().toLowerCase(Locale.ROOT);
  }
}
