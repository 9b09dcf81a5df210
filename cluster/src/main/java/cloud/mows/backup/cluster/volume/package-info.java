/**
 * Volume providers: they make the content that an app's volume had at one moment readable as a claim in our own namespace, and
 * remove all of it again. Who reads it, when, and what becomes of it is not known here.
 *
 * <p>First all volumes of an app are {@linkplain cloud.mows.backup.cluster.volume.VolumeProvider#snapshot snapshotted}, while
 * it holds still; then each is {@linkplain cloud.mows.backup.cluster.volume.VolumeProvider#open opened}; at the end, and after
 * any failure, it is {@linkplain cloud.mows.backup.cluster.volume.VolumeProvider#release released}.
 *
 * <p>Invariants: every call looks at the cluster, takes one step and returns; it may be repeated, by another process too, and
 * after a crash between any two requests. Everything has a name that follows from the {@link
 * cloud.mows.backup.cluster.volume.VolumeCopy copy} and bears its labels, so it can be written down before it is made and found
 * by label alone. What does not bear them is neither used nor deleted, whatever its name. The app's volume itself is never
 * written to, and nothing that we delete takes it along.
 *
 * <p>Failures: what the storage or the API server refuses is waited for until the caller's deadline, and then told in their
 * words; what waiting cannot cure is told at once; an API server that cannot be asked throws. Safe for any number of threads.
 */
@NullMarked
package cloud.mows.backup.cluster.volume;

import org.jspecify.annotations.NullMarked;
