package attention.inference;

/// A sum of numbers and products as exact as if it ran in twice the precision, then rounded once.
///
/// What each rounding loses is added up beside the sum. Where the sum is not finite nothing is
/// added to it: the difference of two infinities would turn an infinity into `NaN`.
///
/// @see <a href="https://doi.org/10.1137/030601818">Ogita, Rump and Oishi (2005), algorithm 5.3
///   (Dot2)</a>, with Neumaier's (1974) way to find what an addition loses
final class CompensatedSum {

  private double sum;
  private double lost;

  void add(double x) {
    double next = sum + x;
    lost += Math.abs(sum) >= Math.abs(x) ? (sum - next) + x : (x - next) + sum;
    sum = next;
  }

  void addProduct(double x, double y) {
    double product = x * y;
    add(product);
    lost += Math.fma(x, y, -product);
  }

  double total() {
    return Double.isFinite(sum) ? sum + lost : sum;
  }
}
