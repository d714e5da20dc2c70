package attention.core;

import java.util.function.Supplier;

/// Something to measure.
///
/// @param name for people
/// @param multiplyAdds of one call
/// @param call computes once; what it gives keeps the compiler from leaving work out
record Contestant(String name, double multiplyAdds, Supplier<Object> call) {}
