/// Bytes to numbers and back: reading JSON strictly, writing JSON, text tables, CSV and Markdown.
@NullMarked
package attention.format;

import org.jspecify.annotations.NullMarked;
