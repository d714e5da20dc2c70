package attention.format;

import attention.core.Matrix;
import attention.core.Numbers;
import tools.jackson.databind.module.SimpleModule;

/// How our numbers are written as JSON.
public final class NumbersModule extends SimpleModule {

  private static final long serialVersionUID = 1;

  /// Makes the module.
  ///
  /// @param warmUp says when floats may be written with vectors
  public NumbersModule(TextWarmUp warmUp) {
    super("numbers");
    addSerializer(Matrix.class, new MatrixSerializer(warmUp::isWarm));
    addSerializer(Numbers.class, new NumbersSerializer());
  }
}
