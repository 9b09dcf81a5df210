package cloud.mows.backup.core.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import cloud.mows.backup.core.archive.ArchiveObserver;
import cloud.mows.backup.core.archive.ArchiveReport;
import cloud.mows.backup.core.archive.ArchiveRequest;
import cloud.mows.backup.core.archive.Archiver;
import cloud.mows.backup.core.archive.ChangeRule;
import cloud.mows.backup.core.archive.Cutting;
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
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import cloud.mows.backup.core.snapshot.SnapshotGrouping;
import cloud.mows.backup.core.source.LinuxSource;
import cloud.mows.backup.core.storage.directory.DirectoryStorage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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

    /** The pinned version, the one before, and the one that a Debian may have. */
    enum Version {
        PINNED("0.19.1"),
        BEFORE("0.18.1"),
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
            String program = this == DEBIAN ? "/usr/bin/restic" : pinned.toString();
            if (Files.isExecutable(Path.of(program))
                    && output(List.of(program, "version")).contains(" " + number + " ")) {
                return program;
            }
            String missing = "there is no restic " + number + " at " + program
                    + ": build it with e2e/tools/build.sh restic restic-0.18";
            System.err.println("SKIPPED ResticCompatibilityIT: " + missing);
            if (this != DEBIAN && "true".equals(System.getenv("CI"))) {
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
        return backUp(repository, false);
    }

    private ArchiveReport backUp(Repository repository, boolean force) {
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
                force,
                ChangeRule.STRICT,
                LossRule.DEFAULT,
                false,
                false,
                false,
                2,
                "mows-backup test",
                Cutting.AUTO);
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

    /** Data that is cut by all of the rules: noise, text, zeros and a hole. */
    private void addFilesToCut() throws Exception {
        byte[] mixed = RepositoryFixture.noise(new SplittableRandom(18), 30_000_000);
        Arrays.fill(mixed, 3_000_000, 14_000_000, (byte) 0);
        System.arraycopy(
                "some words ".repeat(400_000).getBytes(StandardCharsets.US_ASCII), 0, mixed, 20_000_000, 4_400_000);
        Files.write(data.resolve("mixed"), mixed);
        try (RandomAccessFile sparse =
                new RandomAccessFile(data.resolve("sparse").toFile(), "rw")) {
            sparse.write(mixed, 0, 700_000);
            sparse.seek(40_000_000);
            sparse.write(mixed, 700_000, 2_000_000);
            sparse.setLength(60_000_000);
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void whatResticCutIsNotStoredAgain(Version version) throws Exception {
        String restic = version.program();
        addFilesToCut();
        restic(restic, "init");
        restic(restic, "backup", "--host", "host", data.toString());
        try (Repository repository = Repository.open(new DirectoryStorage(place), PASSWORD, OPTIONS)) {
            ArchiveReport ours = backUp(repository, true);
            assertThat(ours.summary().filesNew()).as("all is read").isGreaterThan(300);
            assertThat(ours.summary().dataBlobs()).isZero();
        }
        assertThat(restic(restic, "check", "--read-data")).contains("no errors were found");
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void whatWeCutIsNotStoredAgainByRestic(Version version) throws Exception {
        String restic = version.program();
        addFilesToCut();
        restic(restic, "init");
        try (Repository repository = Repository.open(new DirectoryStorage(place), PASSWORD, OPTIONS)) {
            assertThat(backUp(repository).summary().dataBlobs()).isGreaterThan(300);
        }
        String summary = restic(restic, "backup", "--force", "--json", "--host", "host", data.toString());
        assertThat(summary).contains("\"data_blobs\":0,").contains("\"files_unmodified\":0,");
    }

    /** In a repository of ours the backup before decides, and what we make of it decides for the one after. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void weCutOnAsResticDid(Version version) throws Exception {
        String restic = version.program();
        addFilesToCut();
        try (Repository repository =
                Repository.create(new DirectoryStorage(place), PASSWORD, ScryptParameters.DEFAULT, OPTIONS)) {
            repository.index();
        }
        restic(restic, "backup", "--host", "host", data.toString());
        for (boolean force : new boolean[] {false, true, false}) {
            Files.write(data.resolve("mixed"), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
            try (Repository repository = Repository.open(new DirectoryStorage(place), PASSWORD, OPTIONS)) {
                ArchiveReport ours = backUp(repository, force);
                assertThat(ours.summary().dataBlobs()).as("the last chunk").isOne();
                assertThat(SnapshotCatalogue.load(repository, Objects.requireNonNull(ours.snapshot()))
                                .programVersion())
                        .isEqualTo("mows-backup test (rabin)");
            }
        }
    }
}
