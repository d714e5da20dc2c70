package attention.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/// Numbers to add to the scores, as a request writes them.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(BiasOption.Dense.class),
  @JsonSubTypes.Type(BiasOption.Alibi.class)
})
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Numbers to add to the scores, after softcap and before mask.")
public sealed interface BiasOption {

  /// A table of numbers, or one for each head.
  ///
  /// @param values `(L, S)` or `(Hq, L, S)`
  @JsonTypeName("dense")
  @Schema(name = "DenseBias")
  record Dense(@NotNull BiasTable values) implements BiasOption {}

  /// A penalty that grows with the distance between query and key.
  ///
  /// @param slopes one for each head; those of the paper where absent
  @JsonTypeName("alibi")
  @Schema(name = "AlibiBias")
  record Alibi(
      @Schema(description = "One slope a head; where absent, those of the paper.")
          double @Nullable [] slopes)
      implements BiasOption {}
}
