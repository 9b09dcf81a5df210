package cloud.mows.backup.schedulers.due;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.schedulers.FinishedBackup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OldBackupsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private final List<Backup> backups = new ArrayList<>();

    private Backup add(int daysAgo, BackupPhase phase, String... volumes) {
        FinishedBackup backup = FinishedBackup.of("notes", NOW.minus(Duration.ofDays(daysAgo)))
                .phase(phase)
                .objects("offsite");
        for (String volume : volumes) {
            backup.volume(volume, "offsite");
        }
        backups.add(backup.build());
        return backups.getLast();
    }

    @Test
    void theNewestFewOfEachAppStay() {
        for (int day = 1; day <= 9; day++) {
            add(day, BackupPhase.SUCCEEDED, "files");
            backups.add(FinishedBackup.of("photos", NOW.minus(Duration.ofDays(day)))
                    .objects("offsite")
                    .build());
        }
        List<Backup> goes = OldBackups.goes(backups);
        assertThat(goes).hasSize(8);
        assertThat(goes)
                .allMatch(backup -> Instant.parse(backup.getMetadata().getCreationTimestamp())
                        .isBefore(NOW.minus(Duration.ofDays(5))));
    }

    @Test
    void whatOnlyAnOldOneSaysKeepsIt() {
        for (int day = 1; day <= 7; day++) {
            add(day, BackupPhase.PARTIALLY_FAILED, "files");
        }
        Backup lastWithMail = add(8, BackupPhase.PARTIALLY_FAILED, "mail");
        Backup older = add(9, BackupPhase.PARTIALLY_FAILED, "mail");
        Backup lastGood = add(60, BackupPhase.SUCCEEDED, "files");
        assertThat(OldBackups.goes(backups)).contains(older).doesNotContain(lastWithMail, lastGood);
    }

    @Test
    void whatGoesOnStays() {
        for (int day = 1; day <= 7; day++) {
            add(day, BackupPhase.RUNNING, "files");
        }
        assertThat(OldBackups.goes(backups)).isEmpty();
    }
}
