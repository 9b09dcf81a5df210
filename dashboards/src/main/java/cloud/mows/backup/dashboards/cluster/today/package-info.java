/**
 * How it is with a cluster, in a sentence, with what is to be done, worst first.
 *
 * <p>Decided purely from what was seen at a moment. What is not known is never good: an app counts as restorable only if a repository
 * that can be opened holds a restore point of it. Off-site is what does not lie on a volume of this cluster.
 */
@NullMarked
package cloud.mows.backup.dashboards.cluster.today;

import org.jspecify.annotations.NullMarked;
