package attention.format;

import java.util.List;

/// An answer for people: tables, and sentences below them.
///
/// @param tables in the order of the pipeline
/// @param notes sentences, each on a line of its own
/// @param decimals how many decimals the tables show
public record Report(List<Table> tables, List<String> notes, int decimals) {}
