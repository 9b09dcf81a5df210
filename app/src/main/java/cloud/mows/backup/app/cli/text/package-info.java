/**
 * Words on a terminal: {@link cloud.mows.backup.app.cli.text.Console} is where a command writes,
 * {@link cloud.mows.backup.app.cli.text.Table}, {@link cloud.mows.backup.app.cli.text.Formats} and
 * {@link cloud.mows.backup.app.cli.text.ProgressLine} how it looks, {@link cloud.mows.backup.app.cli.text.Json} what
 * scripts read.
 *
 * <p>Knows nothing of backups, options or the engine. Everything that reads a clock, a time zone or the width of the
 * terminal takes it from the console, so that tests print the same as people see.
 *
 * <p>Threads: {@code Console} and {@code ProgressLine} serve many; the rest is used by one. Failure: writing to a closed
 * pipe is silent, as {@link java.io.PrintStream} has it; the command goes on.
 */
@NullMarked
package cloud.mows.backup.app.cli.text;

import org.jspecify.annotations.NullMarked;
