package attention.comparison;

import java.util.List;

/// Conventions that together reproduce a candidate.
///
/// @param conventions one or two
/// @param error the largest difference that is left
public record Cause(List<Convention> conventions, double error) {}
