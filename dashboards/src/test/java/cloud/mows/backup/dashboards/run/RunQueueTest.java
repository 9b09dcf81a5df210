package cloud.mows.backup.dashboards.run;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.dashboards.database.Databases;
import cloud.mows.backup.dashboards.event.Event;
import cloud.mows.backup.dashboards.event.EventHub;
import cloud.mows.backup.dashboards.host.Documents;
import cloud.mows.backup.dashboards.host.HostState;
import cloud.mows.backup.dashboards.host.Named;
import cloud.mows.backup.dashboards.host.RepositorySpec;
import cloud.mows.backup.dashboards.host.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With shell scripts in the place of the program: what it really prints is tested with the packaged one. */
final class RunQueueTest {
    private static final Work DONE = (_, _) -> Outcome.succeeded("done");

    private final EventHub events = new EventHub("test");
    private final BlockingQueue<Run> told = new LinkedBlockingQueue<>();

    @TempDir
    Path folder;

    @BeforeEach
    void listen() throws IOException {
        events.listen(null, this::tell);
        new Documents(folder.resolve("config"))
                .save(
                        new Named<>("disk", new RepositorySpec("/mnt/disk", "secrets/disk.password", null, null, null)),
                        List.of());
    }

    private void tell(Event event) {
        if (event.data() instanceof Run run) {
            told.add(run);
        }
    }

    private RunQueue queue(Optional<Work> again) throws IOException {
        Documents documents = new Documents(folder.resolve("config"));
        Children children = new Children(
                folder.resolve("program"), documents, new Secrets(documents.folder()), folder.resolve("cache"));
        return RunQueue.start(
                new HostState(folder.resolve("state")),
                children,
                events,
                InstantSource.system(),
                () -> {},
                app -> app.equals("photos") ? again : Optional.empty());
    }

    private void program(String script) throws IOException {
        Path program = folder.resolve("program");
        Files.writeString(program, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private Run await(Predicate<Run> wanted) throws InterruptedException {
        while (true) {
            Run run = told.poll(30, TimeUnit.SECONDS);
            assertThat(run).as("a run that nobody told of").isNotNull();
            if (wanted.test(run)) {
                return run;
            }
        }
    }

    @Test
    void theyRunOneAfterTheOther() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (RunQueue queue = queue(Optional.empty())) {
            Run first = queue.submit("photos", RunKind.Backup, null, (_, _) -> {
                go.await();
                return Outcome.succeeded("done");
            });
            await(run -> run.id().equals(first.id()) && run.phase() == RunPhase.Running);
            Run second = queue.submit("music", RunKind.Backup, null, DONE);

            assertThat(queue.get(second.id()).orElseThrow().phase()).isEqualTo(RunPhase.Waiting);
            go.countDown();
            await(run -> run.id().equals(second.id()) && run.phase() == RunPhase.Succeeded);
            assertThat(queue.get(first.id()).orElseThrow().phase()).isEqualTo(RunPhase.Succeeded);
            assertThat(queue.all()).extracting(Run::id).containsExactly(second.id(), first.id());
        }
    }

    @Test
    void aChildTellsHowFarItIs() throws Exception {
        program("""
                echo "$@" > "$(dirname "$0")/arguments"
                env > "$(dirname "$0")/environment"
                echo '{"message_type":"status","total_files":4,"files_done":1,"total_bytes":40,"bytes_done":10}'
                echo '{"message_type":"error","error":{"message":"no permission"},"item":"/b"}' >&2
                echo '{"message_type":"summary","total_files_processed":3,"total_bytes_processed":30,"snapshot_id":"ab"}'
                exit 3
                """);
        try (RunQueue queue = queue(Optional.empty())) {
            Named<cloud.mows.backup.dashboards.host.AppSpec> app = new Named<>(
                    "photos",
                    new cloud.mows.backup.dashboards.host.AppSpec(
                            List.of("/a"), List.of(), List.of("*.tmp"), null, null, null));
            Run submitted = queue.submit(
                    "photos", RunKind.Backup, null, new BackupWork("host", app, new Databases(new Secrets(folder))));

            Run half = await(run -> run.bytesDone() == 10);
            assertThat(half.filesTotal()).isEqualTo(4);
            Run ended = await(run -> !run.isActive());
            assertThat(ended.phase()).isEqualTo(RunPhase.PartiallyFailed);
            assertThat(ended.problems()).containsExactly("/b: no permission");
            assertThat(ended.restorePoint()).isEqualTo("ab");
            assertThat(folder.resolve("arguments"))
                    .hasContent(
                            "backup --json --retry-lock=15m --host=photos --tag=cluster=host --tag=app=photos --tag=backup="
                                    + submitted.id() + " --tag=backup-name=" + submitted.id()
                                    + " --exclude=*.tmp -- /a\n");
            assertThat(Files.readString(folder.resolve("environment")))
                    .contains("MOWS_BACKUP_REPOSITORY=/mnt/disk")
                    .contains("MOWS_BACKUP_PASSWORD_FILE=" + folder.resolve("config/secrets/disk.password"));
        }
    }

    @Test
    void cancellingEndsTheChild() throws Exception {
        program("echo '{\"message_type\":\"status\",\"bytes_done\":1}'\nexec sleep 600\n");
        try (RunQueue queue = queue(Optional.empty())) {
            Run submitted = queue.submit("photos", RunKind.Backup, null, (run, children) -> {
                children.run(run, List.of());
                return run.isCancelled() ? Outcome.cancelled() : Outcome.succeeded("slept well");
            });
            await(run -> run.bytesDone() == 1);

            assertThat(queue.cancel(submitted.id())).isTrue();

            assertThat(await(run -> !run.isActive()).phase()).isEqualTo(RunPhase.Cancelled);
            assertThat(queue.cancel(submitted.id())).isFalse();
        }
    }

    @Test
    void whatWaitsIsCancelledAtOnce() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (RunQueue queue = queue(Optional.empty())) {
            queue.submit("photos", RunKind.Backup, null, (_, _) -> {
                go.await();
                return Outcome.succeeded("done");
            });
            await(run -> run.phase() == RunPhase.Running);
            Run waiting = queue.submit("music", RunKind.Backup, null, DONE);

            queue.cancel(waiting.id());

            assertThat(queue.get(waiting.id()).orElseThrow().phase()).isEqualTo(RunPhase.Cancelled);
            go.countDown();
        }
    }

