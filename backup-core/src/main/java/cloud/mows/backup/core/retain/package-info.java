/**
 * Which snapshots to keep: {@link cloud.mows.backup.core.retain.KeepPolicy} says what a user wants, {@link
 * cloud.mows.backup.core.retain.RetentionPlan} what that means for a list of snapshots, with a reason for each that stays.
 *
 * <p>The rules are those of {@code restic forget} (restic doc/060_forget.rst): a snapshot is a candidate for the hour, day,
 * week, month or year of its own time zone; durations count back from the newest snapshot that is not in the future, never
 * from now; the oldest snapshot of all stays as long as a count is not used up. On top of them a plan that would remove
 * everything is refused unless it is asked for by name.
 *
 * <p>Pure: no storage, no clock, no snapshot documents; a plan is a value that somebody else shows and applies. Grouping
 * (by host, by paths) happens before: each group is decided on its own.
 */
@NullMarked
package cloud.mows.backup.core.retain;

import org.jspecify.annotations.NullMarked;
