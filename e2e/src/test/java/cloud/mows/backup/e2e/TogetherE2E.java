package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restic and we on one repository, in turn and at the same time. */
class TogetherE2E {
    private static final int LOCKED = 11;
    private static final int ATTEMPTS = 50;
    /** A lock that is written under another name first, as restic does, is none yet. */
    private static final Pattern LOCK = Pattern.compile("[0-9a-f]{64}");

    @TempDir
    Path folder;

    private SampleTree source;
    private Path repository;
    private Program mows;
    private Program restic;

    @BeforeEach
    void make() throws Exception {
        source = SampleTree.create(Files.createDirectories(folder.resolve("source")), 3, 600, 5);
        repository = folder.resolve("repository");
        mows = Machine.mows(folder, repository);
        restic = Machine.restic(folder, repository);
    }

    private void bothAgree() throws Exception {
        mows.succeed("check", "--read-data");
        restic.succeed("check", "--read-data");
        for (Program program : new Program[] {mows, restic}) {
            SampleTree.assertComesBack(program, source.folder(), folder);
        }
    }

    private void backUpInTurn() throws Exception {
        for (int i = 0; i < 2; i++) {
            source.change();
            mows.succeed("backup", source.folder().toString());
            source.change();
            restic.succeed("backup", source.folder().toString());
        }
    }

    private boolean isLocked() {
        try (Stream<Path> locks = Files.list(repository.resolve("locks"))) {
            return locks.anyMatch(
                    lock -> LOCK.matcher(lock.getFileName().toString()).matches());
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void resticTidiesUpWhatWeMade() throws Exception {
        mows.succeed("init");
        backUpInTurn();
        bothAgree();
        restic.succeed("forget", "--keep-last", "1", "--prune", "--max-unused", "0");
        bothAgree();
        source.change();
        mows.succeed("backup", source.folder().toString());
        bothAgree();
    }

    @Test
    void weTidyUpWhatResticMade() throws Exception {
        restic.succeed("init");
        backUpInTurn();
        bothAgree();
        mows.succeed("forget", "--keep-last", "1", "--prune", "--max-unused", "0");
        bothAgree();
        source.change();
        restic.succeed("backup", source.folder().toString());
        bothAgree();
    }

    @Test
    void parentsOfEachOtherAreUsed() throws Exception {
        restic.succeed("init");
        restic.succeed("backup", source.folder().toString());
        Finished ours = mows.succeed("backup", source.folder().toString());
        assertThat(ours.output()).containsPattern("Files: +0 new, +0 changed");
        Finished theirs = restic.succeed("backup", source.folder().toString());
        assertThat(theirs.output()).containsPattern("Files: +0 new, +0 changed");
    }

    @Test
    void bothBackUpAtTheSameTime() throws Exception {
        mows.succeed("init");
        for (int i = 0; i < 3; i++) {
            source.change();
            try (Started theirs = restic.start("backup", source.folder().toString());
                    Started ours = mows.start("backup", source.folder().toString());
                    Started oursToo = mows.start("backup", source.folder().toString())) {
                theirs.finish().exits(0);
                ours.finish().exits(0);
                oursToo.finish().exits(0);
            }
        }
        bothAgree();
        mows.succeed("prune", "--max-unused", "0");
        bothAgree();
    }

    /** A prune that stands still while it holds its lock. One that was over before it could be stopped is begun again. */
    private Started heldUpWithItsLock(Program program) throws Exception {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Started prune = program.start("prune", "--max-unused", "0");
            while (prune.isAlive() && !isLocked()) {
                Thread.onSpinWait();
            }
            prune.holdUp();
            if (prune.isAlive() && isLocked()) {
                return prune;
            }
            prune.signal("CONT");
            try (prune) {
                prune.finish().exits(0);
            }
        }
        throw new AssertionError("no prune of " + ATTEMPTS + " could be stopped while it held its lock");
    }

    /** Restic takes an exclusive lock for {@code prune}; here it is held up while it holds it. */
    @Test
    void weRespectResticsLock() throws Exception {
        restic.succeed("init");
        backUpInTurn();
        restic.succeed("forget", "--keep-last", "1");
        try (Started theirs = heldUpWithItsLock(restic)) {
            for (String[] command :
                    new String[][] {{"backup", source.folder().toString()}, {"prune"}, {"forget", "--keep-last", "1"}
                    }) {
                Finished refused = mows.run(command).exits(LOCKED);
                assertThat(refused.errors()).contains("locked").contains("hint:");
            }
            theirs.signal("CONT");
            theirs.finish().exits(0);
        }
        bothAgree();
    }

    @Test
    void resticRespectsOurLocks() throws Exception {
        mows.succeed("init");
        backUpInTurn();
        try (Started ours = mows.start("backup", "--stdin", "--stdin-filename", "stream")) {
            ours.until("we hold our lock", this::isLocked);
            restic.run("prune").exits(LOCKED);
            mows.run("prune").exits(LOCKED);
            // It sends a signal to see whether we are alive, and must find us so.
            restic.succeed("unlock");
            assertThat(isLocked()).isTrue();
            // A shared lock excludes no backup.
            restic.succeed("backup", source.folder().toString());
            try (OutputStream input = ours.input()) {
                input.write("the stream".getBytes(StandardCharsets.UTF_8));
            }
            ours.finish().exits(0);
        }
        mows.succeed("forget", "--keep-last", "1", "-q");
        try (Started ours = heldUpWithItsLock(mows)) {
            restic.run("backup", source.folder().toString()).exits(LOCKED);
            restic.run("prune").exits(LOCKED);
            ours.signal("CONT");
            ours.finish().exits(0);
        }
        assertThat(isLocked()).isFalse();
        restic.succeed("check", "--read-data");
    }

    /** Its lock does not say whether it is of this or a container of the same name, so it takes somebody who asks. */
    @Test
    void theLockOfAKilledResticGoesWhenAskedFor() throws Exception {
        restic.succeed("init");
        backUpInTurn();
        restic.succeed("forget", "--keep-last", "1");
        try (Started theirs = heldUpWithItsLock(restic)) {
            theirs.signal("KILL");
            theirs.finish();
        }
        mows.run("prune").exits(LOCKED);
        assertThat(mows.succeed("unlock").output()).contains("removed 1 lock");
        mows.succeed("prune", "--max-unused", "0");
        bothAgree();
    }

    @Test
    void waitingForALockHelps() throws Exception {
        mows.succeed("init");
        try (Started holder = mows.start("backup", "--stdin");
                Started waiting = start(holder)) {
            assertThat(waiting.endsWithin(Duration.ofMillis(500))).isFalse();
            holder.input().close();
            holder.finish().exits(0);
            waiting.finish().exits(0);
        }
    }

    private Started start(Started holder) throws InterruptedException {
        holder.until("it holds its lock", this::isLocked);
        return mows.start("prune", "--retry-lock", "1m");
    }
}
