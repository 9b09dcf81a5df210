/**
 * One restore of one app: from a wish over the plan to the app and its report. A step looks at the Restore's status and at the cluster,
 * does what the status says already, and gives the next status; whoever calls stores that and calls again, at any time, in any process.
 *
 * <p>Knows restore points, repositories, movers and volumes. Invariants: the restore point is fixed when it is planned; nothing is changed
 * in the cluster while {@code planOnly} is true; objects come after the data of volumes; a workload that is scaled to zero is in the status
 * before it is, and has its replicas again before the restore has ended. Failures become the status; the API server cannot be reached:
 * {@code KubernetesClientException}, to be tried again. Safe for any number of threads, but only one per Restore.
 */
@NullMarked
package cloud.mows.backup.restore.run;

import org.jspecify.annotations.NullMarked;
