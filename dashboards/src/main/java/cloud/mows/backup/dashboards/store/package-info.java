/**
 * Where a repository is and what opens it: places and what lets us in, passwords and recovery words as people type them. Knows documents and
 * secrets of a host, and nothing of runs; the page of a cluster takes from here what is the same there.
 *
 * <p>Threads: any. Failures: {@link cloud.mows.backup.dashboards.problem.ApiException} for what was typed.
 */
@NullMarked
package cloud.mows.backup.dashboards.store;

import org.jspecify.annotations.NullMarked;
