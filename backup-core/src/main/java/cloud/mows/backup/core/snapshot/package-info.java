/**
 * Snapshots: one moment of some paths, naming one tree. {@link cloud.mows.backup.core.snapshot.Snapshot} is the document
 * (restic doc/design.rst, "Snapshots"), {@link cloud.mows.backup.core.snapshot.SnapshotCodec} its JSON, and the rest picks
 * among many of them: by filter, by group, by a name that a person typed.
 *
 * <p>{@link cloud.mows.backup.core.snapshot.SnapshotCatalogue} loads them all and stores, replaces and removes single ones;
 * {@link cloud.mows.backup.core.snapshot.TreeWalk} visits every tree below some of them once, by several threads;
 * {@link cloud.mows.backup.core.snapshot.TreesAhead} serves walks that go one by one.
 *
 * <p>The picking is pure: it works on lists that somebody else loaded, so it has no clock and no storage. Everything that
 * sorts does so by time and then by identifier, so that two snapshots of the same moment never change places.
 *
 * <p>Invariants: a snapshot always names a tree; what other programs wrote into a snapshot and we do not know is kept and
 * written again in its place after our fields; a time keeps the offset that it was written with, for retention counts days
 * as the person who made the backup did.
 *
 * <p>Failure: bytes that are no snapshot are a {@link cloud.mows.backup.core.snapshot.MalformedSnapshotException}; a name
 * that fits none or several is a {@link cloud.mows.backup.core.problem.BackupException}. All types are immutable.
 */
@NullMarked
package cloud.mows.backup.core.snapshot;

import org.jspecify.annotations.NullMarked;
