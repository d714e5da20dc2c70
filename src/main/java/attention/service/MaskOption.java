package attention.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which keys each query sees, as a request writes it. `true` means *takes part*.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(MaskOption.Causal.class),
  @JsonSubTypes.Type(MaskOption.Window.class),
  @JsonSubTypes.Type(MaskOption.Prefix.class),
  @JsonSubTypes.Type(MaskOption.Hidden.class),
  @JsonSubTypes.Type(MaskOption.Segments.class),
  @JsonSubTypes.Type(MaskOption.Dense.class),
  @JsonSubTypes.Type(MaskOption.All.class),
  @JsonSubTypes.Type(MaskOption.Any.class)
})
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Which keys each query sees; true means that it takes part.")
public sealed interface MaskOption {

  /// Where the first query stands among the keys.
  enum Align {
    /// At the first key.
    @JsonProperty("top-left")
    TOP_LEFT,
    /// So that the last query stands at the last key.
    @JsonProperty("bottom-right")
    BOTTOM_RIGHT;

    /// How many keys precede the first query.
    int offset(Sequences sequences) {
      return switch (this) {
        case TOP_LEFT -> 0;
        case BOTTOM_RIGHT -> sequences.keys().count() - sequences.queries().count();
      };
    }
  }

  /// A query sees the keys up to its own position.
  ///
  /// @param align where the first query stands; the dialect's where both are absent
  /// @param offset the same as a number of keys; negative values hide all keys from the first
  ///   queries
  @JsonTypeName("causal")
  @Schema(name = "CausalMask")
  record Causal(
      @Schema(description = "Where the first query stands; the dialect's where absent.")
          @Nullable Align align,
      @Schema(description = "Instead of align: how many keys precede the first query.")
          @Nullable Integer offset)
      implements MaskOption {}

  /// A query sees the keys near its own position.
  ///
  /// @param left how many before it; all where absent
  /// @param right how many after it; all where absent
  @JsonTypeName("window")
  @Schema(name = "WindowMask")
  record Window(
      @PositiveOrZero @Schema(description = "Keys before the query's own; all where absent.")
          @Nullable Integer left,
      @PositiveOrZero @Schema(description = "Keys after it; all where absent.")
          @Nullable Integer right)
      implements MaskOption {}

  /// Every query sees the first keys.
  @JsonTypeName("prefix")
  @Schema(name = "PrefixMask")
  record Prefix(
      @NotNull @PositiveOrZero @Schema(description = "How many keys everyone sees.") Integer length)
      implements MaskOption {}

  /// Nobody sees certain words.
  @JsonTypeName("hidden")
  @Schema(name = "HiddenMask")
  record Hidden(
      @NotNull @Schema(description = "Words or positions that nobody sees.")
          List<@NotNull KeyName> words)
      implements MaskOption {}

  /// A query sees the keys of its own segment.
  ///
  /// @param ids the segment of each key
  /// @param queryIds the segment of each query; the same as the keys' where absent
  @JsonTypeName("segments")
  @Schema(name = "SegmentsMask")
  record Segments(
      @NotNull @Schema(description = "The segment of each key.") int[] ids,
      @Schema(description = "The segment of each query; the keys' where absent.")
          int @Nullable [] queryIds)
      implements MaskOption {}

  /// A table says who sees whom.
  @JsonTypeName("dense")
  @Schema(name = "DenseMask")
  record Dense(
      @NotNull @Schema(description = "A row for each query, true for each key that it sees.")
          List<boolean @NotNull []> allowed)
      implements MaskOption {}

  /// Keys that every one of these masks lets through.
  @JsonTypeName("all")
  @Schema(name = "AllMask")
  record All(@NotNull @Size(min = 1) List<@NotNull @Valid MaskOption> of) implements MaskOption {}

  /// Keys that at least one of these masks lets through.
  @JsonTypeName("any")
  @Schema(name = "AnyMask")
  record Any(@NotNull @Size(min = 1) List<@NotNull @Valid MaskOption> of) implements MaskOption {}
}
