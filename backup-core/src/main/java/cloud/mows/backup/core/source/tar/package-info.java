/**
 * A tar archive from a stream as a source. {@link cloud.mows.backup.core.source.tar.TarSource} reads it once: contents go to a {@link
 * cloud.mows.backup.core.source.ContentSink} as they come, everything else into temporary files, from which directories are listed after that, in
 * the order of a tree.
 *
 * <p>What the archive says last of a name holds. Where it says something else than a file system could, the rules are these: a name that
 * leads out with {@code ..} is left out and told, as GNU tar does; slashes at the beginning are cut off; a directory without an entry of its
 * own has mode 0755, the owner that the caller named, and the newest time of what is in it; what is below a name that became something else than a directory
 * later is gone, as it would be from a disk; what comes for such a name after that is left out and told; so is a hard link to
 * something that did not come before it.
 *
 * <p>Invariants: nothing can be listed unless the archive was whole; memory holds one directory's names on each level and a bounded
 * number of keys. The temporary files have no name, so that nothing stays of them. They hold names, attributes and identifiers of blobs, but no contents.
 *
 * <p>Threads: one reads ahead; after that any number look. Failures: {@link cloud.mows.backup.core.problem.BackupException}, which ends the
 * backup.
 */
@NullMarked
package cloud.mows.backup.core.source.tar;

import org.jspecify.annotations.NullMarked;
