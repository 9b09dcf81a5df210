/**
 * The apps of a Kubernetes cluster, as the page shows them: how each is covered, its restore points, and restores that are planned,
 * looked at and let go on.
 *
 * <p>The cluster does the work, and decides who may: every method asks for the rights of whoever makes the request before anything is shown
 * or changed, and what the API server refuses is told in its words. Nothing is kept here, so a restore goes on when this program or a browser ends, and is
 * found again. Knows the API server, reports and plans; no repository, and no key of one. Threads: any.
 */
@NullMarked
package cloud.mows.backup.dashboards.cluster;

import org.jspecify.annotations.NullMarked;
