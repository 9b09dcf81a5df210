/**
 * What every command has in common: the options that all of them take
 * ({@link cloud.mows.backup.app.cli.session.GlobalOptions}), the environment variables behind them, the password, and the
 * way to an open engine ({@link cloud.mows.backup.app.cli.session.Session}).
 *
 * <p>Order of precedence, as with restic: an option, then {@code MOWS_BACKUP_…}, then {@code RESTIC_…}, then a default.
 * A password is never an option, because other users see command lines.
 *
 * <p>Invariants: no secret is ever part of a message; nothing is read from the repository before a command asks for it.
 *
 * <p>Threads: one command uses a session. Failure: {@link cloud.mows.backup.core.problem.BackupException}, mostly USAGE.
 */
@NullMarked
package cloud.mows.backup.app.cli.session;

import org.jspecify.annotations.NullMarked;
