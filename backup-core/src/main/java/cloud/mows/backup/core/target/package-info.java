/**
 * Where a restore puts bytes. {@link cloud.mows.backup.core.target.Target} is the contract,
 * {@link cloud.mows.backup.core.target.LinuxTarget} the local file system.
 *
 * <p>What is restored is not trusted: a snapshot may hold a symbolic link and, by the same name, a directory with files.
 * So every name is one checked element, is looked up in a directory that is held open and is never followed; nothing can
 * be written outside the root that was given. Which existing files give way is the caller's decision; here is only what
 * it needs: look, read, compare, remove.
 *
 * <p>Invariants: a file, link or node appears under its name complete and with its metadata, or not at all (written under
 * another name in the same directory, then renamed). So a restore that was killed left every name right or unused, and the next
 * one may trust what it finds. Directories begin at mode 0700 and get their metadata last. Leftovers of a crash begin with
 * {@link cloud.mows.backup.core.target.LinuxTarget#PARTIAL_PREFIX} and are removed by the next restore.
 *
 * <p>Threads: all serve many threads, one file's blobs may arrive in any order from any of them. Failure: what was not
 * written is a {@link cloud.mows.backup.core.target.TargetException}, sealed; metadata that the system refused (owners
 * without being root) are values, {@link cloud.mows.backup.core.target.MetadataProblem}.
 */
@NullMarked
package cloud.mows.backup.core.target;

import org.jspecify.annotations.NullMarked;
