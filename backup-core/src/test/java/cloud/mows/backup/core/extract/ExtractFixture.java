package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.archive.ArchiveObserver;
import cloud.mows.backup.core.archive.ArchiveRequest;
import cloud.mows.backup.core.archive.Archiver;
import cloud.mows.backup.core.archive.ChangeRule;
import cloud.mows.backup.core.archive.Cutting;
import cloud.mows.backup.core.archive.Exclusions;
import cloud.mows.backup.core.archive.LossRule;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import cloud.mows.backup.core.snapshot.SnapshotGrouping;
import cloud.mows.backup.core.source.LinuxSource;
import cloud.mows.backup.core.source.TreeComparison;
import cloud.mows.backup.core.source.TreeDifference;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.target.LinuxTarget;
import cloud.mows.backup.core.target.MetadataPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/** A repository with backups of folders, and restores of them. */
final class ExtractFixture implements AutoCloseable {
    final Repository repository;
    final List<String> problems = Collections.synchronizedList(new ArrayList<>());
    final Map<String, ExtractAction> actions = new ConcurrentHashMap<>();

    private final ExtractObserver observer = new ExtractObserver() {
        @Override
        public void done(ExtractAction action, BytePath location, long bytes) {
            actions.put(location.toString(), action);
        }

        @Override
        public void failed(BytePath location, Problem problem) {
            problems.add(problem.message());
        }
    };

    ExtractFixture(Storage storage) {
        repository = RepositoryFixture.create(storage);
    }

    ExtractFixture(Repository repository) {
        this.repository = repository;
    }

    /** Saves a folder. @return the tree with what is in it */
    BlobId save(Path folder) {
        ArchiveRequest request = new ArchiveRequest(
                List.of(BytePath.of(folder)),
                List.of(folder.toString()),
                Exclusions.NONE,
                "host",
                List.of(),
                Instant.parse("2026-03-01T12:00:00Z"),
                ZoneOffset.UTC,
                "",
                SnapshotGrouping.HOST_AND_PATHS,
                true,
                ChangeRule.STRICT,
                LossRule.DEFAULT,
                false,
                false,
                false,
                1,
                "mows-backup test",
                Cutting.AUTO);
        try (LinuxSource source = new LinuxSource(LinuxSource.Atimes.RECORDED)) {
            SnapshotId id = Objects.requireNonNull(new Archiver(repository, source, new ArchiveObserver() {})
                    .run(request)
                    .snapshot());
            return new SnapshotFiles(repository)
                    .folder(SnapshotCatalogue.load(repository, id).tree(), BytePath.of(folder));
        }
    }

    ExtractReport restore(BlobId tree, Path to) throws Exception {
        return restore(ExtractRequest.all(tree), to);
    }

    ExtractReport restore(ExtractRequest request, Path to) throws Exception {
        problems.clear();
        actions.clear();
        try (LinuxTarget target = request.dryRun()
                ? LinuxTarget.openExisting(BytePath.of(to), new SplittableRandom(1))
                : LinuxTarget.open(BytePath.of(to), MetadataPolicy.ALL, new SplittableRandom(1))) {
            return new Extractor(repository, observer).extract(request, target);
        }
    }

    /** What differs, apart from the top folders themselves. */
    static List<TreeDifference> differences(Path left, Path right) throws Exception {
        return TreeComparison.compare(BytePath.of(left), BytePath.of(right)).stream()
                .filter(difference -> !difference.path().bytes().equals(ByteString.of(".")))
                .toList();
    }

    @Override
    public void close() {
        repository.close();
    }
}
