/**
 * Healing what can be healed, and saying exactly what is lost. {@link cloud.mows.backup.core.repair.IndexRepair} makes the
 * index agree with the packs; {@link cloud.mows.backup.core.repair.PackRepair} saves what is intact in damaged packs, takes the
 * rest from a second repository, and drops the packs; {@link cloud.mows.backup.core.repair.BlobRepair} fetches blobs that
 * snapshots need and no pack has from a second repository; {@link cloud.mows.backup.core.repair.SnapshotRepair} rewrites the
 * snapshots that still miss something without it. They are meant to be run in this order.
 *
 * <p>Invariants: nothing is removed before its replacement is stored and listed; a repair that is cut off can be run again;
 * each needs the exclusive lock and asks it before it removes anything. Bytes from a second repository are taken only if they
 * have the hash that is missing: it need not be trusted.
 *
 * <p>Threads: packs are read by several, bounded by what the storage serves well; an object of these classes belongs to one.
 * Failure: damage is a result or goes to an observer; a {@link cloud.mows.backup.core.problem.BackupException} means that the
 * repair itself could not go on.
 */
@NullMarked
package cloud.mows.backup.core.repair;

import org.jspecify.annotations.NullMarked;
