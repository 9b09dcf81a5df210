package cloud.mows.backup.dashboards.setup;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.layout.AppId;
import cloud.mows.backup.core.layout.BackupId;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.Snapshot;
import cloud.mows.backup.dashboards.host.AppSpec;
import cloud.mows.backup.dashboards.host.DatabaseSpec;
import cloud.mows.backup.dashboards.host.Named;
import cloud.mows.backup.dashboards.run.BackupWork;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RepositoryContentsTest {
    private static final Instant NIGHT = Instant.parse("2026-11-29T01:00:00Z");

    private int count;

    private SavedSnapshot point(String host, String app, String name, int day, List<String> paths, String... more) {
        List<String> tags = new ArrayList<>(new BackupId(new AppId(host, app), "run" + ++count, name).tags());
        tags.addAll(List.of(more));
        return saved(day, paths, tags);
    }

    private SavedSnapshot saved(int day, List<String> paths, List<String> tags) {
        Digest digest = Digest.parse(String.format("%064x", ++count));
        Snapshot snapshot = Snapshot.builder(NIGHT.plusSeconds(86_400L * day), ZoneOffset.UTC, new BlobId(digest))
                .paths(paths)
                .excludes(List.of("*.tmp"))
                .tags(tags)
                .build();
        return new SavedSnapshot(new SnapshotId(digest), snapshot);
    }

    @Test
    void machinesAreToldApartAndTheirNewestRestorePointsDecide() {
        RepositoryContents contents = RepositoryContents.of(List.of(
                point("one", "photos", "a", 0, List.of("/old")),
                point("one", "photos", "b", 2, List.of("/new", "/more")),
                point("one", "photos", BackupWork.BEFORE_RESTORE + "-x", 3, List.of("/new/file")),
                point("two", "mail", "c", 5, List.of("/mail"))));

        assertThat(contents.found().hosts()).extracting(FoundHost::id).containsExactly("two", "one");
        assertThat(contents.found().hosts().getLast().apps())
                .containsExactly(new FoundHost.FoundApp(
                        "photos", List.of("/new", "/more"), List.of(), 2, NIGHT.plusSeconds(2 * 86_400)));
        assertThat(contents.found().others()).isEqualTo(1);
        assertThat(contents.apps("one"))
                .containsExactly(new Named<>(
                        "photos",
                        new AppSpec(List.of("/new", "/more"), List.of(), List.of("*.tmp"), null, null, true)));
        assertThat(contents.apps("three")).isEmpty();
    }

    @Test
    void aDatabaseServerIsNoDirectory() {
        RepositoryContents contents = RepositoryContents.of(
                List.of(point("one", "shop", "a", 0, List.of("/databases/postgresql-main", "/srv/shop"))));

        AppSpec shop = contents.apps("one").getFirst().spec();
        assertThat(shop.directories()).containsExactly("/srv/shop");
        assertThat(shop.databases()).extracting(DatabaseSpec::folder).containsExactly("/databases/postgresql-main");
        assertThat(contents.found().hosts().getFirst().apps().getFirst().databases())
                .containsExactly("PostgreSQL main");
    }

    @Test
    void whatAClusterOrResticMadeIsNobodysPlace() {
        RepositoryContents contents = RepositoryContents.of(List.of(
                point("cluster", "album", "a", 0, List.of("/volumes"), "ledger=1/0/0"),
                point("evil", "../etc", "b", 0, List.of("/a")),
                point("odd", "relative", "c", 0, List.of("C:/a")),
                saved(0, List.of("/home"), List.of("mine"))));

        assertThat(contents.found()).isEqualTo(new FoundRepository(List.of(), 4));
    }
}
