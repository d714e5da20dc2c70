package attention.service;

/// A program that computes what a request asks for.
///
/// @param code in Python
public record Snippet(String code) {}
