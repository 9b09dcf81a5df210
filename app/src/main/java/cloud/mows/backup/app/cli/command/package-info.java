/**
 * The commands, one class each: fields that its options fill, a call to the engine, and what is printed.
 *
 * <p>A command decides nothing about backups. Its text is golden-tested; its {@code --json} has restic's names and shapes
 * where restic has the command.
 *
 * <p>To add one: implement {@link cloud.mows.backup.app.cli.session.CliCommand} here; {@code declare} says what it does, with
 * examples, and binds options to fields; add its line and its {@code case} to
 * {@code CommandTable}; add what is worth starting fast to {@code TrainingRun}.
 *
 * <p>Threads: one runs a command, once. Failure: {@link cloud.mows.backup.core.problem.BackupException}, which the program
 * turns into a sentence and an exit code; a command prints no error of its own.
 */
@NullMarked
package cloud.mows.backup.app.cli.command;

import org.jspecify.annotations.NullMarked;
