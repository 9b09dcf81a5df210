/**
 * Options and arguments of a command line: {@link cloud.mows.backup.app.cli.option.OptionSet} is what one command
 * understands, with the words of its help, and reads arguments as restic (pflag) and GNU programs do:
 * {@code --name value}, {@code --name=value}, {@code -n value}, {@code -nvalue}, {@code -abc}, options anywhere, {@code --}
 * ends them.
 *
 * <p>Why no library: one built on annotations and reflection took longer than the rest of a short command, and picocli's
 * classes are too old a format for the JVM's start-up cache (docs/decisions/0004-own-option-parser.md).
 *
 * <p>Invariants: an option is declared once; the last one given wins, unless it collects. Knows nothing of backups.
 *
 * <p>Threads: one. Failure: {@link cloud.mows.backup.app.cli.option.UsageException}, whose text says which option.
 */
@NullMarked
package cloud.mows.backup.app.cli.option;

import org.jspecify.annotations.NullMarked;
