package attention.service;

import attention.core.Stage;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an answer may hold.
public enum Include {
  /// The scores of each query against each key.
  @JsonProperty("scores")
  SCORES(Stage.SCORES),
  /// The scores after the softcap.
  @JsonProperty("capped")
  CAPPED(Stage.CAPPED),
  /// What softmax reads: scores after softcap, bias and mask.
  @JsonProperty("logits")
  LOGITS(Stage.LOGITS),
  /// The weights of each query; they add up to 1.
  @JsonProperty("weights")
  WEIGHTS(Stage.WEIGHTS),
  /// The weighted average of the values.
  @JsonProperty("context")
  CONTEXT(Stage.CONTEXT),
  /// The logarithm of each softmax denominator, in nats.
  @JsonProperty("lse")
  LSE(Stage.LSE),
  /// Weight times value for each key; they add up to the context.
  @JsonProperty("contributions")
  CONTRIBUTIONS(null),
  /// The result in words.
  @JsonProperty("explanation")
  EXPLANATION(null),
  /// How sharp or flat the weights are.
  @JsonProperty("diagnosis")
  DIAGNOSIS(null);

  /// What an answer for all words holds unless the request says otherwise.
  static final Set<Include> THREE_STEPS = EnumSet.of(SCORES, WEIGHTS, CONTEXT);

  /// What an answer for one query holds unless the request says otherwise.
  static final Set<Include> EXPLAINED = EnumSet.of(SCORES, WEIGHTS, CONTEXT, EXPLANATION);

  private static final Map<String, Include> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Include::jsonName, Function.identity()));

  private final @Nullable Stage stage;

  Include(@Nullable Stage stage) {
    this.stage = stage;
  }

  /// Gives the member that a request calls by a name; nothing if there is none.
  public static @Nullable Include named(String name) {
    return BY_NAME.get(name);
  }

  private String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What a picture shows, which has one stage: the weights, or the first stage that is included
  /// instead.
  static Include pictured(@Nullable List<Include> included) {
    if (included == null || included.contains(WEIGHTS)) {
      return WEIGHTS;
    }
    return included.stream()
        .filter(member -> member.stage != null || member == CONTRIBUTIONS)
        .findFirst()
        .orElse(WEIGHTS);
  }

  /// The stages that must be computed for some members of an answer.
  static Set<Stage> stages(Set<Include> included) {
    var stages = EnumSet.noneOf(Stage.class);
    for (Include member : included) {
      if (member.stage != null) {
        stages.add(member.stage);
      }
    }
    if (included.contains(CONTRIBUTIONS)) {
      stages.addAll(EnumSet.of(Stage.WEIGHTS, Stage.CONTEXT));
    }
    if (included.contains(DIAGNOSIS)) {
      stages.add(Stage.WEIGHTS);
    }
    if (included.contains(EXPLANATION)) {
      stages.addAll(EnumSet.of(Stage.SCORES, Stage.LOGITS, Stage.WEIGHTS, Stage.LSE));
    }
    return stages;
  }
}
