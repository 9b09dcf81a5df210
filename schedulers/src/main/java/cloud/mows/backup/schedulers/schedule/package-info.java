/**
 * When runs start. {@link cloud.mows.backup.schedulers.schedule.ScheduleParser} makes of a document's schedule, beside the cluster's, a
 * {@link cloud.mows.backup.schedulers.schedule.Timetable}, which tells the next start after any moment; {@link
 * cloud.mows.backup.schedulers.schedule.Rhythm} tells how often that is. All this is pure, and knows no clock.
 * {@link cloud.mows.backup.schedulers.schedule.Schedules} lets Quartz call back when a start has come. What a run is, and for whom,
 * is not known here.
 *
 * <p>Quartz evaluates cron expressions and keeps the triggers. Its calendars and cron triggers are not used: an excluded time is
 * skipped by them, while ours is made up for at the end of quiet hours, and they would meet daylight saving in their own way.
 *
 * <p>Invariants: a start lies within all windows and outside of all quiet hours; a later time of the cron expression never starts
 * before an earlier one; of one name there is never more than one call at a time, and never a second one for the same start.
 *
 * <p>Threads: values are immutable; Schedules has two daemon threads of Quartz, of which one calls back.
 */
@NullMarked
package cloud.mows.backup.schedulers.schedule;

import org.jspecify.annotations.NullMarked;
