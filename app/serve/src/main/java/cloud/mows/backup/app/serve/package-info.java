/**
 * What {@code mows-backup serve} runs: a Quarkus application with the backups of one machine and the page that shows them,
 * or with the page alone, for a cluster: of one person who has rights there, or in a pod of it, for everybody. Wiring only.
 *
 * <p>It has a class path of its own, as the service of a cluster has: the command line starts without Quarkus. A
 * Kubernetes client is opened for a cluster only. Both are children of one launcher; this one starts the other. Invariants: one process for each state directory,
 * which a pod has none of.
 * Threads: Quarkus's, and those of the modules. Failures: what cannot be started is one sentence and exit code 1.
 */
@NullMarked
package cloud.mows.backup.app.serve;

import org.jspecify.annotations.NullMarked;
