/// The endpoints of the Open Inference Protocol v2, for machines: attention on tensors.
@NullMarked
package attention.inference;

import org.jspecify.annotations.NullMarked;
