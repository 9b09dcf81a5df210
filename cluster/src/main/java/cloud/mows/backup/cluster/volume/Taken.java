package cloud.mows.backup.cluster.volume;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The volume's content is held, the app may go on.
 *
 * @param moment whose content will be read; null if there is none because the volume is read while it is in use
 * @param restoreBytes what the storage says a volume of it needs; 0 if it does not say
 */
public record Taken(@Nullable Instant moment, long restoreBytes) {}
