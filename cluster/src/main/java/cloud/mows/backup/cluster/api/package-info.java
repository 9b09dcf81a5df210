/**
 * The API server as our controllers see it: look at objects, and change them in three ways. A decision is made elsewhere, by
 * pure functions, and handed over as a list of {@link cloud.mows.backup.cluster.api.Change changes}.
 *
 * <p>Knows nothing else of ours. Invariants: nothing is made under a name that the server chooses, so everything can be found
 * again after a crash; an object is deleted or patched only in the version that was decided about. A change that meets another
 * world than was seen does nothing and is no error: whoever decides looks again, and decides again.
 *
 * <p>Failures: the server says no (quota, admission, a namespace that ends): told as a refusal, a value. The server cannot be
 * reached, or we may not look: {@code KubernetesClientException}, to be tried again later. Safe for any number of threads.
 */
@NullMarked
package cloud.mows.backup.cluster.api;

import org.jspecify.annotations.NullMarked;
