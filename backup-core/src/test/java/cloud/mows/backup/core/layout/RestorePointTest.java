package cloud.mows.backup.core.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.Snapshot;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestorePointTest {
    private static final AppId PHOTOS = new AppId("c-1", "photos");

    private static SavedSnapshot saved(int number, List<String> tags) {
        Snapshot snapshot = Snapshot.builder(
                        Instant.ofEpochSecond(number), ZoneOffset.UTC, new BlobId(new Digest(0, 0, 0, number)))
                .tags(tags)
                .build();
        return new SavedSnapshot(new SnapshotId(new Digest(1, 0, 0, number)), snapshot);
    }

    private static BackupId backup(AppId app, String uid) {
        return new BackupId(app, uid, "name-" + uid);
    }

    @Test
    void isKnownByItsTags() {
        SavedSnapshot point = saved(1, backup(PHOTOS, "b-1").tags());
        assertThat(RestorePoint.of(point)).hasValue(new RestorePoint(backup(PHOTOS, "b-1"), point));
        for (PartId part : List.of(PartId.OBJECTS, PartId.volume("a"), PartId.LEDGER)) {
            SavedSnapshot saved = saved(2, backup(PHOTOS, "b-1").tags(part));
            assertThat(RestorePoint.of(saved)).isEmpty();
            assertThat(PartId.of(saved.snapshot())).hasValue(part);
            assertThat(BackupId.of(saved.snapshot())).hasValue(backup(PHOTOS, "b-1"));
        }
    }

    @Test
    void snapshotsOfOthersAreNone() {
        for (List<String> tags : List.of(
                List.<String>of(),
                List.of("photos", "app=photos"),
                List.of("cluster=", "app=photos", "backup=b", "backup-name=n"),
                List.of("cluster=c", "app=photos", "backup=b"),
                List.of("cluster=c", "app=photos", "backup=b", "backup-name=n", "part=later/kind"),
                List.of("cluster=c", "app=photos", "backup=b", "backup-name=n", "part="))) {
            assertThat(RestorePoint.of(saved(1, tags))).as("%s", tags).isEmpty();
        }
        assertThat(PartId.of(List.of("part=later/kind"))).isEmpty();
        assertThat(PartId.of(List.of("part=volume"))).isEmpty();
        assertThat(PartId.of(List.of("part=objects/x"))).isEmpty();
    }

    @Test
    void aPartIsComparedWithTheNewestOfItsOwnApp() {
        List<SavedSnapshot> all = List.of(
                saved(5, backup(PHOTOS, "b-5").tags(PartId.volume("a"))),
                saved(1, backup(PHOTOS, "b-1").tags()),
                saved(3, backup(PHOTOS, "b-3").tags()),
                saved(4, backup(new AppId("c-2", "photos"), "b-4").tags()),
                saved(6, List.of("by hand")));
        assertThat(RestorePoint.parentOfPart(all, backup(PHOTOS, "b-5").tags(PartId.volume("a"))))
                .hasValueSatisfying(point -> assertThat(point.backup().uid()).isEqualTo("b-3"));
        assertThat(RestorePoint.parentOfPart(all, List.of("mine"))).isEmpty();
    }

    @Test
    void whatWouldBeAnotherTagOrPathIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AppId("c,d", "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> new AppId("", "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> PartId.volume("../a"));
        assertThatIllegalArgumentException().isThrownBy(() -> PartId.volume(".."));
        assertThatIllegalArgumentException().isThrownBy(() -> new PartId(PartId.Type.OBJECTS, "a"));
        assertThat(PartId.volume("a").path()).hasToString("/volumes/a");
        assertThat(PartId.LEDGER.path()).hasToString("/ledger.jsonl");
    }
}
