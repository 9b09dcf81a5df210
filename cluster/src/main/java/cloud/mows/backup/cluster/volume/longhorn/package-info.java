/**
 * The provider {@code longhorn}: Longhorn's Snapshot → a Volume of its own that Longhorn fills from that → a PersistentVolume and a
 * claim of ours for it. By custom resources ({@code longhorn.io/v1beta2}) alone, so neither the snapshot controller of CSI nor
 * Longhorn's REST API is needed. Their classes in {@code io.longhorn} are generated from {@code src/main/longhorn}, which describes
 * the part that we use; objects are made, looked at and deleted, never written back.
 *
 * <p>Invariants: everything in Longhorn's namespace has the one name of the copy; its names of snapshots are unique across volumes, so
 * a Snapshot counts only with the volume that was asked for. The copy has exactly the size, the engine and the encryption of the
 * original, one replica, and a group of recurring jobs that no job is in, or else Longhorn would put it into the default group and
 * back it up. PersistentVolume and claim are ReadWriteOnce, since Longhorn knows no ReadOnlyMany, and the secrets of an encrypted
 * volume are those that the app's PersistentVolume names, so what is read is plain.
 *
 * <p>Removing: claim, PersistentVolume, Volume, each after the one before is gone, then the Snapshot. That is done with when its
 * deletion is accepted: Longhorn keeps the newest snapshot of a volume until there is a newer one, and any of a detached volume until
 * that is attached, which the next backup does both.
 *
 * <p>What Longhorn's controllers do was read in longhorn-manager 1.12 and seen in recorded conversations with it.
 */
@NullMarked
package cloud.mows.backup.cluster.volume.longhorn;

import org.jspecify.annotations.NullMarked;
