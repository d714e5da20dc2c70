/// The manifests for Kubernetes: do they fit its schemas, the service, and each other?
@NullMarked
package attention.kubernetes;

import org.jspecify.annotations.NullMarked;
