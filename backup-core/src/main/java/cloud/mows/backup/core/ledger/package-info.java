/**
 * The ledger of a backup: every single thing in scope, and what became of it.
 *
 * <p>Lines of JSON, written and read one by one; FORMAT.md describes them. Invariant: the last line counts the others, so one
 * that was cut off or lost lines is never taken for whole. Threads: a writer or reader belongs to one. Failures: {@link
 * cloud.mows.backup.core.problem.BackupException} with {@code DAMAGED}, which names the line; what the stream itself throws.
 */
@NullMarked
package cloud.mows.backup.core.ledger;

import org.jspecify.annotations.NullMarked;
