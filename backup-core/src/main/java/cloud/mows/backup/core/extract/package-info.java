/**
 * The way back: {@link cloud.mows.backup.core.extract.Extractor} brings a snapshot's tree into a directory,
 * {@link cloud.mows.backup.core.extract.TreePath} finds one entry of it and
 * {@link cloud.mows.backup.core.extract.NodeContent} reads one file as a stream.
 *
 * <p>How: one thread walks the tree, makes directories and gathers files into windows of bounded size. The blobs of a window
 * are grouped by pack and sorted by offset; neighbours are read together; a few threads open, verify and write them,
 * each blob once for all files of the window that want it. A file is finished when its last blob is written, a directory
 * when everything in it is: so nothing is remembered of what is done, and memory does not grow with the snapshot.
 * Before it reports it waits until all of that is on disk; what is to be verified is read again in batches, synced before and
 * forgotten by the page cache.
 *
 * <p>Invariants: no byte is written that does not have the hash its file names. A file with a blob that cannot be had is
 * removed and named in the report, everything else goes on. Nothing outside the target is written, whatever the snapshot
 * says ({@link cloud.mows.backup.core.target}). What is already right is left alone.
 *
 * <p>Failure: what concerns one entry is a {@link cloud.mows.backup.core.problem.Problem} given to the observer and counted
 * in the report; a full disk ends the run.
 *
 * <p>Threads: an extractor runs once, on the calling thread and threads of its own that end before it returns. Observers are
 * called from all of them.
 */
@NullMarked
package cloud.mows.backup.core.extract;

import org.jspecify.annotations.NullMarked;
