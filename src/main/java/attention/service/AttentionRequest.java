package attention.service;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Words with their vectors, and what to compute from them.
///
/// Either `words`, of which each is query, key and value; or a `sentence`, whose words get their
/// vectors from the built-in vocabulary; or `queries` and `keys`, with `values` where they are not
/// the keys.
///
/// @param words for self-attention
/// @param queries the words that look
/// @param keys the words that are looked at
/// @param values what is taken from each key; their size is free
/// @param options how to compute
/// @param include what the answer holds
/// @param decimals to how many decimals the numbers of the answer are rounded
/// @param projections what is done to the vectors before attention, and to its result
/// @param heads into how many heads the projected queries are split
/// @param keyHeads into how many heads the projected keys and values are split
/// @param sentence instead of words: text whose words the vocabulary knows
/// @param unknownWords what is done with a word of the sentence that it does not know
/// @param normalize whether the vectors of the sentence are brought to length 1
@Schema(
    description =
        "Either words (each is query, key and value), or a sentence (its words get their vectors"
            + " from the built-in vocabulary), or queries and keys, and values where they are not"
            + " the keys.")
public record AttentionRequest(
    @Size(min = 1) @Schema(description = "Self-attention: each word looks at all of them.")
        @Nullable List<@NotNull @Valid WordVector> words,
    @Size(min = 1) @Schema(description = "Cross-attention: the words that look.")
        @Nullable List<@NotNull @Valid WordVector> queries,
    @Size(min = 1) @Schema(description = "Cross-attention: the words that are looked at.")
        @Nullable List<@NotNull @Valid WordVector> keys,
    @Size(min = 1)
        @Schema(
            description =
                "Cross-attention: what is taken from each key; the keys themselves where absent.")
        @Nullable List<@NotNull @Valid WordVector> values,
    @Valid @Nullable Options options,
    @Size(min = 1)
        @ArraySchema(
            arraySchema =
                @Schema(
                    description =
                        "What the answer holds. Counts for the paths that answer several stages;"
                            + " where absent: scores, weights and context, and for one query its"
                            + " explanation."))
        @Nullable List<@NotNull Include> include,
    @Min(0)
        @Max(17)
        @Schema(
            description =
                "Rounds the numbers of the answer; where absent, each is the shortest text that"
                    + " reads back the same.")
        @Nullable Integer decimals,
    @Valid @Nullable Projections projections,
    @Min(1)
        @Schema(
            description = "Into how many heads the projected queries are split.",
            defaultValue = "1")
        @Nullable Integer heads,
    @Min(1)
        @Schema(
            description =
                "Into how many heads keys and values are split (grouped-query attention); as many"
                    + " as the queries where absent.")
        @Nullable Integer keyHeads,
    @Size(min = 1)
        @Schema(
            description =
                "Instead of words: English text, whose words get the vectors of the built-in"
                    + " vocabulary. Unless options say otherwise, scale is then auto.",
            example = "Cats love cozy windows")
        @Nullable String sentence,
    @Schema(
            description =
                "Whether a request is refused whose sentence has words that the vocabulary lacks,"
                    + " or these are left out.",
            defaultValue = "refuse",
            allowableValues = {"refuse", "skip"})
        @Nullable UnknownWords unknownWords,
    @Schema(
            description =
                "Brings the vectors of the sentence to length 1, so that a product is a cosine;"
                    + " scale is then the dialect's.",
            defaultValue = "false")
        @Nullable Boolean normalize) {

  /// Makes a request without a sentence.
  public AttentionRequest(
      @Nullable List<WordVector> words,
      @Nullable List<WordVector> queries,
      @Nullable List<WordVector> keys,
      @Nullable List<WordVector> values,
      @Nullable Options options,
      @Nullable List<Include> include,
      @Nullable Integer decimals,
      @Nullable Projections projections,
      @Nullable Integer heads,
      @Nullable Integer keyHeads) {
    this(
        words,
        queries,
        keys,
        values,
        options,
        include,
        decimals,
        projections,
        heads,
        keyHeads,
        null,
        null,
        null);
  }

  /// Asks for nothing yet.
  public static final AttentionRequest NONE =
      new AttentionRequest(null, null, null, null, null, null, null, null, null, null);

  /// Gives the same request for other words.
  public AttentionRequest with(
      @Nullable List<WordVector> words,
      @Nullable List<WordVector> queries,
      @Nullable List<WordVector> keys,
      @Nullable List<WordVector> values) {
    return new AttentionRequest(
        words,
        queries,
        keys,
        values,
        options,
        include,
        decimals,
        projections,
        heads,
        keyHeads,
        sentence,
        unknownWords,
        normalize);
  }

  /// Gives the same request with other options.
  public AttentionRequest with(Options other) {
    return new AttentionRequest(
        words,
        queries,
        keys,
        values,
        other,
        include,
        decimals,
        projections,
        heads,
        keyHeads,
        sentence,
        unknownWords,
        normalize);
  }

  /// Gives the same request for an answer that holds something else.
  public AttentionRequest including(@Nullable List<Include> members) {
    return new AttentionRequest(
        words,
        queries,
        keys,
        values,
        options,
        members,
        decimals,
        projections,
        heads,
        keyHeads,
        sentence,
        unknownWords,
        normalize);
  }
}
