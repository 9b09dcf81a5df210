/**
 * The program as people start it (the packaged launcher, its own Java flags, a process) against real servers, real peers and
 * real trouble. Nothing here uses a class of the program.
 *
 * <p>{@link cloud.mows.backup.e2e.Program} is a command with its surroundings,
 * {@link cloud.mows.backup.e2e.Started} a running process, {@link cloud.mows.backup.e2e.Finished} what it left;
 * {@link cloud.mows.backup.e2e.Machine} finds the programs, {@link cloud.mows.backup.e2e.SampleTree} makes what is backed
 * up and compares it, {@link cloud.mows.backup.e2e.Kills} ends processes at random moments.
 *
 * <p>Where a tool or a right (root, mounting) is missing, a test is skipped with a line on the error stream, and fails where
 * the environment says {@code CI=true}. Nothing is decided by how long something takes: a random moment is a wait for the
 * end of the process that runs out, and waiting for a condition ends when it is true or fails after a minute.
 */
@NullMarked
package cloud.mows.backup.e2e;

import org.jspecify.annotations.NullMarked;
