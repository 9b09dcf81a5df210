/**
 * The program {@code mows-backup}: where the process starts. It wires the command line
 * ({@link cloud.mows.backup.app.cli}) to the real terminal, environment and signals, and nothing else.
 *
 * <p>Starting is quick because little happens: no class of the engine and no option parser is loaded before a command
 * that needs them is known. The launcher ({@code src/main/launcher}) adds the flags, a class path in a fixed order and a
 * start-up cache that a training run wrote.
 *
 * <p>Threads: {@code main} runs the command; a shutdown hook ends it early when a signal arrives.
 */
@NullMarked
package cloud.mows.backup.app;

import org.jspecify.annotations.NullMarked;
