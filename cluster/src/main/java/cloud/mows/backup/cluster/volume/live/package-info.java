/**
 * The provider {@code live}: for volumes without snapshots. Nothing is held; a second volume that points at the same place, and a
 * claim of ours bound to it, let a pod on the same node read it while the app goes on writing.
 *
 * <p>Invariants: the second volume has the policy Retain for as long as it exists, and no annotation by which a provisioner would
 * take it for its own, so removing it removes nothing of the app's. A {@code hostPath} must exist already: on a wrong node the pod
 * waits, it does not read an empty folder that was made for it. The result is always {@code LIVE} and always has a warning.
 *
 * <p>Not readable in this way: volumes of CSI drivers (two volumes of one handle block each other on a node:
 * kubernetes/kubernetes#132921), in-tree network volumes other than NFS, and a {@code hostPath} of no known node.
 */
@NullMarked
package cloud.mows.backup.cluster.volume.live;

import org.jspecify.annotations.NullMarked;
