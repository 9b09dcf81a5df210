/**
 * Volumes that come back: each is made and filled under a claim of our namespace, because that is where the keys of repositories are, and
 * then handed over to the app's claim with its data in it. So an app never sees a volume that is empty or half filled. One that
 * the app has is overwritten under a second volume for the same storage, while the app is stopped.
 *
 * <p>Knows claims, volumes and movers, not plans of objects or the resources of ours. Invariants: the name of the volume is stored before
 * our claim of it is deleted; a volume is kept (reclaim policy Retain) from before then until it is bound to the app. Calls look, take one
 * step and return; they may be repeated by anybody. Failures are values; the API server cannot be reached:
 * {@code KubernetesClientException}. Safe for any number of threads, but only one per volume.
 */
@NullMarked
package cloud.mows.backup.restore.volumes;

import org.jspecify.annotations.NullMarked;
