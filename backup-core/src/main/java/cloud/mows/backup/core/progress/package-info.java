/**
 * How far a piece of work is: {@link cloud.mows.backup.core.progress.ProgressCounter} is what the workers count in, {@link
 * cloud.mows.backup.core.progress.ProgressSnapshot} what it says at one moment, with rate and time left.
 *
 * <p>It prints nothing, has no clock and no timer: whoever shows progress takes a sample when it wants to and says how much
 * time has passed.
 *
 * <p>Threads: counters are safe for any number of threads and cost next to nothing; the numbers of one sample are each
 * right but may be of slightly different moments.
 */
@NullMarked
package cloud.mows.backup.core.progress;

import org.jspecify.annotations.NullMarked;
