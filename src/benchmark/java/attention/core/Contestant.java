package attention.core;

import java.util.function.Supplier;

/// Something to measure.
///
/// @param name for people
/// @param work of one call: multiply-adds, numbers read, or whatever is counted
/// @param call computes once; what it gives keeps the compiler from leaving work out
public record Contestant(String name, double work, Supplier<Object> call) {}
