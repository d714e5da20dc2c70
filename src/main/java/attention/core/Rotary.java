package attention.core;

/// Rotary position embedding: turns pairs of numbers by an angle that grows with the position, so
/// that a score depends on the distance between query and key.
///
/// Pair `p` of the first `dimensions` numbers is turned by its angle `a`:
///
/// ```
/// x' = x cos(a) - y sin(a)
/// y' = x sin(a) + y cos(a)
/// ```
///
/// The pairs are `(x[p], x[p + dimensions / 2])`, or `(x[2p], x[2p + 1])` when interleaved. Numbers
/// behind the first `dimensions` stay as they are.
///
/// @param cosines `(1 or B, 1, L, dimensions / 2)`, the cosine of each angle for each place
/// @param sines `(1 or B, 1, L, dimensions / 2)`
/// @param interleaved which numbers are pairs
/// @see <a href="https://arxiv.org/abs/2104.09864">Su et al. (2021), section 3.2.2</a>
public record Rotary(Tensor cosines, Tensor sines, boolean interleaved) {

  /// Gives the rotation of the paper: `a = position * base^(-2p / dimensions)`.
  ///
  /// @param base above 0; 10,000 in the paper
  /// @param dimensions even, how many numbers are turned
  /// @param positions `(L)`
  public static Rotary of(double base, int dimensions, int[] positions, boolean interleaved) {
    int pairs = dimensions / 2;
    var shape = new Shape(1, 1, positions.length, pairs);
    double[] cosines = new double[shape.count()];
    double[] sines = new double[shape.count()];
    for (int place = 0; place < positions.length; place++) {
      for (int pair = 0; pair < pairs; pair++) {
        double angle = positions[place] * StrictMath.pow(base, -2.0 * pair / dimensions);
        cosines[place * pairs + pair] = StrictMath.cos(angle);
        sines[place * pairs + pair] = StrictMath.sin(angle);
      }
    }
    return new Rotary(
        new Tensor(shape, new Numbers.Float64(cosines)),
        new Tensor(shape, new Numbers.Float64(sines)),
        interleaved);
  }

  /// Turns the vectors of every head, computing in double precision and rounding once.
  ///
  /// @param tensor `(B, H, L, E)`
  public Tensor apply(Tensor tensor) {
    Shape shape = tensor.shape();
    Numbers turned = tensor.numbers().range(0, tensor.numbers().count());
    for (int batch = 0; batch < shape.batch(); batch++) {
      for (int head = 0; head < shape.heads(); head++) {
        for (int place = 0; place < shape.length(); place++) {
          int start = ((batch * shape.heads() + head) * shape.length() + place) * shape.size();
          turn(tensor.numbers(), start, cosines.shape().broadcast(batch, head, place, 0), turned);
        }
      }
    }
    return new Tensor(shape, turned);
  }

  private void turn(Numbers numbers, int start, int angles, Numbers turned) {
    int pairs = cosines.shape().size();
    for (int pair = 0; pair < pairs; pair++) {
      int first = start + (interleaved ? 2 * pair : pair);
      int second = interleaved ? first + 1 : first + pairs;
      double x = numbers.at(first);
      double y = numbers.at(second);
      double cosine = cosines.numbers().at(angles + pair);
      double sine = sines.numbers().at(angles + pair);
      turned.set(first, x * cosine - y * sine);
      turned.set(second, x * sine + y * cosine);
    }
  }
}
