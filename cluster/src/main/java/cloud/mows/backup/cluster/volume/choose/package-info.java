/**
 * Which provider reads a volume, and why: a pure function of what is observed and what is wished for. Knows all providers; none
 * knows it. A weaker way than the best one is never chosen without saying so.
 */
@NullMarked
package cloud.mows.backup.cluster.volume.choose;

import org.jspecify.annotations.NullMarked;
