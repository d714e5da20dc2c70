package attention.service;

import attention.core.Attention;
import attention.core.AttentionInputs;
import attention.core.AttentionOptions;
import attention.core.Faults;
import attention.core.Numbers;
import attention.core.Precision;
import attention.core.Stage;
import attention.core.Stages;
import attention.kernel.Kernel;
import attention.kernel.Kernels;
import attention.limits.Gate;
import attention.limits.Limits;
import attention.service.Answers.Detail;
import attention.vocabulary.Vocabulary;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/// Requests to answers. Keeps nothing between two calls: the same request gives the same answer, on
/// any thread.
///
/// Every method that takes a request throws [attention.core.InvalidInput] with all that is wrong
/// with it, and [attention.limits.OverLimit] where the answer or the work would be too large; every
/// method that takes the name of a query throws [attention.core.UnknownQuery] or
/// [attention.core.AmbiguousQuery]. All that compute throw what [Gate#compute] does.
@Service
public class AttentionService {

  // What a number takes in an answer unless decimals are given: most have 9 or 17 digits, and a
  // comma.
  private static final int USUAL_BYTES_OF_A_FLOAT = 12;
  private static final int USUAL_BYTES_OF_A_DOUBLE = 20;

  // Results are held as they are computed, and perhaps rounded.
  private static final int HELD = 2;

  // What is being written is held as text and as what the socket takes next.
  private static final int BYTES_OF_TEXT = 16;
  private static final double MOST_TEXT = 2 << 20;

  /// The arithmetic in use.
  ///
  /// @param name what it is called
  /// @param reason why it was selected, in a sentence
  public record KernelInfo(String name, String reason) {}

  private final Limits limits;
  private final Supplier<Kernels> kernels;
  private final Gate gate;

  /// Makes the service.
  ///
  /// @param gate lets work in
  /// @param kernels gives the arithmetic for each call; every one gives the same bits
  public AttentionService(Limits limits, Gate gate, Supplier<Kernels> kernels) {
    this.limits = limits;
    this.gate = gate;
    this.kernels = kernels;
  }

  /// Computes what the request includes, for all queries: scores, weights and context where it does
  /// not say.
  public AttentionAnswer attend(AttentionRequest request) {
    return answer(request, included(request, Include.THREE_STEPS));
  }

  /// Computes the scores of all queries: `factor · dot(query, key)`.
  public AttentionAnswer scores(AttentionRequest request) {
    return answer(request, EnumSet.of(Include.SCORES));
  }

  /// Computes the weights of all queries: the softmax of each row of scores.
  public AttentionAnswer weights(AttentionRequest request) {
    return answer(request, EnumSet.of(Include.WEIGHTS));
  }

  /// Computes the context of all queries: the weighted averages of the values.
  public AttentionAnswer context(AttentionRequest request) {
    return answer(request, EnumSet.of(Include.CONTEXT));
  }

  /// Computes what the request includes, for one query: all three steps and their explanation where
  /// it does not say.
  ///
  /// @param query a word of the request, or its position from 0
  public QueryAnswer attend(AttentionRequest request, String query) {
    return answer(request, query, included(request, Include.EXPLAINED), Detail.WORDS_AND_OPTIONS);
  }

  /// Computes the scores of one query.
  ///
  /// @param query a word of the request, or its position from 0
  public QueryAnswer scores(AttentionRequest request, String query) {
    return answer(request, query, EnumSet.of(Include.SCORES), Detail.WORDS);
  }

  /// Computes the weights of one query.
  ///
  /// @param query a word of the request, or its position from 0
  public QueryAnswer weights(AttentionRequest request, String query) {
    return answer(request, query, EnumSet.of(Include.WEIGHTS), Detail.WORDS);
  }

  /// Computes the context of one query.
  ///
  /// @param query a word of the request, or its position from 0
  public QueryAnswer context(AttentionRequest request, String query) {
    return answer(request, query, EnumSet.of(Include.CONTEXT), Detail.WORDS);
  }

  /// Computes what a picture shows: the weights of all queries, or the first stage that the request
  /// includes instead.
  public AttentionAnswer pictured(AttentionRequest request) {
    return answer(request, EnumSet.of(Include.pictured(request.include())));
  }

  /// Computes what a picture shows of one query: its weights, or the first stage that the request
  /// includes instead; and the explanation below them.
  ///
  /// @param query a word of the request, or its position from 0
  public QueryAnswer pictured(AttentionRequest request, String query) {
    var shown = EnumSet.of(Include.pictured(request.include()));
    if (included(request, Include.EXPLAINED).contains(Include.EXPLANATION)) {
      shown.add(Include.EXPLANATION);
    }
    return answer(request, query, shown, Detail.WORDS);
  }

  /// Prepares what the request includes as one answer for each query, computed while they are
  /// taken.
  public QueryAnswers rows(AttentionRequest request) {
    return rows(request, included(request, Include.THREE_STEPS));
  }

  /// Prepares one stage as one answer for each query, computed while they are taken.
  public QueryAnswers rows(AttentionRequest request, Include stage) {
    return rows(request, EnumSet.of(stage));
  }

  /// Writes a request as a program for NumPy.
  public Snippet snippet(AttentionRequest request) {
    ResolvedRequest resolved = resolve(request);
    limits.requireResponse(
        USUAL_BYTES_OF_A_DOUBLE
            * (resolved.sequences().query().count()
                + resolved.sequences().key().count()
                + resolved.sequences().value().count()));
    return new PythonSnippet(resolved).write();
  }

