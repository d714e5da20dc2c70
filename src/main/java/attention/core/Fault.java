package attention.core;

/// One thing that is wrong with a request.
///
/// @param pointer where: a JSON pointer (RFC 6901) from the root of the request; empty for the
///   whole
/// @param code what, for programs; never changes, for example `wrong-length`
/// @param detail what it is and what was expected, for people
public record Fault(String pointer, String code, String detail) {}
