package cloud.mows.backup.core.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import cloud.mows.backup.core.archive.ArchiveObserver;
import cloud.mows.backup.core.archive.ArchiveReport;
import cloud.mows.backup.core.archive.ArchiveRequest;
import cloud.mows.backup.core.archive.Archiver;
import cloud.mows.backup.core.archive.ChangeRule;
import cloud.mows.backup.core.archive.Exclusions;
import cloud.mows.backup.core.archive.LossRule;
import cloud.mows.backup.core.crypto.ScryptParameters;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileZoo;
import cloud.mows.backup.core.repository.Identity;
import cloud.mows.backup.core.repository.OpenOptions;
import cloud.mows.backup.core.repository.Password;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.snapshot.RepositoryReading;
import cloud.mows.backup.core.snapshot.SnapshotGrouping;
import cloud.mows.backup.core.source.LinuxSource;
import cloud.mows.backup.core.storage.directory.DirectoryStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What we write restic reads to the last attribute, what restic writes we read, and both go on with what the other began. */
@Timeout(300)
class ResticCompatibilityIT {
    private static final Password PASSWORD = Password.of("for tests only");
    private static final OpenOptions OPTIONS = OpenOptions.defaults(new Identity("host", "user", 1000, 1000, 1));

    @TempDir
    Path folder;

    private Path data;
    private Path place;

    /** The pinned version, and the one that a Debian may have. */
    enum Version {
        PINNED("0.18.1"),
        DEBIAN("0.14.0");

        private final String number;

        Version(String number) {
            this.number = number;
        }

        /** Skips the test if it is not here; where everything must be here, fails it. */
        String program() throws Exception {
            String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
            Path pinned = Path.of(System.getenv().getOrDefault("MOWS_BACKUP_TOOLS", cache + "/mows-backup/tools"))
                    .resolve("restic-" + number)
                    .resolve("restic");
            String program = this == PINNED ? pinned.toString() : "/usr/bin/restic";
            if (Files.isExecutable(Path.of(program))
                    && output(List.of(program, "version")).contains(" " + number + " ")) {
                return program;
            }
            String missing =
                    "there is no restic " + number + " at " + program + ": build it with e2e/tools/build.sh restic";
            System.err.println("SKIPPED ResticCompatibilityIT: " + missing);
            if (this == PINNED && "true".equals(System.getenv("CI"))) {
                throw new AssertionError(missing);
            }
            return abort(missing);
        }
    }

    @BeforeEach
    void fill() throws Exception {
        place = folder.resolve("repository");
        data = Files.createDirectories(folder.resolve("data"));
        Files.createDirectory(data.resolve("zoo"));
        FileZoo.build(data.resolve("zoo"));
        SplittableRandom random = new SplittableRandom(17);
        Files.write(data.resolve("large"), RepositoryFixture.noise(random, 20_000_000));
        Files.writeString(data.resolve("text"), "all work and no play\n".repeat(200_000));
        for (int i = 0; i < 300; i++) {
            Path sub = Files.createDirectories(data.resolve("many/" + i % 7));
            Files.write(sub.resolve("file " + i), RepositoryFixture.noise(random, random.nextInt(1, 5000)));
        }
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("RESTIC_PASSWORD", "for tests only");
        builder.environment().put("TZ", "UTC");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s%n%s", command, output).isZero();
        return output;
    }

    private String restic(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program, "--no-cache", "--repo", place.toString()));
        command.addAll(List.of(arguments));
        return output(command);
    }

    private ArchiveReport backUp(Repository repository) {
        ArchiveRequest request = new ArchiveRequest(
                List.of(BytePath.of(data)),
                List.of(data.toString()),
                Exclusions.NONE,
                "host",
                List.of(),
                null,
                ZoneOffset.UTC,
                "",
                SnapshotGrouping.HOST_AND_PATHS,
                false,
                ChangeRule.STRICT,
                LossRule.DEFAULT,
                false,
                false,
                false,
                2,
                "mows-backup test");
        try (LinuxSource source = new LinuxSource()) {
            return new Archiver(repository, source, ArchiveObserver.SILENT).run(request);
        }
    }

    private void assertResticRestores(Version version, String snapshot) throws Exception {
        Path target = Files.createTempDirectory(folder, "restored");
        restic(version.program(), "restore", snapshot, "--target", target.toString());
        List<String> compare = new ArrayList<>(List.of("rsync", "-naiHAXc", "--delete"));
        // No restic restores sockets.
        compare.add("--exclude=/zoo/socket");
        if (version == Version.DEBIAN) {
            // It knows neither link targets that are not UTF-8 nor attributes of links.
            compare.add("--exclude=/zoo/link");
        }
        compare.addAll(List.of(data + "/", target + data.toString() + "/"));
        assertThat(output(compare)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void resticReadsWhatWeWrite(Version version) throws Exception {
        String restic = version.program();
        FileZoo.assumeRoot();
        SnapshotId id;
        try (Repository repository =
                Repository.create(new DirectoryStorage(place), PASSWORD, ScryptParameters.DEFAULT, OPTIONS)) {
            id = backUp(repository).snapshot();
        }
        assertThat(id).isNotNull();
        assertThat(restic(restic, "check", "--read-data")).contains("no errors were found");
        assertThat(restic(restic, "snapshots")).contains(id.toString()).contains(data.toString());
        assertThat(restic(restic, "ls", id.hex()))
                .contains(data + "/many/3/file 3")
                .contains(data + "/zoo/plain again");
        assertResticRestores(version, id.hex());
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void weReadWhatResticWrites(Version version) throws Exception {
        String restic = version.program();
        restic(restic, "init");
        restic(restic, "backup", "--host", "host", data.toString());
        try (Repository repository = Repository.open(new DirectoryStorage(place), PASSWORD, OPTIONS)) {
            assertThat(RepositoryReading.readEverything(repository)).isOne();
            ArchiveReport ours = backUp(repository);
            assertThat(ours.parent()).isNotNull();
            assertThat(ours.summary().filesNew()).isZero();
            assertThat(ours.summary().filesChanged())
                    .as("every file is known by its parent")
                    .isZero();
            assertThat(ours.summary().dataBlobs()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void bothGoOnWithWhatTheOtherBegan(Version version) throws Exception {
        String restic = version.program();
        FileZoo.assumeRoot();
        try (Repository repository =
                Repository.create(new DirectoryStorage(place), PASSWORD, ScryptParameters.DEFAULT, OPTIONS)) {
            backUp(repository);
        }
        for (int round = 0; round < 2; round++) {
            Files.writeString(data.resolve("changed by " + round), "for restic");
            String said = restic(restic, "backup", "--host", "host", data.toString());
            assertThat(said).contains("using parent snapshot").containsPattern("Files: +1 new, +0 changed");
            Files.writeString(data.resolve("changed by " + round), "for us in round " + round);
            try (Repository repository = Repository.open(new DirectoryStorage(place), PASSWORD, OPTIONS)) {
                ArchiveReport ours = backUp(repository);
                assertThat(ours.summary().filesChanged()).isOne();
                assertThat(ours.summary().filesNew()).isZero();
                assertThat(ours.summary().dataBlobs()).isOne();
                assertThat(RepositoryReading.readEverything(repository)).isEqualTo(3 + 2 * round);
            }
        }
        assertThat(restic(restic, "check", "--read-data")).contains("no errors were found");
        assertResticRestores(version, "latest");
    }
}