  /// Computes stages of tensors, for all queries.
  ///
  /// @param wanted at least one stage
  public Stages attend(AttentionInputs inputs, AttentionOptions options, Set<Stage> wanted) {
    double numbers = Work.numbers(inputs, wanted);
    return gate.compute(
        Work.of(inputs),
        held(numbers, inputs.precision()),
        checkpoint -> {
          Stages stages =
              new Attention(inputs, options, kernels.get().with(checkpoint)).stages(wanted);
          gate.afterAnswer(stages::giveBack);
          return stages;
        });
  }

  /// Finds a word of the built-in vocabulary, however it is capitalised.
  public Optional<VocabularyWord> vocabulary(String word) {
    return Vocabulary.english()
        .find(word)
        .map(entry -> new VocabularyWord(entry.word(), new Numbers.Float32(entry.vector())));
  }

  /// Tells which arithmetic is in use.
  public KernelInfo kernel() {
    Kernel<float[]> kernel = kernels.get().float32();
    return new KernelInfo(kernel.name(), kernel.reason());
  }

  /// Reports everything that is wrong with a request, beyond what its single fields can say.
  ///
  /// @param request possibly incomplete, if its faults are among those given
  /// @param faults what is wrong so far; takes the rest
  public void check(AttentionRequest request, Faults faults) {
    ResolvedRequest.of(request, limits, faults);
  }

  private AttentionAnswer answer(AttentionRequest request, Set<Include> included) {
    ResolvedRequest resolved = resolve(request);
    double numbers = numbers(resolved, included);
    limits.requireResponse(numbers * bytesPerNumber(request, resolved));
    return gate.compute(
        Work.of(resolved, resolved.sequences().queries().count()),
        held(numbers, resolved.sequences().precision()),
        checkpoint -> {
          Attention attention = resolved.attention(kernels.get().with(checkpoint));
          Stages stages = attention.stages(Include.stages(included));
          gate.afterAnswer(stages::giveBack);
          gate.afterAnswer(attention.inputs()::giveBack);
          return new Answers(resolved, attention, request.decimals(), included).all(stages);
        });
  }

  private QueryAnswer answer(
      AttentionRequest request, String query, Set<Include> included, Detail detail) {
    ResolvedRequest resolved = resolve(request);
    int position = resolved.sequences().queries().find(query);
    return gate.compute(
        Work.of(resolved, 1),
        0, // a row is no longer than its body
        checkpoint -> {
          Attention attention = resolved.attention(kernels.get().with(checkpoint));
          Stages stages = attention.stages(Include.stages(included), position, position + 1);
          gate.afterAnswer(attention.inputs()::giveBack);
          var answers = new Answers(resolved, attention, request.decimals(), included);
          return answers.one(stages, answers.joined(stages), 0, position, detail);
        });
  }

  private QueryAnswers rows(AttentionRequest request, Set<Include> included) {
    ResolvedRequest resolved = resolve(request);
    double held =
        Math.min(
            numbers(resolved, included), (double) included.size() * QueryAnswers.BLOCK_NUMBERS);
    Attention attention =
        gate.compute(
            Work.ofProjections(resolved),
            held(held, resolved.sequences().precision()),
            _ -> resolved.attention(kernels.get()));
    return new QueryAnswers(
        attention, new Answers(resolved, attention, request.decimals(), included), gate, kernels);
  }

  /// What results take of the heap until they are written.
  private static double held(double numbers, Precision precision) {
    return HELD * numbers * precision.bytes() + Math.min(BYTES_OF_TEXT * numbers, MOST_TEXT);
  }

  private ResolvedRequest resolve(AttentionRequest request) {
    var faults = new Faults();
    ResolvedRequest resolved = ResolvedRequest.of(request, limits, faults);
    faults.throwIfAny();
    if (resolved == null) {
      throw new IllegalStateException("a request without faults must resolve");
    }
    return resolved;
  }

  private static Set<Include> included(AttentionRequest request, Set<Include> usual) {
    List<Include> include = request.include();
    return include == null ? usual : EnumSet.copyOf(include);
  }

  private static double numbers(ResolvedRequest resolved, Set<Include> included) {
    double queries =
        (double) resolved.heads().queryHeads() * resolved.sequences().queries().count();
    double keys = resolved.sequences().keys().count();
    double valueSize = resolved.heads().valueSize();
    double numbers = 0;
    if (!resolved.heads().isOne() && included.contains(Include.CONTEXT)) {
      numbers += (double) resolved.sequences().queries().count() * resolved.heads().joinedSize();
    }
    for (Include member : included) {
      numbers +=
          switch (member) {
            case SCORES, CAPPED, LOGITS, WEIGHTS -> queries * keys;
            case CONTEXT -> queries * valueSize;
            case LSE -> queries;
            case CONTRIBUTIONS -> queries * keys * valueSize;
            case EXPLANATION -> queries * keys * 8;
            case DIAGNOSIS -> queries * 8;
          };
    }
    return numbers;
  }

  private static int bytesPerNumber(AttentionRequest request, ResolvedRequest resolved) {
    int usual =
        switch (resolved.sequences().precision()) {
          case FLOAT32 -> USUAL_BYTES_OF_A_FLOAT;
          case FLOAT64 -> USUAL_BYTES_OF_A_DOUBLE;
        };
    Integer decimals = request.decimals();
    return decimals == null ? usual : Math.min(usual, decimals + 4);
  }
}
