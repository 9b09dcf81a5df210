package cloud.mows.backup.core.golden;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.layout.AppId;
import cloud.mows.backup.core.layout.BackupId;
import cloud.mows.backup.core.layout.PartId;
import cloud.mows.backup.core.layout.RestorePoint;
import cloud.mows.backup.core.ledger.LedgerCounts;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A backup of an app, as it lies in a repository since the first version. */
class RestorePointMuseumTest {
    private static final BackupId BACKUP = new BackupId(
            new AppId("0b6f1c9e-4a52-4d5c-9f0e-2f5f6a3d7c11", "photos"),
            "5c1d0a6e-7d7b-4c43-8f3e-1f4a5b6c7d80",
            "scheduled-20261122-080000");

    private static final String LEDGER = """
            {"ledger":1,"backup":"5c1d0a6e-7d7b-4c43-8f3e-1f4a5b6c7d80","host":"photos","time":"2026-11-22T08:00:00Z"}
            {"type":"objects","name":"photos","outcome":"captured","path":"/objects"}
            {"type":"object","name":"settings","outcome":"captured","apiVersion":"v1","kind":"ConfigMap",\
            "path":"/objects/configmaps/settings.json"}
            {"type":"object","name":"*","outcome":"excused","by":"MOWS Backup","reason":"is measured anew",\
            "apiVersion":"v1","kind":"Event"}
            {"type":"object","name":"*","outcome":"failed","by":"the API server","reason":"forbidden",\
            "apiVersion":"v1","kind":"Secret"}
            {"type":"volume","name":"album","outcome":"captured","path":"/volumes/album"}
            {"captured":3,"excused":1,"failed":1}
            """;

    @Test
    void isFoundAndReadAndALeftoverPartIsNotTakenForOne() throws Exception {
        try (Repository repository =
                Repository.open(Museum.load(Museum.RESTORE_POINT), Museum.PASSWORD, Museum.OPTIONS)) {
            List<SavedSnapshot> all =
                    SnapshotCatalogue.load(repository).requireComplete().all();
            assertThat(RestorePoint.all(all)).singleElement().satisfies(point -> {
                assertThat(point.backup()).isEqualTo(BACKUP);
                assertThat(point.ledger()).contains(new LedgerCounts(3, 1, 1));
                assertThat(point.snapshot().snapshot().time()).isEqualTo(Instant.parse("2026-11-22T08:00:00Z"));
                assertThat(point.snapshot().snapshot().hostname()).isEqualTo("photos");
            });
            assertThat(all)
                    .flatMap(saved -> PartId.of(saved.snapshot()).stream().toList())
                    .containsExactly(PartId.volume("album"));

            Map<String, String> texts = new TreeMap<>();
            RepositoryFixture.read(
                            repository,
                            RestorePoint.all(all).getFirst().snapshot().snapshot())
                    .forEach((path, bytes) -> texts.put(path, new String(bytes, StandardCharsets.UTF_8)));
            assertThat(texts)
                    .containsExactly(
                            Map.entry("ledger.jsonl", LEDGER),
                            Map.entry(
                                    "objects/configmaps/settings.json",
                                    "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"settings\","
                                            + "\"namespace\":\"photos\"},\"data\":{\"colour\":\"green\"}}"),
                            Map.entry("volumes/album/2026/sea.txt", "the sea\n"));
        }
    }
}
