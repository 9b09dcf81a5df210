/**
 * One run of one app: from what is there to a backup with its ledger, and to nothing left behind. A step looks at the Backup's
 * status and at the cluster, does at most what the status already says, and gives the next status; whoever calls stores that
 * and calls again, at any time, in any process.
 *
 * <p>Knows volumes, movers and what a run is told, not who granted it or when it was due. Invariants: what is made stands in a
 * stored status before; what a step found out it does not build on before that is stored (a mover is removed only when its
 * outcome is in the status); a part that is missing has its reason; a run without a ledger is no backup. Where hooks may make an app
 * hold still stands in the status before the first of them runs, and a run is not over before it has let go everywhere, however it
 * ends.
 *
 * <p>Failures of one part are a part's reason and never stop the others. The API server cannot be reached:
 * {@code KubernetesClientException}, to be tried again. Safe for any number of threads, but only one per Backup.
 */
@NullMarked
package cloud.mows.backup.schedulers.run;

import org.jspecify.annotations.NullMarked;
