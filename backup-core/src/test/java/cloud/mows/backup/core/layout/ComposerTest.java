package cloud.mows.backup.core.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.ledger.LedgerCounts;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.Snapshot;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import cloud.mows.backup.core.storage.Fault;
import cloud.mows.backup.core.storage.FaultSweep;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComposerTest {
    private static final LedgerCounts COUNTS = new LedgerCounts(5, 2, 1);

    private static final Instant MOMENT = Instant.parse("2026-11-26T02:00:00Z");
    private static final AppId PHOTOS = new AppId("c-1", "photos");
    private static final BackupId BACKUP = new BackupId(PHOTOS, "b-1", "nightly");

    private static final Map<PartId, Map<String, String>> PARTS = Map.of(
            PartId.OBJECTS,
            Map.of("objects/configmaps/settings.json", "{}", "objects/ledger.jsonl", "of objects"),
            PartId.volume("album"),
            Map.of("volumes/album/2026/sea.jpg", "sea", "volumes/album/index", "1"),
            PartId.volume("mail"),
            Map.of("volumes/mail/inbox", "hello"),
            PartId.LEDGER,
            Map.of("ledger.jsonl", "of all"));

    private static final Map<String, String> WHOLE = Map.of(
            "objects/configmaps/settings.json", "{}",
            "volumes/album/2026/sea.jpg", "sea",
            "volumes/album/index", "1",
            "volumes/mail/inbox", "hello",
            "ledger.jsonl", "of all");

    private final MemoryStorage storage = new MemoryStorage();

    private static SavedSnapshot save(Repository repository, int number, BackupId backup, PartId part) {
        Map<String, byte[]> files = new TreeMap<>();
        PARTS.get(part).forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
        SavedSnapshot bare = RepositoryFixture.save(repository, number, files);
        Snapshot tagged = bare.snapshot().toBuilder()
                .tags(backup.tags(part))
                .hostname(backup.app().host())
                .build();
        SnapshotCatalogue.remove(repository, bare.id());
        return SnapshotCatalogue.save(repository, tagged);
    }

    private static List<SavedSnapshot> saveParts(Repository repository, BackupId backup) {
        List<SavedSnapshot> saved = new ArrayList<>();
        List.of(PartId.OBJECTS, PartId.volume("album"), PartId.volume("mail"), PartId.LEDGER)
                .forEach(part -> saved.add(save(repository, saved.size(), backup, part)));
        return saved;
    }

    private static Map<String, String> files(Repository repository, SavedSnapshot snapshot) throws Exception {
        Map<String, String> texts = new TreeMap<>();
        RepositoryFixture.read(repository, snapshot.snapshot())
                .forEach((path, bytes) -> texts.put(path, new String(bytes, StandardCharsets.UTF_8)));
        return texts;
    }

    @Test
    void oneSnapshotHoldsAllPartsAndTheirOwnGo() throws Exception {
        try (Repository repository = RepositoryFixture.create(storage)) {
            List<SavedSnapshot> parts = saveParts(repository, BACKUP);
            Composer composer = new Composer(repository, "test");
            RestorePoint point = composer.compose(BACKUP, MOMENT, COUNTS, parts);
            assertThat(point.ledger()).contains(COUNTS);
            assertThat(Composer.removeParts(repository, BACKUP)).isEqualTo(4);

            List<SavedSnapshot> all = SnapshotCatalogue.load(repository).all();
            assertThat(all).containsExactly(point.snapshot());
            assertThat(RestorePoint.all(all)).containsExactly(point);
            assertThat(files(repository, point.snapshot())).isEqualTo(WHOLE);
            Snapshot snapshot = point.snapshot().snapshot();
            assertThat(snapshot.time()).isEqualTo(MOMENT);
            assertThat(snapshot.hostname()).isEqualTo("photos");
            assertThat(snapshot.paths()).containsExactly("/");
            assertThat(snapshot.tags())
                    .containsExactly("cluster=c-1", "app=photos", "backup=b-1", "backup-name=nightly", "ledger=5/2/1");
        }
    }

    @Test
    void whatNobodyComposedGoesAfterAWeekIfItIsOfTheCluster() {
        try (Repository repository = RepositoryFixture.create(storage)) {
            BackupId abroad = new BackupId(new AppId("c-2", "photos"), "b-2", "nightly");
            SavedSnapshot bare = save(repository, 0, BACKUP, PartId.OBJECTS);
            SavedSnapshot others = save(repository, 1, abroad, PartId.OBJECTS);
            RestorePoint point = new Composer(repository, "test")
                    .compose(
                            new BackupId(PHOTOS, "b-3", "nightly"),
                            bare.snapshot().time(),
                            COUNTS,
                            List.of(save(repository, 2, new BackupId(PHOTOS, "b-3", "nightly"), PartId.LEDGER)));
            Composer.removeParts(repository, point.backup());
            Instant week = bare.snapshot().time().plus(Composer.PARTS_KEPT);

            assertThat(Composer.removeLeftoverParts(repository, "c-1", week)).isZero();
            assertThat(Composer.removeLeftoverParts(repository, "c-1", week.plusSeconds(1)))
                    .isEqualTo(1);
            assertThat(SnapshotCatalogue.load(repository).all()).containsExactlyInAnyOrder(others, point.snapshot());
        }
    }

    @Test
    void aSecondTimeItIsTheSame() {
        try (Repository repository = RepositoryFixture.create(storage)) {
            List<SavedSnapshot> parts = saveParts(repository, BACKUP);
            Composer composer = new Composer(repository, "test");
            RestorePoint first = composer.compose(BACKUP, MOMENT, COUNTS, parts);
            assertThat(composer.compose(BACKUP, MOMENT, COUNTS, parts)).isEqualTo(first);
        }
    }

    @Test
    void partsStayAsLongAsThereIsNoRestorePointAndThoseOfOthersAlways() {
        try (Repository repository = RepositoryFixture.create(storage)) {
            BackupId other = new BackupId(PHOTOS, "b-2", "manual");
            List<SavedSnapshot> others = saveParts(repository, other);
            Composer composer = new Composer(repository, "test");
            assertThatThrownBy(() -> Composer.removeParts(repository, other))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("backup manual has no restore point, so its parts stay");
            composer.compose(BACKUP, MOMENT, COUNTS, saveParts(repository, BACKUP));
            Composer.removeParts(repository, BACKUP);
            assertThat(SnapshotCatalogue.load(repository).all()).hasSize(5).containsAll(others);
        }
    }

    @Test
    void withoutALedgerThereIsNone() {
        try (Repository repository = RepositoryFixture.create(storage)) {
            List<SavedSnapshot> parts = saveParts(repository, BACKUP);
            assertThatThrownBy(
                            () -> new Composer(repository, "test").compose(BACKUP, MOMENT, COUNTS, parts.subList(0, 3)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void twoPartsThatHaveTheSameFileAreRefused() {
        try (Repository repository = RepositoryFixture.create(storage)) {
            List<SavedSnapshot> parts = new ArrayList<>(saveParts(repository, BACKUP));
            parts.add(save(repository, 9, BACKUP, PartId.volume("mail")));
            assertThatThrownBy(() -> new Composer(repository, "test").compose(BACKUP, MOMENT, COUNTS, parts))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("two parts of a backup have /volumes/mail/inbox");
        }
    }

    /** Killed at any operation there is a whole restore point or none, and the parts as long as there is none. */
    @Test
    void aCutLeavesAWholeOneOrNone() throws Exception {
        try (Repository repository = RepositoryFixture.create(storage)) {
            saveParts(repository, BACKUP);
        }
        for (boolean after : new boolean[] {false, true}) {
            long cuts = FaultSweep.with(after ? Fault::crashAfter : Fault::crashBefore)
                    .over(storage::copy)
                    .run(ComposerTest::composeAndRemove, (place, failure) -> {
                        try (Repository repository = RepositoryFixture.open(place)) {
                            List<SavedSnapshot> all = SnapshotCatalogue.load(repository)
                                    .requireComplete()
                                    .all();
                            List<RestorePoint> points = RestorePoint.all(all);
                            assertThat(points).hasSizeLessThanOrEqualTo(1);
                            if (points.isEmpty()) {
                                assertThat(all).hasSize(4);
                            } else {
                                assertThat(files(repository, points.getFirst().snapshot()))
                                        .isEqualTo(WHOLE);
                            }
                        }
                        composeAndRemove(place);
                        try (Repository repository = RepositoryFixture.open(place)) {
                            assertThat(SnapshotCatalogue.load(repository).all()).hasSize(1);
                        }
                    });
            assertThat(cuts).isGreaterThan(5);
        }
    }

    private static void composeAndRemove(Storage place) {
        try (Repository repository = RepositoryFixture.open(place)) {
            Composer composer = new Composer(repository, "test");
            List<SavedSnapshot> parts =
                    RestorePoint.parts(SnapshotCatalogue.load(repository).all(), BACKUP);
            if (!parts.isEmpty()) {
                boolean whole = parts.size() == 4;
                if (whole) {
                    composer.compose(BACKUP, MOMENT, COUNTS, parts);
                }
                Composer.removeParts(repository, BACKUP);
            }
        }
    }
}
