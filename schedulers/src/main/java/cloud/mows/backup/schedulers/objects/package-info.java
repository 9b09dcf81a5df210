/**
 * The objects of a namespace as files: what the API serves, one file per object, and of every single one what became of it.
 * They are handed over one by one as they are read, so that memory holds a page of them and no more; a page is read before its objects are handed
 * over, so that whoever takes them may be slow.
 *
 * <p>Knows neither runs nor repositories. Invariants: an object is captured, excused by a rule with a reason, or failed with
 * one; the same objects give the same bytes. Failures: a kind that cannot be listed is told as failed and stops nothing; whoever
 * does not take them ends it.
 */
@NullMarked
package cloud.mows.backup.schedulers.objects;

import org.jspecify.annotations.NullMarked;
