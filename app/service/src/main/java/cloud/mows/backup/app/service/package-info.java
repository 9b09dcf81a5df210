/**
 * What {@code mows-backup controller} runs: a Quarkus application that looks once whether there is a cluster that it can work
 * in, and then lets the controllers of other modules do so. Wiring only.
 *
 * <p>It has a class path of its own, so that the command line starts without Quarkus; neither knows a class of the other.
 * Invariants: only the holder of the Lease changes anything; a replica that loses it ends, and is started anew. Threads:
 * Quarkus's and the Operator SDK's. Failures: without a cluster, one sentence and exit code 1; later ones are tried again, and
 * {@code /q/health} tells of them.
 */
@NullMarked
package cloud.mows.backup.app.service;

import org.jspecify.annotations.NullMarked;
