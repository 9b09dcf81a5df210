package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.id.LockId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A lock that is there, and its name. */
record FoundLock(LockId id, LockFile file) {
    /** What restic says when it is in the way. Wrappers wait as long as it takes, or call {@code unlock}, by the age in it. */
    List<String> asRestic(Instant now) {
        Identity owner = file.owner();
        return List.of(
                "unable to create lock in backend: repository is already locked "
                        + (file.exclusive() ? "exclusively " : "")
                        + "by PID " + owner.pid() + " on " + owner.host() + " by " + owner.user() + " (UID "
                        + owner.uid()
                        + ", GID " + owner.gid() + ")",
                "lock was created at " + file.time().truncatedTo(ChronoUnit.SECONDS) + " ("
                        + GoDuration.text(Duration.between(file.time(), now)) + " ago)",
                "storage ID " + id.digest().shortHex(),
                "the `unlock` command can be used to remove stale locks");
    }
}
