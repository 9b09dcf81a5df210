package cloud.mows.backup.core.archive;

import static cloud.mows.backup.core.archive.ArchiveFixture.of;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.snapshot.RepositoryReading;
import cloud.mows.backup.core.tree.NodeType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which places several targets make of a tree. Relative paths are the test process's, so they lead down from where it is. */
@Timeout(60)
class ArchiveTargetsTest {
    /** Inside the module's folder, which is where the tests run. */
    private Path here;

    private Path name;

    @TempDir
    Path folder;

    private final ArchiveFixture backup = new ArchiveFixture();

    @BeforeEach
    void fill() throws Exception {
        Path target = Files.createDirectories(Path.of("target"));
        here = Files.createTempDirectory(target, "targets");
        name = here.getFileName();
        for (String path : List.of("a/one", "a/two", "b/one", "c")) {
            Files.createDirectories(here.resolve(path).getParent());
            Files.writeString(here.resolve(path), path);
        }
    }

    @AfterEach
    void remove() throws Exception {
        backup.close();
        try (var all = Files.walk(here)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private Set<String> paths(BytePath... targets) {
        return new TreeSet<>(backup.entries(backup.run(of(targets))).keySet());
    }

    private BytePath relative(String below) {
        return BytePath.of("target/" + name + "/" + below);
    }

    private String absolute(String below) {
        return here.toAbsolutePath() + "/" + below;
    }

    private Set<String> expected(String... below) {
        Set<String> paths = new TreeSet<>(List.of("/target", "/target/" + name));
        for (String path : below) {
            paths.add("/target/" + name + "/" + path);
        }
        return paths;
    }

    @Test
    void relativeTargetsKeepTheirElements() {
        assertThat(paths(relative("a"))).isEqualTo(expected("a", "a/one", "a/two"));
        assertThat(paths(relative("./a/./one"), relative("c"))).isEqualTo(expected("a", "a/one", "c"));
    }

    @Test
    void aTargetBelowAnotherIsPartOfIt() {
        assertThat(paths(relative("a/one"), relative("a"))).isEqualTo(expected("a", "a/one", "a/two"));
        assertThat(paths(relative("a"), relative("a/one"))).isEqualTo(expected("a", "a/one", "a/two"));
        assertThat(paths(relative("a"), relative("a"))).isEqualTo(expected("a", "a/one", "a/two"));
    }

    /** As restic has it: the names that lead up to a place are not part of the tree. */
    @Test
    void pathsAreCleanedLexically() throws Exception {
        assertThat(paths(BytePath.of("target/../target/" + name + "/a"))).isEqualTo(expected("a", "a/one", "a/two"));
        assertThat(paths(BytePath.of(absolute("b/../nowhere/../a"))))
                .contains(absolute("a/one"))
                .noneMatch(path -> path.contains("..") || path.contains("nowhere"));
        assertThat(paths(BytePath.of("/.." + absolute("c")))).contains(absolute("c"));
        Path module = Path.of("").toAbsolutePath();
        String up = "../" + module.getFileName() + "/target/" + name;
        assertThat(paths(BytePath.of(up + "/a"), BytePath.of(up + "/../" + name + "/c")))
                .contains("/" + module.getFileName() + "/target/" + name + "/a/one")
                .contains("/" + module.getFileName() + "/target/" + name + "/c");
    }

    @Test
    void whatLiesAboveIsAWholeRootToo() {
        Targets targets = Targets.of(List.of(BytePath.of(".."), BytePath.of("../../x/y"), BytePath.of("x")));
        assertThat(targets.wholeRoots()).containsExactly(BytePath.of(".."));
        assertThat(targets.children().values().stream().map(t -> t.path() + " " + t.isWhole()))
                .containsExactly("../../x false", "x true");
    }

    @Test
    void wholeRootsAreTheTopOfTheTree() {
        assertThat(paths(BytePath.of("."))).contains("/target/" + name + "/a/one", "/pom.xml");
        // What is named beside it does not make less of it.
        assertThat(paths(BytePath.of("."), relative("a/one")))
                .contains("/target/" + name + "/a/two", "/target/" + name + "/c", "/pom.xml");
    }

    @Test
    void placesOfOneNameDoNotHideEachOther() {
        Targets targets = Targets.of(
                List.of(BytePath.of("etc"), BytePath.of("/etc"), BytePath.of("/etc-1"), BytePath.of("/etc/x")));
        assertThat(targets.children().keySet().stream().map(Object::toString))
                .containsExactly("etc", "etc-1", "etc-1-1");
        assertThat(targets.children().values().stream().map(t -> t.path() + " " + t.isWhole()))
                .containsExactly("etc true", "/etc true", "/etc-1 true");
    }

    @Test
    void theSecondPlaceOfANameIsSavedUnderAnother() throws Exception {
        Path same = Files.createDirectories(folder.resolve("x"));
        Files.writeString(same.resolve("file"), "absolute");
        String top = BytePath.of(same).elements().getFirst().toString();
        // The relative path is served from elsewhere; the absolute one is what it is.
        backup.wrapping = source -> new RenamingSource(source, Map.of(top, BytePath.of(here.resolve("a"))));
        Map<String, RepositoryReading.Entry> entries =
                backup.entries(backup.run(of(BytePath.of(top), BytePath.of(same))));
        assertThat(entries)
                .containsKeys(
                        "/" + top + "/one", "/" + top + "-1" + same.toString().substring(1 + top.length()) + "/file");
    }

    @Test
    void aLinkOnTheWayBecomesTheDirectoryThatItMeans() throws Exception {
        Files.createSymbolicLink(here.resolve("absolute"), Path.of(absolute("a")));
        Files.createSymbolicLink(here.resolve("relative"), Path.of("a/../absolute"));
        Files.createSymbolicLink(here.resolve("loop"), Path.of("loop"));
        Map<String, RepositoryReading.Entry> entries = backup.entries(
                backup.run(of(relative("relative/one"), relative("loop/x"), relative("c/x"), relative("absolute"))));

        assertThat(entries.keySet()).isEqualTo(expected("relative", "relative/one", "absolute"));
        String top = "/target/" + name;
        assertThat(entries.get(top + "/relative").node().type()).isEqualTo(NodeType.DIRECTORY);
        assertThat(entries.get(top + "/absolute").node().type())
                .as("a target itself is not followed")
                .isEqualTo(NodeType.SYMLINK);
        assertThat(backup.problems).hasSize(2);
        assertThat(backup.problems.get(0)).contains("c: is no directory, so nothing can be below it");
        assertThat(backup.problems.get(1)).contains("loop").contains("symbolic links");
    }
}
