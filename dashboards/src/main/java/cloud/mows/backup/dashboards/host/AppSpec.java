package cloud.mows.backup.dashboards.host;

import cloud.mows.backup.crds.policy.Retention;
import cloud.mows.backup.crds.schedule.Schedule;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is backed up together, and when.
 *
 * @param directories absolute
 * @param databases servers whose databases are saved with them
 * @param excludes patterns as those of {@code backup --exclude}
 * @param schedule as in a BackupPolicy
 * @param retention as in a BackupPolicy; null for {@link Retention#DEFAULT}
 * @param paused whether it is left alone: neither by schedule nor by hand; null for no
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AppSpec(
        List<String> directories,
        List<DatabaseSpec> databases,
        List<String> excludes,
        @Nullable Schedule schedule,
        @Nullable Retention retention,
        @Nullable Boolean paused) {
    /** Every night; each app a little later, so that not all begin together. */
    public static final String CRON = "0 2 * * *";

    public AppSpec {
        directories = List.copyOf(Objects.requireNonNullElse(directories, List.of()));
        databases = List.copyOf(Objects.requireNonNullElse(databases, List.of()));
        excludes = List.copyOf(Objects.requireNonNullElse(excludes, List.of()));
        if (directories.isEmpty() && databases.isEmpty()) {
            throw new IllegalArgumentException("there are neither directories nor databases: name at least one");
        }
        for (String directory : directories) {
            if (!directory.startsWith("/")
                    || directory.indexOf('\0') >= 0
                    || !Path.of(directory).normalize().toString().equals(directory)) {
                throw new IllegalArgumentException(
                        "directories: '" + directory + "' is not a whole path, as /home/me/photos is one");
            }
        }
        for (String directory : directories) {
            boolean hidden = !databases.isEmpty()
                    && (directory.equals("/") || Path.of(directory).startsWith(DatabaseSpec.FOLDER));
            if (hidden || DatabaseSpec.ofFolder(directory) != null) {
                throw new IllegalArgumentException(
                        "directories: '" + directory + "' cannot be saved where dumps of databases lie"
                                + " in a restore point, in " + DatabaseSpec.FOLDER
                                + (hidden ? ": make an app without databases of it" : ": give it another name"));
            }
        }
        if (new HashSet<>(directories).size() < directories.size()) {
            throw new IllegalArgumentException("directories: one is named twice");
        }
        if (databases.stream().map(DatabaseSpec::folder).distinct().count() < databases.size()) {
            throw new IllegalArgumentException("databases: two servers have one name");
        }
        for (String exclude : excludes) {
            if (exclude.isBlank() || exclude.indexOf('\0') >= 0 || exclude.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("excludes: an empty pattern, or one with a line break");
            }
        }
    }

    /** Whether it is not paused. */
    public boolean active() {
        return !Boolean.TRUE.equals(paused);
    }

    public AppSpec resumed() {
        return new AppSpec(directories, databases, excludes, schedule, retention, null);
    }

    /** Which of its restore points are kept. */
    public Retention effectiveRetention() {
        return Objects.requireNonNullElse(retention, Retention.DEFAULT);
    }

    /** By which the app is scheduled. */
    public Schedule effectiveSchedule() {
        return Objects.requireNonNullElseGet(schedule, () -> Schedule.cron(CRON));
    }
}
