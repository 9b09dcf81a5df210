package cloud.mows.backup.dashboards.host;

import cloud.mows.backup.crds.repository.Check;
import cloud.mows.backup.crds.repository.Prune;
import cloud.mows.backup.crds.schedule.Schedule;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository is and what opens it.
 *
 * @param address as on the command line, without user names and passwords
 * @param passwordFile from the directory of the documents on, or absolute
 * @param credentialsFile likewise: lines {@code NAME=value}, as the command line has them in its environment
 * @param prune when room is given back; null for once a week
 * @param check when it is proved that everything is there; null for once a week
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RepositorySpec(
        String address,
        String passwordFile,
        @Nullable String credentialsFile,
        @Nullable Prune prune,
        @Nullable Check check) {
    /** At night, and not when backups usually are. */
    private static final String PRUNE = "0 5 * * 0";

    private static final String CHECK = "0 6 * * 3";

    /** Of a disk all is read in a month: it costs nothing, and disks forget. */
    private static final int DISK_PERCENT = 25;

    /** Elsewhere in twelve weeks: transfers cost. */
    private static final int REMOTE_PERCENT = 9;

    public RepositorySpec {
        if (address == null || address.isBlank()) {
            throw new IllegalArgumentException(
                    "address is missing: a path, s3:https://host/bucket or rest:https://host/");
        }
        if (address.matches("^(s3|rest):(https?://)?[^/]*@.*")) {
            throw new IllegalArgumentException(
                    "address holds no user or password: put them into the file of credentialsFile");
        }
        if (passwordFile == null || passwordFile.isBlank()) {
            throw new IllegalArgumentException("passwordFile is missing: the file with the repository's password");
        }
    }

    public Prune effectivePrune() {
        return prune == null ? new Prune(Schedule.cron(PRUNE), null) : prune;
    }

    public Check effectiveCheck() {
        if (check != null) {
            return check;
        }
        boolean remote = address.startsWith("s3:") || address.startsWith("rest:");
        return new Check(Schedule.cron(CHECK), remote ? REMOTE_PERCENT : DISK_PERCENT);
    }
}
