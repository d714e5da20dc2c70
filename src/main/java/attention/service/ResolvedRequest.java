package attention.service;

import attention.core.Attention;
import attention.core.Faults;
import attention.core.Overflow;
import attention.kernel.Kernels;
import attention.limits.Limits;
import org.jspecify.annotations.Nullable;

/// A request in which everything fits, ready to be computed.
///
/// @param sequences the words
/// @param attention the mathematics
/// @param echo every option as it is used
record ResolvedRequest(Sequences sequences, Attention attention, Options echo) {

  /// Checks what only several fields together can say.
  ///
  /// @param request possibly incomplete, if its faults are among those given
  /// @param faults what is wrong so far; takes the rest
  /// @return nothing if anything is wrong
  static @Nullable ResolvedRequest of(
      AttentionRequest request, Limits limits, Kernels kernels, Faults faults) {
    Sequences sequences = Sequences.of(request, limits, faults);
    if (sequences == null || faults.anyAt("/options")) {
      return null;
    }
    Options options = request.options() == null ? Options.NONE : request.options();
    var resolved = new OptionsResolver(sequences, faults).resolve(options);
    if (!faults.isEmpty()) {
      return null;
    }
    Overflow.find(sequences.inputs(), resolved.options())
        .ifPresent(
            overflow -> faults.add(pointer(overflow, sequences), "overflow", overflow.detail()));
    var attention = new Attention(sequences.inputs(), resolved.options(), kernels);
    return faults.isEmpty() ? new ResolvedRequest(sequences, attention, resolved.echo()) : null;
  }

  private static String pointer(Overflow overflow, Sequences sequences) {
    var pointers = sequences.pointers();
    return switch (overflow.part()) {
      case QUERY -> pointers.queries() + "/" + overflow.row() + "/vector";
      case KEY -> pointers.keys() + "/" + overflow.row() + "/vector";
      case VALUE -> pointers.values() + "/" + overflow.row() + "/vector";
      case BIAS -> "/options/bias";
    };
  }
}
