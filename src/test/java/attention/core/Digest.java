package attention.core;

import attention.kernel.Kernels;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalDouble;

/// A fingerprint of every bit of a fixed set of problems: all stages, both precisions, sizes around
/// the blocks in which sums are added up.
///
/// Runs as a program, too, so that another Java can be asked: it prints the fingerprint of each
/// round, the later ones after the compilers have been at work.
final class Digest {

  private static final List<Shape> QUERIES =
      List.of(
          new Shape(1, 1, 1, 1),
          new Shape(2, 4, 3, 7),
          new Shape(1, 2, 33, 64),
          new Shape(1, 1, 5, 129),
          new Shape(1, 6, 2, 300));

  private static final List<Integer> KEYS = List.of(1, 5, 63, 64, 65, 130);

  private Digest() {}

  /// Prints the kernel and the fingerprint of each round.
  ///
  /// @param arguments how many rounds
  public static void main(String[] arguments) {
    for (int round = 0; round < Integer.parseInt(arguments[0]); round++) {
      Kernels kernels = Kernels.select();
      System.out.println(kernels.float32().name() + " " + of(kernels));
    }
  }

  /// Gives the fingerprint with some kernels.
  static String of(Kernels kernels) {
    MessageDigest digest = sha256();
    for (Precision precision : Precision.values()) {
      for (int n = 0; n < QUERIES.size() * KEYS.size(); n++) {
        Shape query = QUERIES.get(n / KEYS.size());
        int keys = KEYS.get(n % KEYS.size());
        Stages stages =
            new Attention(inputs(precision, query, keys, n), options(query, keys, n), kernels)
                .stages(EnumSet.allOf(Stage.class));
        for (Stage stage : Stage.values()) {
          add(stages.of(stage).numbers(), digest);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Queries and keys are turned, and projected on themselves, so that these steps count as well.
  private static AttentionInputs inputs(Precision precision, Shape query, int keys, int n) {
    int keyHeads = query.heads() % 2 == 0 ? query.heads() / 2 : 1;
    var key = new Shape(query.batch(), keyHeads, keys, query.size());
    var value = new Shape(query.batch(), keyHeads, keys, 1 + n % 70);
    Tensor q = Inputs.random(precision, query, n);
    Tensor k = Inputs.random(precision, key, 1000 + n);
    int dimensions = query.size() / 2 * 2;
    return new AttentionInputs(
        dimensions == 0 ? q : rotary(query.length(), dimensions).apply(q),
        dimensions == 0 ? k : rotary(keys, dimensions).apply(k),
        Inputs.random(precision, value, 2000 + n));
  }

  private static Rotary rotary(int length, int dimensions) {
    int[] positions = new int[length];
    for (int place = 0; place < length; place++) {
      positions[place] = 3 * place;
    }
    return Rotary.of(10_000, dimensions, positions, length % 2 == 0);
  }

  /// Every option takes its turn.
  private static AttentionOptions options(Shape query, int keys, int n) {
    Mask mask =
        switch (n % 4) {
          case 0 -> new Mask.None();
          case 1 -> new Mask.Causal(keys - query.length());
          case 2 -> new Mask.Window(3, 2, 0);
          default -> new Mask.Prefix(keys / 2);
        };
    double[] slopes = Bias.Alibi.standardSlopes(query.heads());
    Bias bias = n % 3 == 0 ? new Bias.Alibi(slopes, 0) : new Bias.None();
    OptionalDouble softcap = n % 5 == 0 ? OptionalDouble.of(0.7) : OptionalDouble.empty();
    double[] sinks = n % 7 == 0 ? slopes : new double[0];
    return new AttentionOptions(
        1 + n % 9, 1.5, softcap, bias, mask, sinks, n % 2 == 0 ? EmptyRows.ZERO : EmptyRows.MEAN);
  }

  private static void add(Numbers numbers, MessageDigest digest) {
    var bytes = ByteBuffer.allocate(numbers.count() * Double.BYTES);
    for (int n = 0; n < numbers.count(); n++) {
      bytes.putLong(Double.doubleToLongBits(numbers.at(n))); // every NaN alike
    }
    digest.update(bytes.array());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