    @Test
    void aBackupThatWasCutOffIsDoneAgainAndItsChildEnded() throws Exception {
        Process orphan = new ProcessBuilder("sleep", "600").start();
        try {
            Run running = Run.waiting("20261129-000000-000-1", "photos", RunKind.Backup, Instant.EPOCH)
                    .begun(Instant.EPOCH);
            Run restore = Run.waiting("20261129-000000-000-2", "photos", RunKind.Restore, Instant.EPOCH);
            HostState state = new HostState(folder.resolve("state"));
            state.write(
                    "runs/" + running.id() + ".json",
                    new RunLog.Stored(
                            running, orphan.pid(), orphan.info().startInstant().orElseThrow()));
            state.write("runs/" + restore.id() + ".json", RunLog.Stored.of(restore));

            try (RunQueue queue = queue(Optional.of(DONE))) {
                Run again = await(run -> run.phase() == RunPhase.Succeeded);

                assertThat(again.id()).isNotEqualTo(running.id());
                assertThat(queue.get(running.id()).orElseThrow().message()).startsWith("It was cut off");
                assertThat(queue.get(restore.id()).orElseThrow().next()).startsWith("Plan the restore again");
                assertThat(orphan.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            orphan.destroyForcibly();
        }
    }

    @Test
    void anotherProcessOfTheSameNumberIsLeftAlone() throws Exception {
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            Run running =
                    Run.waiting("1", "photos", RunKind.Backup, Instant.EPOCH).begun(Instant.EPOCH);

            Orphan.end(new RunLog.Stored(running, other.pid(), Instant.EPOCH));

            assertThat(other.waitFor(Duration.ofMillis(200))).isFalse();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void whatGoesOnAtTheEndIsTakenUpAtTheNextStart() throws Exception {
        program("exec sleep 600\n");
        String id;
        try (RunQueue queue = queue(Optional.empty())) {
            id = queue.submit("photos", RunKind.Backup, null, (run, children) -> {
                        children.run(run, List.of());
                        return Outcome.succeeded("done");
                    })
                    .id();
            await(run -> run.phase() == RunPhase.Running);
        }
        try (RunQueue queue = queue(Optional.of(DONE))) {
            await(run -> run.phase() == RunPhase.Succeeded);
            assertThat(queue.get(id).orElseThrow().phase()).isEqualTo(RunPhase.Failed);
        }
    }
}
