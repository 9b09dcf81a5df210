package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that cannot all be read, disks that are full or may not be written to, signals and streams. */
class HardSourcesE2E {
    private static final int FAILED = 1;
    private static final int INCOMPLETE = 3;
    private static final int NO_REPOSITORY = 10;
    private static final int LOCKED = 11;
    private static final int WRONG_PASSWORD = 12;
    private static final int INTERRUPTED = 130;

    @TempDir
    Path folder;

    private Path source;
    private Path repository;
    private Program mows;

    @BeforeEach
    void make() throws Exception {
        source = Files.createDirectories(folder.resolve("source"));
        repository = folder.resolve("repository");
        mows = Machine.mows(folder, repository);
    }

    private boolean isLocked() {
        try (Stream<Path> locks = Files.list(repository.resolve("locks"))) {
            return locks.findAny().isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void comesBackEqual() throws Exception {
        SampleTree.assertComesBack(mows, source, folder);
    }

    private int snapshots() throws IOException {
        try (Stream<Path> files = Files.list(repository.resolve("snapshots"))) {
            return (int) files.count();
        }
    }

    /** And beside it what restic says then, which wrappers look for. */
    private static void saysSentenceAndResticsWords(Finished finished, String word, String restics) {
        assertThat(finished.errors())
                .contains(restics)
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
        assertThat(finished.errors().lines().filter(line -> line.startsWith("mows-backup: ")))
                .as("%s", finished)
                .singleElement()
                .asString()
                .contains(word);
    }

    private static void saysOneSentence(Finished finished, String word) {
        saysSentenceAndResticsWords(finished, "", word);
        assertThat(finished.errors().lines().filter(line -> !line.startsWith("  hint: ")))
                .as("%s", finished)
                .hasSize(1);
    }

    /** The program as a user who owns nothing: its files and the folder of the test are opened to him. */
    private Program asNobody() throws Exception {
        Machine.needRoot("becoming another user");
        String setpriv = Machine.tool("setpriv").toString();
        Path home = folder.resolve("program");
        Program.of(folder, "cp").succeed("-r", Machine.home().toString(), home.toString());
        Program.of(folder, "chmod").succeed("-R", "a+rX", folder.toString());
        Program.of(folder, "chmod").succeed("a+rwx", folder.toString());
        Program nobody = Program.of(folder, home.resolve("bin/mows-backup").toString());
        for (String name : mows.environment().keySet()) {
            nobody = nobody.with(name, mows.environment().get(name));
        }
        Program become = Program.of(folder, setpriv, "--reuid=65534", "--regid=65534", "--clear-groups");
        Machine.needs(become.and("true"));
        return nobody.by(become.command().toArray(String[]::new));
    }

    @Test
    void whatCannotBeReadIsToldAndTheRestSaved() throws Exception {
        Files.writeString(source.resolve("readable"), "yes");
        Path locked = Files.createDirectories(source.resolve("locked"));
        Files.writeString(locked.resolve("inside"), "hidden");
        Files.writeString(source.resolve("secret"), "no");
        Files.writeString(source.resolve("last"), "too");
        Program nobody = asNobody();
        Program.of(folder, "chmod", "0000", locked.toString()).succeed();
        Program.of(folder, "chmod", "0000", source.resolve("secret").toString()).succeed();
        nobody.succeed("init");

        Finished backup = nobody.run("backup", source.toString()).exits(INCOMPLETE);
        assertThat(backup.errors())
                .contains(source.resolve("secret").toString())
                .contains(locked.toString());
        nobody.succeed("check", "--read-data");
        Path target = Files.createDirectories(folder.resolve("target"));
        mows.succeed("restore", "latest:" + source, "--target", target.toString());
        assertThat(target.resolve("readable")).hasContent("yes");
        assertThat(target.resolve("last")).hasContent("too");
        assertThat(target.resolve("secret")).doesNotExist();
    }

    @Test
    void namesAreBytes() throws Exception {
        Program shell = Program.of(source, "bash", "-c");
        shell.succeed("printf one >$'latin1-\\xe4\\xf6\\xfc'; printf two >$'new\\nline'; printf three >$'\\xff\\xfe';"
                + " mkdir $'dir-\\xc3\\x28'; printf four >$'dir-\\xc3\\x28/\\x80'; printf five >'*?[a]\\\\'; ln -s"
                + " $'\\xf0\\x28\\x8c' link; printf six >ordentlich-äöü; printf seven >$'\\x1b[31mred'");
        mows.succeed("init");
        mows.succeed("backup", source.toString());
        comesBackEqual();
        mows.with("LANG", null).with("LC_ALL", "C").succeed("backup", source.toString());
        comesBackEqual();
        Machine.restic(folder, repository).succeed("check", "--read-data");
        SampleTree.assertComesBack(Machine.restic(folder, repository), source, folder);
    }

    @Test
    void aFullDiskBreaksNothing() throws Exception {
        Machine.needRoot("mounting a small disk");
        SampleTree tree = SampleTree.create(source, 4, 50, 3);
        Path disk = Files.createDirectories(folder.resolve("disk"));
        Machine.needs(Program.of(folder, "mount", "-t", "tmpfs", "-o", "size=14m", "tmpfs", disk.toString()));
        try {
            repository = disk.resolve("repository");
            mows = Machine.mows(folder, repository).with("MOWS_BACKUP_PACK_SIZE", "4");
            mows.succeed("init");
            Path small = Files.createDirectories(folder.resolve("small"));
            Files.writeString(small.resolve("file"), "fits");
            mows.succeed("backup", small.toString());

            saysOneSentence(mows.run("backup", "-q", source.toString()).exits(FAILED), "space");
            assertThat(snapshots()).isOne();
            mows.run("check", "--read-data", "--no-lock").exits(0);

            Program.of(folder, "mount", "-o", "remount,size=60m", disk.toString())
                    .succeed();
            mows.succeed("backup", source.toString());
            mows.succeed("check", "--read-data");
            comesBackEqual();
            assertThat(isLocked()).isFalse();
            assertThat(tree.folder()).isEqualTo(source);
        } finally {
            Program.of(folder, "umount", "-l", disk.toString()).succeed();
        }
    }

    @Test
    void aFullDiskIsToldWhenRestoring() throws Exception {
        Machine.needRoot("mounting a small disk");
        SampleTree.create(source, 3, 50, 3);
        mows.succeed("init");
        mows.succeed("backup", source.toString());
        Path disk = Files.createDirectories(folder.resolve("disk"));
        Machine.needs(Program.of(folder, "mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()));
        try {
            Finished restore =
                    mows.run("restore", "latest", "--target", disk.toString()).exits(FAILED);
            assertThat(restore.errors()).contains("space").doesNotContain("Exception");
            Program.of(folder, "mount", "-o", "remount,size=60m", disk.toString())
                    .succeed();
            mows.succeed("restore", "latest", "--target", disk.toString());
            SampleTree.assertEqual(source, SampleTree.below(disk, source));
        } finally {
            Program.of(folder, "umount", "-l", disk.toString()).succeed();
        }
    }

    @Test
    void aReadOnlyDiskCanStillBeRestoredFrom() throws Exception {
        Machine.needRoot("mounting a disk read-only");
        SampleTree.create(source, 1, 50, 3);
        mows.succeed("init");
        mows.succeed("backup", source.toString());
        Path disk = Files.createDirectories(folder.resolve("disk"));
        Machine.needs(Program.of(folder, "mount", "--bind", repository.toString(), disk.toString()));
        try {
            Program.of(folder, "mount", "-o", "remount,bind,ro", disk.toString())
                    .succeed();
            mows = Machine.mows(folder, disk);
            saysOneSentence(mows.run("backup", "-q", source.toString()).exits(FAILED), "read-only file system");
            Path target = Files.createDirectories(folder.resolve("target"));
            mows.succeed("restore", "--no-lock", "latest", "--target", target.toString());
            SampleTree.assertEqual(source, SampleTree.below(target, source));
            mows.succeed("check", "--no-lock", "--read-data");
        } finally {
            Program.of(folder, "umount", "-l", disk.toString()).succeed();
        }
    }

    @Test
    void exitCodesTellWhatIsWrong() throws Exception {
        saysSentenceAndResticsWords(
                mows.run("backup", source.toString()).exits(NO_REPOSITORY), "repository", "unable to open config file");
        mows.succeed("init");
        saysSentenceAndResticsWords(mows.run("init").exits(FAILED), "already", "config file already exists");
        saysSentenceAndResticsWords(
                mows.with("MOWS_BACKUP_PASSWORD", "wrong")
                        .run("backup", source.toString())
                        .exits(WRONG_PASSWORD),
                "password",
                "wrong password or no key found");
        try (Started holder = mows.start("backup", "--stdin")) {
            holder.until("it holds its lock", this::isLocked);
            saysSentenceAndResticsWords(mows.run("prune").exits(LOCKED), "locked", "unable to create lock in backend");
            holder.finish().exits(0);
        }
        mows.run("restore", "latest", "--target", folder.resolve("t").toString())
                .exits(0);
        Finished nothing =
                mows.run("backup", source.resolve("missing").toString()).exits(FAILED);
        assertThat(nothing.errors()).contains("mows-backup: nothing of what should be saved is there");
    }

    @Test
    void interruptedItGivesBackItsLock() throws Exception {
        mows.succeed("init");
        // A shell that starts the tests in the background has them ignore SIGINT, which processes inherit.
        Program foreground = mows.by("env", "--default-signal=INT");
        List<Program> stuck = List.of(
                foreground.and("backup", "--stdin"),
                foreground.and("backup", "--stdin-from-command", "--", "sh", "-c", "echo begun; sleep 600; true"));
        for (Program backup : stuck) {
            for (String signal : List.of("INT", "TERM")) {
                try (Started started = backup.start()) {
                    started.until("it holds its lock", this::isLocked);
                    // Sometimes before it reads, mostly while it does.
                    assertThat(started.endsWithin(Duration.ofMillis(700))).isFalse();
                    started.signal(signal);
                    Finished finished = left(started).exits(INTERRUPTED);
                    assertThat(finished.errors())
                            .contains("mows-backup: interrupted")
                            .doesNotContain("Exception", "stdin: ");
                }
                assertThat(isLocked()).isFalse();
            }
        }
        assertThat(snapshots()).isZero();
    }

    /** Waits for the end while the process' input stays open. */
    private static Finished left(Started started) throws InterruptedException {
        return started.until("it has ended", () -> !started.isAlive()).finish();
    }

    @Test
    void interruptedAtAnyMomentItGivesBackItsLock() throws Exception {
        SampleTree.create(source, 2, 200, 3);
        mows.succeed("init");
        Kills kills = Kills.seeded("interrupted");
        long undisturbed =
                mows.succeed("backup", "--force", source.toString()).took().toNanos();
        Program foreground = mows.by("env", "--default-signal=INT");
        for (int i = 0; i < 10; i++) {
            try (Started backup = foreground.start("backup", "--force", source.toString())) {
                // From here on: in its first moments Java itself, not the program, answers a signal, and not always
                // alike.
                backup.until("it holds its lock", this::isLocked);
                if (!backup.endsWithin(Duration.ofNanos(kills.random().nextLong(undisturbed)))) {
                    backup.signal("INT");
                }
                Finished finished = backup.finish();
                // It may end before the signal comes.
                assertThat(finished.exitCode()).as("%s", finished).isIn(0, INTERRUPTED);
                assertThat(finished.errors()).doesNotContain("Exception");
            }
            assertThat(isLocked()).isFalse();
        }
        mows.succeed("check", "--read-data");
    }

    @Test
    void aStreamIsSavedWhole() throws Exception {
        mows.succeed("init");
        byte[] content = "line\n".repeat(500_000).getBytes(StandardCharsets.UTF_8);
        try (Started backup = mows.start("backup", "--stdin", "--stdin-filename", "/dumps/stream")) {
            backup.input().write(content);
            backup.finish().exits(0);
        }
        mows.succeed("restore", "latest", "--target", folder.resolve("target").toString());
        assertThat(folder.resolve("target/dumps/stream")).hasBinaryContent(content);
    }

    @Test
    void aFailingCommandMakesNoSnapshot() throws Exception {
        mows.succeed("init");
        Program command = mows.and("backup", "--stdin-from-command", "--stdin-filename", "dump", "--");
        command.run("sh", "-c", "echo half; exit 7").exits(FAILED);
        command.run("sh", "-c", "echo half; kill -9 $$").exits(FAILED);
        command.run(folder.resolve("no-such-command").toString()).exits(FAILED);
        assertThat(snapshots()).isZero();
        command.succeed("sh", "-c", "echo whole");
        assertThat(snapshots()).isOne();
        mows.succeed("restore", "latest", "--target", folder.resolve("target").toString());
        assertThat(folder.resolve("target/dump")).hasContent("whole\n");
    }
}
