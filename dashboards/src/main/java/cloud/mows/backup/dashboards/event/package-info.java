/**
 * What happens, told to whoever listens while it happens. Knows nothing of what it tells. Threads: any; telling never waits for a
 * listener. A listener that is too slow is let go, and comes back with the number of the last event that it has.
 */
@NullMarked
package cloud.mows.backup.dashboards.event;

import org.jspecify.annotations.NullMarked;
