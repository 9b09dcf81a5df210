/**
 * Where the bytes of a backup come from. {@link cloud.mows.backup.core.source.Source} is the contract, so that volume
 * snapshots, streams and tests can stand in; {@link cloud.mows.backup.core.source.LinuxSource} reads the local file system
 * with all metadata. {@link cloud.mows.backup.core.source.TreeComparison} says in what two trees differ.
 *
 * <p>Use: one walker lists directories and asks for each name's entry, in the order of a tree's nodes; many workers open
 * entries' contents. A source knows nothing of what is excluded and where to stop: it tells the device of everything.
 *
 * <p>Invariants: only what a path names on the way to a root follows symbolic links; below it nothing does. Contents come
 * from the inode that was listed. Descriptors are bounded whatever the depth; a directory costs its names, packed.
 *
 * <p>Threads: everything but one {@code SourceContent} serves many threads. Failure:
 * {@link cloud.mows.backup.core.source.SourceException}, sealed, so that the caller decides what a vanished file means.
 */
@NullMarked
package cloud.mows.backup.core.source;

import org.jspecify.annotations.NullMarked;
