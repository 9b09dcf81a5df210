package cloud.mows.backup.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.cluster.volume.ClaimReference;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.schedulers.coverage.Coverage;
import cloud.mows.backup.schedulers.coverage.Covered;
import cloud.mows.backup.schedulers.report.AppReport;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is printed; that it is true: e2e. */
class AppCommandTest {
    /** Snapshots have fractions of seconds, which people do not want to read. */
    private static final Instant MOMENT = Instant.parse("2026-11-29T02:00:00.957167586Z");

    private static Backup backup(String name, String created, String status) {
        return Serialization.unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Backup
                metadata: {name: %s, namespace: photos, uid: u-%s, creationTimestamp: "%s"}
                spec: {policy: {kind: ClusterBackupPolicy, name: default}}
                status: %s
                """.formatted(name, name, created, status), Backup.class);
    }

    private static final List<Backup> BACKUPS = List.of(
            backup(
                    "scheduled-1",
                    "2026-11-29T02:00:00Z",
                    "{phase: PartiallyFailed, message: \"something is missing: volume mail: no snapshot\", snapshotTime:"
                            + " \"2026-11-29T02:00:00.957167586Z\", restorePoints: [{repository: offsite, id: %s}]}"
                                    .formatted("ab".repeat(32))),
            backup("manual", "2026-11-29T03:00:00Z", "{phase: Running, message: moves data}"));

    private static final Coverage COVERAGE = new Coverage(
            Map.of(
                    "photos",
                    new Covered.Partly("volume mail: no snapshot"),
                    "blog",
                    new Covered.Protected(MOMENT),
                    "scratch",
                    new Covered.Excluded("ClusterBackupPolicy default", "throw-away")),
            Map.of(
                    new ClaimReference("photos", "mail", "u-1"),
                    new Covered.Not("no snapshot"),
                    new ClaimReference("photos", "album", "u-2"),
                    new Covered.Protected(MOMENT)));

    private static RestorePoint point(String app, String time, int missing) {
        return Serialization.unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: RestorePoint
                metadata: {name: %s-1234567890}
                spec:
                  cluster: c
                  app: %s
                  backupUid: u
                  backupName: b
                  time: "%s"
                  ledger: {captured: 1, excused: 0, failed: %d}
                  copies: [{repository: offsite, snapshot: %s}]
                """.formatted(app, app, time, missing, "ab".repeat(32)), RestorePoint.class);
    }

    private static final List<AppReport> APPS = AppReport.all(
            COVERAGE,
            BACKUPS,
            List.of(
                    point("photos", "2026-11-29T02:00:00Z", 1),
                    point("old-blog", "2026-10-01T02:00:00Z", 0),
                    point("_cluster", "2026-11-29T02:00:00Z", 0)));

    @Test
    void listsEachAppWithItsStateAndWhy() {
        assertThat(AppText.list(APPS)).isEqualTo("""
                APP       STATE      RESTORE POINT         WHY
                blog      protected  none                  as of 2026-11-29T02:00:00Z
                old-blog  gone       2026-10-01T02:00:00Z  its namespace is gone; 'app restore old-blog' brings it back
                photos    partly     2026-11-29T02:00:00Z  volume mail: no snapshot
                scratch   excluded   none                  left out by ClusterBackupPolicy default: throw-away
                1 of 4 apps are not fully protected.
                """);
        assertThat(AppText.list(APPS.stream().filter(AppReport::isFine).toList()))
                .endsWith("\nEvery app is protected, or left out on purpose.\n");
    }

    @Test
    void showsVolumesAndBackupsOfOne() {
        assertThat(AppText.show(APPS.get(2))).isEqualTo("""
                app photos: partly, volume mail: no snapshot

                VOLUME  STATE          WHY
                album   protected      as of 2026-11-29T02:00:00Z
                mail    not protected  no snapshot

                RESTORE POINT      MOMENT                MISSING  REPOSITORY
                photos-1234567890  2026-11-29T02:00:00Z  1        offsite

                BACKUP       PHASE            MOMENT                SNAPSHOT          MESSAGE
                manual       Running                                                  moves data
                scheduled-1  PartiallyFailed  2026-11-29T02:00:00Z  offsite:abababab  something is missing: volume mail: no snapshot
                """);
        assertThat(AppText.show(APPS.getFirst())).isEqualTo("app blog: protected, as of 2026-11-29T02:00:00Z\n");
    }

    @Test
    void programsGetAllOfIt() {
        assertThat(AppJson.show(APPS.get(2)))
                .startsWith(
                        "{\"app\":\"photos\",\"state\":\"partly\",\"why\":\"volume mail: no snapshot\",\"restore_points\":[{")
                .contains("\"snapshots\":[{\"repository\":\"offsite\",\"snapshot_id\":\"" + "ab".repeat(32) + "\"}]")
                .endsWith("}\n");
        assertThat(AppJson.list(APPS)).startsWith("[{\"app\":\"blog\"").endsWith("]\n");
    }

    @Test
    void whatOthersWroteMovesNoCursor() {
        AppReport hostile = new AppReport(
                "a", Optional.of(new Covered.Not("\u001b[2J\nAPP b protected")), List.of(), List.of(), List.of());
        assertThat(AppText.list(List.of(hostile))).doesNotContain("\u001b").hasLineCount(3);
    }

    @Test
    void takesListAndShow() {
        for (List<String> good :
                List.of(List.of("app", "list"), List.of("app", "list", "--json"), List.of("app", "show", "photos"))) {
            assertThatCode(() -> AppCommand.parse(good)).doesNotThrowAnyException();
        }
        refused("'app' needs a second word: list, show or restore", "app");
        refused("'app' needs a second word: list, show or restore", "app", "delete");
        refused("'app show' needs the name of one app", "app", "show");
        refused("use 'app show photos'", "app", "list", "photos");
        refused("unknown option --all", "app", "list", "--all");
    }

    private static void refused(String message, String... command) {
        assertThatThrownBy(() -> AppCommand.parse(List.of(command)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
