package cloud.mows.backup.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileZoo;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.posix.PosixNames;
import cloud.mows.backup.core.posix.PosixXattrs;
import cloud.mows.backup.core.source.TreeDifference.Aspect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeComparisonTest {
    @TempDir
    Path folder;

    private Path left;
    private Path right;

    @BeforeEach
    void buildTwice() throws Exception {
        left = Files.createDirectory(folder.resolve("left"));
        right = Files.createDirectory(folder.resolve("right"));
        FileZoo.build(left);
        FileZoo.build(right);
        assertThat(differences()).isEmpty();
    }

    private List<TreeDifference> differences() throws SourceException {
        return TreeComparison.compare(BytePath.of(left), BytePath.of(right));
    }

    private void expect(String path, Aspect... aspects) throws Exception {
        List<TreeDifference> found = differences().stream()
                .filter(difference -> !difference.path().equals(BytePath.of(".")))
                .toList();
        assertThat(found).extracting(TreeDifference::aspect).containsExactly(aspects);
        assertThat(found).allSatisfy(difference -> assertThat(difference.path()).hasToString(path));
    }

    private void rightTimes(String name) throws PosixException {
        PosixNames.changeTimes(Posix.WORKING_DIRECTORY, rightPath(name), FileZoo.WITH_NANOS, FileZoo.WITH_NANOS);
    }

    private ByteString rightPath(String name) {
        return BytePath.of(right.resolve(name)).bytes();
    }

    @Test
    void seesEveryKindOfDifference() throws Exception {
        Files.writeString(right.resolve("more"), "");
        expect("more", Aspect.PRESENCE);
        Files.delete(right.resolve("more"));

        Files.delete(right.resolve("dangling"));
        expect("dangling", Aspect.PRESENCE);
        Files.writeString(right.resolve("dangling"), "");
        expect("dangling", Aspect.TYPE);
        Files.delete(right.resolve("dangling"));
        Files.createSymbolicLink(right.resolve("dangling"), Path.of("elsewhere"));
        expect("dangling", Aspect.MTIME, Aspect.LINK_TARGET);
        Files.delete(right.resolve("dangling"));
        Files.delete(left.resolve("dangling"));

        PosixNames.changeMode(Posix.WORKING_DIRECTORY, rightPath("folder"), 0751);
        expect("folder", Aspect.MODE);
        PosixNames.changeMode(Posix.WORKING_DIRECTORY, rightPath("folder"), 03751);

        PosixNames.changeTimes(
                Posix.WORKING_DIRECTORY, BytePath.of(right).bytes(), FileZoo.BEFORE_1970, FileZoo.WITH_NANOS);
        PosixNames.changeTimes(
                Posix.WORKING_DIRECTORY, BytePath.of(left).bytes(), FileZoo.BEFORE_1970, FileZoo.BEFORE_1970);
        assertThat(differences()).extracting(TreeDifference::aspect).containsExactly(Aspect.MTIME);
    }

    @Test
    void seesOneNanosecondAndOneByte() throws Exception {
        PosixNames.changeTimes(
                Posix.WORKING_DIRECTORY, rightPath("plain"), FileZoo.BEFORE_1970, FileZoo.WITH_NANOS.plusNanos(1));
        List<TreeDifference> found = differences();
        assertThat(found).hasSize(3).allMatch(difference -> difference.aspect() == Aspect.MTIME);
        rightTimes("plain");
        assertThat(differences()).isEmpty();

        byte[] sparse = {9};
        int fd = Posix.open(Posix.WORKING_DIRECTORY, rightPath("sparse"), 1, 0);
        Posix.writeAt(fd, sparse, 0, 1, 29 << 20);
        Posix.close(fd);
        rightTimes("sparse");
        expect("sparse", Aspect.CONTENT);
        assertThat(differences().getLast().left()).isEqualTo("differs from byte " + (29 << 20) + " on");

        Files.write(right.resolve("sparse"), new byte[] {1}, StandardOpenOption.APPEND);
        rightTimes("sparse");
        expect("sparse", Aspect.SIZE);
    }

    @Test
    void seesHardLinksThatAreNone() throws Exception {
        Files.delete(right.resolve("plain again"));
        Files.copy(right.resolve("plain"), right.resolve("plain again"));
        rightTimes("plain again");
        PosixNames.changeMode(Posix.WORKING_DIRECTORY, rightPath("plain again"), 0640);
        expect("plain again", Aspect.HARD_LINKS);
    }

    @Test
    void seesOwnersAndAttributes() throws Exception {
        FileZoo.assumeRoot();
        PosixNames.changeOwner(Posix.WORKING_DIRECTORY, rightPath("link"), 12, 35);
        expect("link", Aspect.OWNER);
        PosixNames.changeOwner(Posix.WORKING_DIRECTORY, rightPath("link"), 12, 34);
        PosixXattrs.remove(Posix.WORKING_DIRECTORY, rightPath("with acl"), ByteString.of("system.posix_acl_access"));
        expect("with acl", Aspect.XATTRS);
    }
}
