/**
 * What goes from a repository, and how: {@link cloud.mows.backup.schedulers.retention.RepositoryRetention} tells which backups
 * app a policy no longer keeps, by the engine's own rules; {@link cloud.mows.backup.schedulers.retention.MaintenanceMovers} what our
 * program is told to do about it; {@link cloud.mows.backup.schedulers.retention.Maintenance} has it done, one task at a time for each
 * repository.
 *
 * <p>A backup goes as a whole, with all snapshots that bear its uid: so two clusters in one bucket never remove each other's, and
 * what no Backup of this cluster tells of stays. Invariants: the newest backup in which nothing is missing stays; one with gaps never
 * takes a good one's place; what has only just ended stays; a grant that is withdrawn removes nothing that its policy keeps; without
 * a policy in force nothing goes. Data is removed by prune alone.
 *
 * <p>Failures: what the program said last, as a value. The API server cannot be reached: {@code KubernetesClientException}. Safe for
 * any number of threads, but one per repository.
 */
@NullMarked
package cloud.mows.backup.schedulers.retention;

import org.jspecify.annotations.NullMarked;
