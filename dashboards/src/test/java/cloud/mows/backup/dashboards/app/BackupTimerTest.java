package cloud.mows.backup.dashboards.app;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.engine.OpenRepository;
import cloud.mows.backup.dashboards.database.Databases;
import cloud.mows.backup.dashboards.event.EventHub;
import cloud.mows.backup.dashboards.host.AppSpec;
import cloud.mows.backup.dashboards.host.Documents;
import cloud.mows.backup.dashboards.host.HostState;
import cloud.mows.backup.dashboards.host.Named;
import cloud.mows.backup.dashboards.host.RepositorySpec;
import cloud.mows.backup.dashboards.host.Secrets;
import cloud.mows.backup.dashboards.run.Backups;
import cloud.mows.backup.dashboards.run.Children;
import cloud.mows.backup.dashboards.run.RunQueue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupTimerTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void anAppTellsItsNextRunFromItsFirstMomentOn() throws IOException {
        Documents documents = new Documents(folder.resolve("config"));
        documents.save(
                new Named<>("disk", new RepositorySpec("/mnt/disk", "secrets/disk.password", null, null, null)),
                List.of(new Named<>(
                        "photos", new AppSpec(List.of("/srv/photos"), List.of(), List.of(), null, null, null))));
        InstantSource clock = InstantSource.fixed(NOON);
        ZoneId utc = ZoneId.of("Etc/UTC");
        EventHub events = new EventHub("test");
        AtomicBoolean ready = new AtomicBoolean();
        Children children = new Children(
                folder.resolve("program"), documents, new Secrets(documents.folder()), folder.resolve("cache"));
        try (RunQueue queue = RunQueue.start(
                        new HostState(folder.resolve("state")),
                        children,
                        events,
                        clock,
                        () -> {},
                        app -> Optional.empty());
                OpenRepository repository = new OpenRepository(
                        () -> {
                            throw new AssertionError("nobody looks into it");
                        },
                        clock);
                BackupTimer timer = new BackupTimer(
                        documents,
                        queue,
                        new Backups(documents, queue, () -> "host", new Databases(new Secrets(folder))),
                        ready::get,
                        clock,
                        utc)) {
            HoldingsWatch holdings = new HoldingsWatch(repository, () -> "host", () -> {});
            Apps apps = new Apps(documents, queue, holdings, timer::next, clock, utc);

            assertThat(apps.all()).extracting(App::nextRun).containsExactly((Instant) null);
            ready.set(true);
            // Before anything follows the timetables.
            assertThat(apps.all()).extracting(App::nextRun).containsExactly(Instant.parse("2026-11-30T02:00:00Z"));
        }
    }
}
