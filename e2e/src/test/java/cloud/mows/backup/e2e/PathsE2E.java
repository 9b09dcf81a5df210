package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Paths as users type them, beside restic: {@code ..}, names that are not UTF-8, and a working directory that is gone. Java hands
 * no such names to programs, so that a shell does.
 */
class PathsE2E {
    @TempDir
    Path folder;

    private Path source;
    private Path repository;
    private Program shell;
    private String functions = "";

    @BeforeEach
    void make() throws Exception {
        source = Files.createDirectories(folder.resolve("source/in"));
        repository = folder.resolve("repository");
        Program mows = Machine.mows(folder, repository);
        Program restic = Machine.restic(folder, repository);
        Program bash = Program.of(source, "bash", "-euc");
        for (Program program : List.of(mows, restic)) {
            for (String name : program.environment().keySet()) {
                bash = bash.with(name, program.environment().get(name));
            }
        }
        functions = "mows() { " + String.join(" ", mows.command()) + " \"$@\"; }; restic() { "
                + String.join(" ", restic.command()) + " \"$@\"; }; ";
        shell = bash;
        says("printf e >$'caf\\xe9'; mkdir $'d\\xff' deep; printf f >$'d\\xff/f'; printf g >deep/g; printf h >../h");
        says("mows init -q");
    }

    /** What a script prints, with bytes that are not UTF-8 as {@code \xff}. */
    private String says(String script) throws Exception {
        return shell.succeed(functions + "{ " + script
                        + "; } | LC_ALL=C sed 's/\\xe9/\\\\xe9/g; s/\\xff/\\\\xff/g'; exit" + " ${PIPESTATUS[0]}")
                .output();
    }

    /** The listings of both programs are the same. */
    private void same(String script) throws Exception {
        String ours = says(script.replace("PROGRAM", "mows"));
        assertThat(ours).isNotEmpty().isEqualTo(says(script.replace("PROGRAM", "restic")));
    }

    @Test
    void treesAndRecordsOfCleanedPathsAreThoseOfRestic() throws Exception {
        for (String target : List.of(
                ".",
                "..",
                "../h",
                "../in",
                "../../source/in/deep",
                "deep/../deep/g",
                "./deep/./",
                "deep .. ../h",
                source + "/../in/deep",
                "/.." + source + "/deep")) {
            String forget = "rm -rf \"$MOWS_BACKUP_REPOSITORY\"/snapshots/*";
            same(forget + "; PROGRAM backup -q --force " + target
                    + "; restic ls latest --json -q | sed -n 's/.*\"path\":\\(\"[^\"]*\"\\).*/\\1/p';"
                    + " restic snapshots --json | sed 's/.*\"paths\":\\(\\[[^]]*\\]\\).*/\\1/'");
        }
        same(
                "rm -rf \"$MOWS_BACKUP_REPOSITORY\"/snapshots/*; echo x | PROGRAM backup -q --stdin --stdin-filename ../x/../a/b;"
                        + " restic ls -q latest");
    }

    @Test
    void theWholeMachineIsTheTopOfTheTree() throws Exception {
        assertThat(says("mows backup -q / --exclude '/*' --exclude '!/sys' --exclude '/sys/*' --allow-empty-source;"
                        + " restic ls -q latest"))
                .isEqualTo("/sys\n");
    }

