package cloud.mows.backup.core.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * What a ledger is about.
 *
 * @param backup the uid of the backup
 * @param host what its snapshots have as host: the namespace of the app
 * @param time the moment that the backup shows
 */
public record LedgerHeader(String backup, String host, Instant time) {
    public LedgerHeader {
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(time, "time");
    }
}
