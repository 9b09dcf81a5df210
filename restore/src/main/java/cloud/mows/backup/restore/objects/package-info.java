/**
 * The objects of an app, from the files of a restore point into a cluster. Runs inside a mover that has rights in the cluster and no key
 * of a repository.
 *
 * <p>Knows the API server and the plan, not volumes' data, movers or the resources of ours. Invariants: an object is created, left alone, or
 * replaced where the plan that people saw says so and it is still as it was then, but never deleted; whatever happens, running it again
 * goes on from what is there. What one object fails with is a step with a reason and stops no other. The API server cannot be reached: {@code KubernetesClientException}; files cannot be read:
 * {@code UncheckedIOException}. For one thread.
 */
@NullMarked
package cloud.mows.backup.restore.objects;

import org.jspecify.annotations.NullMarked;
