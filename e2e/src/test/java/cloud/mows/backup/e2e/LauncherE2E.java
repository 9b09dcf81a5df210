package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both launchers (of the sources, and of an installed program) find a Java that is new enough, or say so. */
class LauncherE2E {
    /** Where the launcher looks for a Java beside the environment. */
    private static final List<String> SEARCHED = List.of("/usr/lib/jvm", "/opt", "/usr/java");

    @TempDir
    Path folder;

    private Path oldJava;
    private Path installed;
    private Path sources;

    enum Launcher {
        OF_SOURCES,
        INSTALLED
    }

    /** A copy of the project with the program built in it, where blanks are in the path. */
    @BeforeEach
    void copy() throws Exception {
        // Whole, with its start-up cache.
        Machine.mows(folder, folder);
        Path project = Files.createDirectories(folder.resolve("my own programs/MOWS Backup"));
        Program copy = Program.of(Machine.root(), "cp", "-r", "--parents");
        copy.succeed("mows-backup", "pom.xml", "app/pom.xml", "app/src/main/launcher", project.toString());
        copy.succeed("app/target/mows-backup", project.toString());
        sources = project.resolve("mows-backup");
        installed = project.resolve("app/target/mows-backup/bin/mows-backup");
        Files.writeString(project.resolve("app/target/mows-backup/built"), "");
        oldJava = folder.resolve("jdk-17");
        script(oldJava.resolve("bin/java"), "echo 'the old java was started' >&2; exit 99");
        Files.writeString(oldJava.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"17.0.2\"\n");
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path path(Launcher launcher) {
        return switch (launcher) {
            case OF_SOURCES -> sources;
            case INSTALLED -> installed;
        };
    }

    /** A launcher in an environment that has neither JAVA_HOME nor a java in its PATH. */
    private Program bare(Path launcher) throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String name :
                List.of("sh", "readlink", "sed", "find", "flock", "mkdir", "cat", "rm", "touch", "mv", "env")) {
            Path link = tools.resolve(name);
            if (!Files.isSymbolicLink(link)) {
                Files.createSymbolicLink(link, Machine.tool(name));
            }
        }
        return Program.of(folder, launcher.toString()).with("PATH", tools.toString());
    }

    private static void starts(Program program) throws InterruptedException {
        Finished version = program.succeed("version");
        assertThat(version.output()).startsWith("mows-backup ").contains(" on Java ");
        assertThat(version.errors()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void javaHomeIsTaken(Launcher launcher) throws Exception {
        starts(bare(path(launcher)).with("JAVA_HOME", Machine.java().toString()));
        starts(bare(path(launcher)).with("MOWS_BACKUP_JAVA_HOME", Machine.java().toString()));
    }

    @ParameterizedTest
    @EnumSource
    void anOldOrWrongJavaIsPassedOver(Launcher launcher) throws Exception {
        Path newJava = folder.resolve("home/.jdks/new");
        Files.createDirectories(newJava.getParent());
        Files.createSymbolicLink(newJava, Machine.java());
        Program bare = bare(path(launcher)).with("HOME", folder.resolve("home").toString());
        Program old = bare.with(
                "PATH", oldJava.resolve("bin") + ":" + bare.environment().get("PATH"));
        starts(bare);
        starts(old);
        starts(old.with("JAVA_HOME", oldJava.toString()));
        starts(old.with("JAVA_HOME", folder.resolve("nothing").toString()));
        starts(old.with("JAVA_HOME", ""));
    }

    @ParameterizedTest
    @EnumSource
    void startedThroughLinksAndFromAnywhere(Launcher launcher) throws Exception {
        Path links = Files.createDirectories(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("absolute"), path(launcher));
        Files.createSymbolicLink(links.resolve("relative"), links.relativize(path(launcher)));
        Files.createSymbolicLink(links.resolve("twice"), Path.of("relative"));
        String java = Machine.java().toString();
        for (String name : List.of("absolute", "relative", "twice")) {
            starts(bare(links.resolve(name)).with("JAVA_HOME", java));
        }
        Program throughPath =
                bare(Path.of("sh")).and("-c", "twice \"$@\"", "sh").with("JAVA_HOME", java);
        starts(throughPath.with("PATH", links + ":" + throughPath.environment().get("PATH")));
        starts(bare(Path.of("sh")).and("./relative").in(links).with("JAVA_HOME", java));
    }

    @ParameterizedTest
    @EnumSource
    void aWrongChoiceIsRefusedInOneSentence(Launcher launcher) throws Exception {
        for (Path wrong : List.of(oldJava, folder.resolve("nothing"))) {
            Finished refused = bare(path(launcher))
                    .with("JAVA_HOME", Machine.java().toString())
                    .with("MOWS_BACKUP_JAVA_HOME", wrong.toString())
                    .run("version")
                    .exits(1);
            assertThat(refused.output()).isEmpty();
            assertThat(refused.errors().lines()).hasSize(1);
            assertThat(refused.errors()).contains("MOWS_BACKUP_JAVA_HOME=" + wrong);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noJavaAtAllIsOneSentence(Launcher launcher) throws Exception {
        Machine.needRoot("hiding every Java of this machine");
        Machine.needs(Program.of(folder, "unshare", "-m", "mount", "-t", "tmpfs", "none", folder.toString()));
        StringBuilder hide = new StringBuilder();
        for (String place : SEARCHED) {
            if (Files.isDirectory(Path.of(place))) {
                hide.append("mount -t tmpfs none ").append(place).append(" && ");
            }
        }
        Program hidden = bare(path(launcher));
        String path = hidden.environment().get("PATH");
        Finished refused = hidden.with("PATH", System.getenv("PATH"))
                .with("JAVA_HOME", Machine.java().toString())
                .by("unshare", "-m", "sh", "-c", hide + "PATH='" + path + "' exec \"$@\"", "sh")
                .run("version")
                .exits(1);
        assertThat(refused.output()).isEmpty();
        assertThat(refused.errors().lines()).hasSize(1);
        assertThat(refused.errors()).contains("needs a JDK 25").contains("MOWS_BACKUP_JAVA_HOME");
    }

    /** The next file that is opened would get the number of a closed stream, and what is printed would go into it. */
    @ParameterizedTest
    @EnumSource
    void aClosedStreamIsNoFileOfTheProgram(Launcher launcher) throws Exception {
        Program mows = bare(path(launcher))
                .with("JAVA_HOME", Machine.java().toString())
                .with("RESTIC_PASSWORD", Machine.PASSWORD)
                .with("RESTIC_REPOSITORY", folder.resolve("repository").toString());
        mows.succeed("init");
        assertThat(mows.by("sh", "-c", "exec \"$@\" <&-", "sh")
                        .run("backup", "--stdin")
                        .exits(1)
                        .errors())
                .contains("standard input cannot be read, so no snapshot was made of it");
        assertThat(mows.by("sh", "-c", "exec \"$@\" >&-", "sh")
                        .run("version")
                        .exits(1)
                        .errors())
                .startsWith("mows-backup: standard output could not be written: ");
        mows.by("sh", "-c", "exec \"$@\" 2>&-", "sh").run("ls", "latest").exits(1);
    }

    @ParameterizedTest
    @EnumSource
    void whoeverReadsOnlyTheBeginningEndsItQuietly(Launcher launcher) throws Exception {
        Finished cut = bare(path(launcher))
                .with("JAVA_HOME", Machine.java().toString())
                .by("sh", "-c", "{ \"$@\"; echo \"ended with $?\" >&2; } | :", "sh")
                .succeed("help");
        assertThat(cut.errors()).isEqualTo("ended with 141\n");
    }

    @ParameterizedTest
    @EnumSource
    void temporaryFilesLieWhereTheUserWants(Launcher launcher) throws Exception {
        Program shown = bare(path(launcher))
                .with("JAVA_HOME", Machine.java().toString())
                .with("MOWS_BACKUP_JAVA_OPTS", "-XshowSettings:properties");
        String mine = Files.createDirectories(folder.resolve("my files")).toString();
        assertThat(shown.with("TMPDIR", mine).succeed("version").errors()).contains("java.io.tmpdir = " + mine + "\n");
        assertThat(shown.with("TMPDIR", mine + "/nothing").succeed("version").errors())
                .contains("java.io.tmpdir = /tmp\n");
    }

    @Test
    void theProgramsMemoryIsLimited() throws Exception {
        Finished flags = bare(installed)
                .with("JAVA_HOME", Machine.java().toString())
                .with("MOWS_BACKUP_JAVA_OPTS", "-XX:+PrintFlagsFinal")
                .succeed("version");
        assertThat(flags.output()).containsPattern("MaxHeapSize += 167772160 ");
        assertThat(flags.output()).containsPattern("MaxDirectMemorySize += 117440512 ");
    }

    @Test
    void argumentsComeThroughAsTheyAre() throws Exception {
        Path odd = folder.resolve("a  file with \"quotes\", 'more' and $HOME * ?");
        Files.writeString(odd, "content");
        Program mows = bare(installed)
                .with("JAVA_HOME", Machine.java().toString())
                .with("RESTIC_PASSWORD", Machine.PASSWORD)
                .and("-r", folder.resolve("a repository").toString());
        mows.succeed("init");
        mows.succeed("backup", odd.toString());
        mows.succeed("restore", "latest", "--target", folder.resolve("a target").toString());
        try (Stream<Path> files = Files.walk(folder.resolve("a target"))) {
            assertThat(files.filter(Files::isRegularFile).map(Path::getFileName))
                    .containsExactly(odd.getFileName());
        }
    }
}
