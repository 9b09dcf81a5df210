package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.snapshot.RepositoryReading;
import cloud.mows.backup.core.snapshot.SnapshotGrouping;
import cloud.mows.backup.core.source.LinuxSource;
import cloud.mows.backup.core.source.Source;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A repository and a source, and backups of one into the other. */
final class ArchiveFixture implements AutoCloseable {
    final Repository repository;
    final List<String> problems = Collections.synchronizedList(new ArrayList<>());
    final List<String> changedWhileRead = Collections.synchronizedList(new ArrayList<>());
    final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    UnaryOperator<Source> wrapping = UnaryOperator.identity();
    ArchiveObserver observer = new ArchiveObserver() {
        @Override
        public void problem(BytePath path, String message) {
            problems.add(message);
        }

        @Override
        public void warning(BytePath path, String message) {
            warnings.add(message);
        }

        @Override
        public void changedWhileRead(BytePath path, String message) {
            changedWhileRead.add(message);
        }
    };

    ArchiveFixture() {
        this(new MemoryStorage());
    }

    ArchiveFixture(Storage storage) {
        this(RepositoryFixture.create(storage));
    }

    ArchiveFixture(Repository repository) {
        this.repository = repository;
    }

    /**
     * From now on the relative path {@code data} means this folder. So the folders above it, which other tests work in, are
     * not in the tree.
     */
    ArchiveFixture serving(Path folder) {
        wrapping = source -> new RenamingSource(source, Map.of("data", BytePath.of(folder)));
        return this;
    }

    static Request data() {
        return of(BytePath.of("data"));
    }

    static Request of(Path... paths) {
        return of(Arrays.stream(paths).map(BytePath::of).toArray(BytePath[]::new));
    }

    static Request of(BytePath... paths) {
        return new Request(List.of(paths));
    }

    /** The unusual parts of a request. */
    static final class Request {
        private final List<BytePath> paths;
        private Exclusions exclusions = Exclusions.NONE;
        private boolean force;
        private boolean oneFileSystem;
        private boolean dryRun;
        private boolean skipIfUnchanged;
        private ChangeRule changes = ChangeRule.STRICT;
        private @Nullable LossRule losses = LossRule.DEFAULT;
        private int readers = ArchiveRequest.READERS;
        private Cutting cutting = Cutting.AUTO;

        private Request(List<BytePath> paths) {
            this.paths = paths;
        }

        Request excluding(Exclusions what) {
            exclusions = what;
            return this;
        }

        Request forced() {
            force = true;
            return this;
        }

        Request oneFileSystem() {
            oneFileSystem = true;
            return this;
        }

        Request dry() {
            dryRun = true;
            return this;
        }

        Request skippingUnchanged() {
            skipIfUnchanged = true;
            return this;
        }

        Request changes(ChangeRule rule) {
            changes = rule;
            return this;
        }

        Request losses(@Nullable LossRule rule) {
            losses = rule;
            return this;
        }

        Request cutting(Cutting where) {
            cutting = where;
            return this;
        }

        Request readers(int count) {
            readers = count;
            return this;
        }

        ArchiveRequest build() {
            return build(null);
        }

        ArchiveRequest build(@Nullable ArchiveReport parent) {
            return new ArchiveRequest(
                    paths,
                    paths.stream().map(BytePath::toString).toList(),
                    exclusions,
                    "host",
                    List.of(),
                    Instant.parse("2026-03-01T12:00:00Z"),
                    ZoneOffset.UTC,
                    parent == null ? "" : String.valueOf(parent.snapshot()),
                    SnapshotGrouping.HOST_AND_PATHS,
                    force || parent == null,
                    changes,
                    losses,
                    oneFileSystem,
                    dryRun,
                    skipIfUnchanged,
                    readers,
                    "mows-backup test",
                    cutting);
        }
    }

    ArchiveReport run(Request request) {
        return run(request, null);
    }

    /** @param parent what an earlier run reported; null for none */
    ArchiveReport run(Request request, @Nullable ArchiveReport parent) {
        try (Source source = wrapping.apply(new LinuxSource())) {
            return new Archiver(repository, source, observer).run(request.build(parent));
        }
    }

    Map<String, RepositoryReading.Entry> entries(ArchiveReport report) {
        return RepositoryReading.entries(repository, report.tree());
    }

    @Override
    public void close() {
        repository.close();
    }
}
