package attention.format;

import attention.core.Matrix;
import attention.core.Numbers;
import tools.jackson.databind.module.SimpleModule;

/// How our numbers are written as JSON.
public final class NumbersModule extends SimpleModule {

  private static final long serialVersionUID = 1;

  /// Makes the module.
  public NumbersModule() {
    super("numbers");
    addSerializer(Matrix.class, new MatrixSerializer());
    addSerializer(Numbers.class, new NumbersSerializer());
  }
}
