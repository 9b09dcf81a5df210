/**
 * A place in a directory: restic's local layout (doc/design.rst, "Repository Layout"), so that restic and rustic work on
 * the same directory.
 *
 * <pre>
 * config  keys/  locks/  snapshots/  index/  data/00/ … data/ff/  tmp/
 * </pre>
 *
 * <p>How a save keeps its promise ({@code AtomicSave}): the bytes go to a file in {@code tmp/}, which is made read-only and synced, then renamed
 * to its final name, then the folder is synced. Whatever a killed process leaves lies in {@code tmp/}, where no listing
 * looks; what is older than a day there is swept by a later run. {@code config}, the one name that is no hash, is linked
 * instead of renamed, since a link never replaces a file.
 *
 * <p>A directory without a {@code config} may be the empty mount point of a disk that is not there: folders are then made
 * only by {@code create}, never by the way.
 *
 * <p>Threads: many at once; a few files that are read stay open for the next range ({@code OpenFiles}). Failure: the kernel's
 * error, translated by {@code DirectoryFailures}; what Java tells of it is text in the user's language.
 */
@NullMarked
package cloud.mows.backup.core.storage.directory;

import org.jspecify.annotations.NullMarked;
