/**
 * Folders of a snapshot as one stream: {@link cloud.mows.backup.app.dump.FolderDump} walks the tree,
 * {@link cloud.mows.backup.app.dump.TarFolder} writes POSIX tar with pax records (names as bytes, nanoseconds, extended
 * attributes, hard links, devices), {@link cloud.mows.backup.app.dump.ZipFolder} writes zip, which knows files, folders,
 * links and permission bits only.
 *
 * <p>Memory is bounded: one tree per level, a few blobs, and the first names of hard-linked files up to a limit. What an archive
 * cannot hold is left out (sockets; in zip also devices and FIFOs).
 *
 * <p>Failure: a blob that cannot be had ends the dump, as an archive cannot take back the beginning of a file.
 */
@NullMarked
package cloud.mows.backup.app.dump;

import org.jspecify.annotations.NullMarked;
