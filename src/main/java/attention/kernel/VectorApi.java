package attention.kernel;

import java.lang.reflect.Method;

/// The module `jdk.incubator.vector`, on which the fast kernels run.
///
/// Java does not load it by itself. Where the start names it (`--add-modules`), Java can use
/// neither the linked classes nor the profiles of an AOT cache, and prints a warning. So it is
/// loaded later, through the door that the JDK has for its own agents; the manifest of the jar
/// opens it (`Add-Exports: java.base/jdk.internal.module`).
public final class VectorApi {

  private static final String MODULE = "jdk.incubator.vector";

  private VectorApi() {}

  /// Loads the module, unless it is there already.
  ///
  /// @return whether it is there; not so where the start neither names it nor opens the door, and
  ///   where Java was built without it
  public static boolean load() {
    if (ModuleLayer.boot().findModule(MODULE).isPresent()) {
      return true;
    }
    try {
      Method load =
          Class.forName("jdk.internal.module.Modules").getMethod("loadModule", String.class);
      load.invoke(null, MODULE);
      return true;
    } catch (ReflectiveOperationException _) {
      return false;
    }
  }
}
