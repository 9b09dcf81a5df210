/**
 * The reconciler of Restores: looks, asks the run for one step, stores what it says. The only one that knows the Operator SDK.
 *
 * <p>Invariants: a status is stored only over the one that the step was made of. Failures: thrown, and tried again by the SDK with growing
 * pauses. Safe for any number of threads.
 */
@NullMarked
package cloud.mows.backup.restore.controller;

import org.jspecify.annotations.NullMarked;
