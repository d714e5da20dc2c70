package attention.service;

/// Happens once, when the fast kernels are compiled and answer from then on. Does not happen where
/// there are none.
public record KernelsAreFast() {}