    @Test
    void namesThatAreNotUtf8WorkAsArguments() throws Exception {
        says("mows backup -q . --tag $'t\\xe9' --host $'h\\xff' --exclude $'d\\xff/'");
        assertThat(says("restic ls -q latest")).isEqualTo("/caf\\xe9\n/deep\n/deep/g\n");
        assertThat(says("mows backup -q $'caf\\xe9' $'d\\xff' --tag $'t\\xe9' --host $'h\\xff'; restic ls -q latest"))
                .isEqualTo("/caf\\xe9\n/d\\xff\n/d\\xff/f\n");

        same("PROGRAM ls -q latest");
        same("PROGRAM ls -q latest $'/d\\xff'");
        same("PROGRAM ls -q latest:$'d\\xff'");
        same("PROGRAM ls -q --json latest | tail -n +2 | sed 's/,\"inode.*//; s/\"[acm]time[^,]*,//g'");
        same("PROGRAM dump latest $'caf\\xe9'");
        same("PROGRAM dump latest:$'d\\xff' f");
        same("PROGRAM find -q $'caf\\xe9' | sed '/^$/d'");
        assertThat(says("mows snapshots -q --tag $'t\\xe9' --host $'h\\xff' -c"))
                .contains("2 snapshots");
        assertThat(says("mows snapshots -q --path $'caf\\xe9' --path $'d\\xff' -c"))
                .contains("1 snapshots");
        assertThat(says("restic snapshots -q --tag $'t\\ufffd' --host $'h\\ufffd' -c"))
                .contains("2 snapshots");
        assertThat(says("mows backup $'d\\xff' $'caf\\xe9' --host $'h\\xff'"))
                .contains("using parent snapshot")
                .contains("0 new,     0 changed,     2 unmodified");
    }

    @Test
    void namesThatAreNotUtf8ComeBack() throws Exception {
        says("mows backup -q .");
        same("PROGRAM restore -q latest --target ../back-PROGRAM --include $'caf\\xe9' --include $'d\\xff' >/dev/null;"
                + " cd ../back-PROGRAM; find . | sort");
        same(
                "PROGRAM restore -q latest:$'d\\xff' --target $'../to\\xff-PROGRAM' >/dev/null; cat $'../to\\xff-PROGRAM/f'");
        same(
                "PROGRAM restore -q latest --target ../rest-PROGRAM --exclude $'caf\\xe9' >/dev/null; cd ../rest-PROGRAM; find . | sort");
    }

    @Test
    void repositoriesAndFilesMayHaveAnyName() throws Exception {
        says(
                "printf '%s' \"$MOWS_BACKUP_PASSWORD\" >$'../p\\xff'; unset MOWS_BACKUP_PASSWORD RESTIC_PASSWORD;"
                        + " mows -r $'../r\\xe9' -p $'../p\\xff' init -q; touch $'deep/m\\xe9';"
                        + " mows -r $'../r\\xe9' -p $'../p\\xff' backup -q . --exclude-if-present $'m\\xe9'; rm $'deep/m\\xe9';"
                        + " restic -r $'../r\\xe9' -p $'../p\\xff' check -q; mows -r $'../r\\xe9' -p $'../p\\xff' ls -q latest >../listed");
        assertThat(says("grep -c '/deep/g' ../listed || true")).isEqualTo("0\n");
        assertThat(says("printf 'caf\\xe9\\n' >../list; mows backup -q . --exclude-file ../list; restic ls -q latest"))
                .isEqualTo("/deep\n/deep/g\n/d\\xff\n/d\\xff/f\n");
    }

    @Test
    void theWorkingDirectoryMayHaveAnyName() throws Exception {
        says("cd $'d\\xff'; mows -r ../near init -q; mows -r ../near backup -q f; test -d ../near/snapshots;"
                + " mows -r ../near snapshots --path f -c | grep '1 snapshots'; cd ..; mows -r near snapshots --path $'d\\xff/f' -c"
                + " | grep '1 snapshots'");
    }

    @Test
    void aWorkingDirectoryThatIsGoneIsOneSentence() throws IOException, InterruptedException {
        for (String again : List.of("", "mkdir ../gone; ")) {
            Finished run = shell.run(functions + "mkdir gone; cd gone; rmdir ../gone; " + again
                    + "mows snapshots; code=$?; cd ..; rm -rf gone; exit $code");
            assertThat(run.errors())
                    .contains("mows-backup: the working directory was removed")
                    .doesNotContain("java")
                    .doesNotContain("Exception");
            assertThat(run.exitCode()).isEqualTo(1);
        }
    }
}
