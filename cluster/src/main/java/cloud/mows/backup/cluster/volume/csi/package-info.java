/**
 * The provider {@code csi}: VolumeSnapshot (snapshot.storage.k8s.io/v1) in the app's namespace → its content's handle → a second
 * content and VolumeSnapshot with the same handle in ours → a claim from that.
 *
 * <p>Invariants: of two contents with one handle only the first deletes the driver's snapshot; ours is always of policy Retain.
 * The order of removing is the reverse one, and each step waits for the one before: claim and volume, our snapshot, our
 * content, the app's snapshot and, with it, the driver's. What the controllers make for ours (a volume of a claim, a content of
 * a snapshot) gets the policy Delete before its owner goes, whatever the class says. The app's namespace is not trusted: a snapshot
 * counts only with a content that names the driver and the volume that were asked for.
 *
 * <p>A claim of ours counts only with a volume that was made for it: Kubernetes may give it one that was free instead, with other
 * content. Such a volume is set to Retain before the claim goes. Only what is known to be made for us gets the policy Delete.
 *
 * <p>The custom resources are our own records of the part that we use, since objects are only made, patched and deleted, never
 * written back. What the controllers do with them was read in kubernetes-csi/external-snapshotter 8.3 and external-provisioner 5.3.
 */
@NullMarked
package cloud.mows.backup.cluster.volume.csi;

import org.jspecify.annotations.NullMarked;
