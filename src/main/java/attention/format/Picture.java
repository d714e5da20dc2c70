package attention.format;

import java.util.List;

/// A drawing, before it is written as SVG or PNG.
///
/// @param title what it shows, in a line
/// @param description the same in sentences, for those who cannot see it
/// @param marks from the lowest to the uppermost
public record Picture(
    int width, int height, String title, String description, Colour background, List<Mark> marks) {}
