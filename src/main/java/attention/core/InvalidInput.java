package attention.core;

import java.util.List;

/// The numbers and options of a request do not make an attention problem.
public final class InvalidInput extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Faults faults;

  /// Takes all that is wrong.
  ///
  /// @param faults at least one
  public InvalidInput(Faults faults) {
    super(faults.kept().getFirst().detail());
    this.faults = faults;
  }

  /// Gives an exception for one fault.
  ///
  /// @param detail a format as for [String#format], filled with the arguments
  static InvalidInput at(String pointer, String code, String detail, Object... arguments) {
    var faults = new Faults();
    faults.add(pointer, code, detail);
    return new InvalidInput(faults);
  }

  /// What is wrong, at least one fault.
  public List<Fault> faults() {
    return faults.kept();
  }

  /// How many more faults there were.
  public int omitted() {
    return faults.omitted();
  }
}
