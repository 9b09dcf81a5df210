/**
 * The objects of a namespace as files: what the API serves, one file per object, and of every single one what became of it.
 * Everything is read within seconds, so that what is saved belongs together.
 *
 * <p>Knows neither runs nor repositories. Invariants: an object is captured, excused by a rule with a reason, or failed with
 * one; the same objects give the same bytes. Failures: a kind that cannot be listed is told as failed and stops nothing; a
 * folder that is full ends it.
 */
@NullMarked
package cloud.mows.backup.schedulers.objects;

import org.jspecify.annotations.NullMarked;
