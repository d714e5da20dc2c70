package attention.reliability;

import java.io.IOException;
import java.util.List;

/// One kind of trouble.
interface Scenario {

  /// What is done to the service, as a name without spaces: `-Dreliability.scenarios` finds it.
  String name();

  /// Does it, and tells what happened.
  ///
  /// @throws IOException if that could not be done
  List<Finding> run(Bench bench) throws IOException, InterruptedException;
}
