/// The mathematics of attention: tensors, masks, biases and the pipeline. Knows no framework.
@NullMarked
package attention.core;

import org.jspecify.annotations.NullMarked;
