package cloud.mows.backup.crds;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds of numbers are those of the schema: what it allows is read, and one more or less is not. */
class RangesTest {
    private static final Path SAMPLES =
            Path.of(Objects.requireNonNull(System.getProperty("mows.root"))).resolve("deploy/samples");

    @ParameterizedTest
    @CsvSource({
        "Repository, readDataPercent: 10, 0, 100",
        "Repository, maxUnusedPercent: 10, 0, 99",
        "Repository, jitterSeconds: 600, 0, 86400",
        "Repository, uploadKiBPerSecond: 20480, 1, 1000000",
        "Repository, downloadKiBPerSecond: 51200, 1, 1000000",
        "Repository, concurrentBackups: 2, 1, 100",
        "ClusterBackupPolicy, concurrentBackups: 3, 1, 100",
        "ClusterBackupPolicy, activeDeadlineSeconds: 43200, 60, 2592000",
        "BackupPolicy, holdDeadlineSeconds: 60, 1, 3600",
        "BackupPolicy, activeDeadlineSeconds: 21600, 60, 2592000",
        "BackupPolicy, timeoutSeconds: 20, 1, 3600",
        "BackupPolicy, last: 3, 1, 100000",
        "BackupPolicy, hourly: 12, 1, 100000",
        "BackupPolicy, daily: 14, 1, 100000",
        "BackupPolicy, weekly: 8, 1, 100000",
        "BackupPolicy, monthly: 12, 1, 100000",
        "BackupPolicy, yearly: 3, 1, 100000",
        "BackupGrant, minIntervalSeconds: 900, 60, 31536000",
    })
    void areThoseOfTheSchema(String kind, String line, int min, int max) throws Exception {
        Class<? extends HasMetadata> type = Kinds.named(kind);
        String sample = Files.readString(SAMPLES.resolve(kind.toLowerCase(Locale.ROOT) + "-full.yaml"));
        String field = line.substring(0, line.indexOf(':'));
        for (int allowed : new int[] {min, max}) {
            assertThatCode(() -> read(sample, line, field, allowed, type)).doesNotThrowAnyException();
        }
        for (int refused : new int[] {min - 1, max + 1}) {
            assertThatThrownBy(() -> read(sample, line, field, refused, type))
                    .hasRootCauseMessage(field + " is from " + min + " to " + max + ", not " + refused);
        }
    }

    private static void read(String sample, String line, String field, int value, Class<? extends HasMetadata> type) {
        if (!sample.contains(" " + line + "\n")) {
            throw new AssertionError("the sample lacks " + line);
        }
        new KubernetesSerialization()
                .unmarshal(sample.replace(" " + line + "\n", " " + field + ": " + value + "\n"), type);
    }
}
