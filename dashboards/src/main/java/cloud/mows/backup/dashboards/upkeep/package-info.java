/**
 * What keeps a repository useful for years: restore points that are no longer kept go, the room they took is given back, and week by week
 * all data is read and compared with what was stored. As runs, one at a time with all others, begun when nothing else is to be done.
 *
 * <p>Knows apps, what the repository holds, and runs. Invariants: only restore points of this machine's apps are removed, each named by its
 * id, never the newest good one and none younger than an hour; what was done is written down when it has been done, so that a crash means
 * that it is done again. What fails, or is late, is told until it went well.
 *
 * <p>Threads: one follows the timetables; runs tell from theirs.
 */
@NullMarked
package cloud.mows.backup.dashboards.upkeep;

import org.jspecify.annotations.NullMarked;
