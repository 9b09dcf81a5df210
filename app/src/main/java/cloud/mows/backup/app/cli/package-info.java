/**
 * The command line. {@link cloud.mows.backup.app.cli.Program} finds the command that the arguments name, lets it declare its
 * options, reads them, runs it and turns what went wrong into a sentence and an exit code. Verbs, flags, environment variables,
 * JSON and exit codes are restic's where the same thing is done.
 *
 * <p>Only the named command's class is loaded: loading all of them would take longer than most commands run. Adding a
 * command is one class in {@code command} and two lines in {@link cloud.mows.backup.app.cli.CommandTable}.
 *
 * <p>Packages: {@code cli} (dispatch) over {@code command} (one class each) over {@code session} (global options, password,
 * engine) over {@code option} (parsing) and {@code text} (console, tables, JSON). Commands are thin: what takes thought is the engine's.
 *
 * <p>Threads: one runs the command, a shutdown hook interrupts it ({@link cloud.mows.backup.app.cli.Interruption}).
 * Failure: every exception ends in {@link cloud.mows.backup.app.cli.ErrorReport}.
 */
@NullMarked
package cloud.mows.backup.app.cli;

import org.jspecify.annotations.NullMarked;
