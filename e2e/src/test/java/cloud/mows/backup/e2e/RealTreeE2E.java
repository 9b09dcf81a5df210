package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real directories of this machine go in and come back equal; restic agrees with the repository. */
class RealTreeE2E {
    private static final long MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    /** Directories in {@code parent}, in the order of their names, while they fit into {@code bytesMax}. */
    private List<Path> subtrees(Path parent, long bytesMax) throws IOException, InterruptedException {
        List<Path> chosen = new ArrayList<>();
        if (!Files.isDirectory(parent)) {
            return chosen;
        }
        List<Path> candidates;
        try (Stream<Path> children = Files.list(parent)) {
            candidates = children.filter(child -> Files.isDirectory(child) && !Files.isSymbolicLink(child))
                    .sorted()
                    .toList();
        }
        long left = bytesMax;
        for (Path candidate : candidates) {
            String said =
                    Program.of(folder, "du", "-sb", candidate.toString()).run().output();
            long size = said.isEmpty() ? Long.MAX_VALUE : Long.parseLong(said.split("\\s")[0]);
            if (size <= left) {
                chosen.add(candidate);
                left -= size;
            }
        }
        return chosen;
    }

    private void goesInAndComesBack(Program mows, Program restic, List<Path> trees) throws Exception {
        assertThat(trees).isNotEmpty();
        Program backup = mows.and("backup", "--no-scan")
                .and(trees.stream().map(Path::toString).toArray(String[]::new));
        mows.succeed("init");
        Finished first = backup.succeed();
        Finished second = backup.succeed();
        assertThat(second.output()).containsPattern("Files: +0 new, +0 changed");
        Finished check = mows.succeed("check", "--read-data");
        Path target = folder.resolve("target");
        Finished restore = mows.succeed("restore", "latest", "--target", target.toString());
        for (Path tree : trees) {
            SampleTree.assertEqual(tree, SampleTree.below(target, tree));
        }
        Program.of(folder, "rm").succeed("-rf", target.toString());
        Finished judged = restic.succeed("check", "--read-data");
        System.out.printf(
                "%s: %d trees: backup %d ms, again %d, check %d, restore %d, restic's check %d%n%s%n",
                mows.environment().get("MOWS_BACKUP_REPOSITORY"),
                trees.size(),
                first.took().toMillis(),
                second.took().toMillis(),
                check.took().toMillis(),
                restore.took().toMillis(),
                judged.took().toMillis(),
                first.output().strip());
    }

    @Test
    void onADirectory() throws Exception {
        List<Path> trees = new ArrayList<>(subtrees(Path.of("/usr/lib"), 800 * MEBIBYTE));
        // Whole folders here cannot be written to, by their own mode.
        trees.addAll(subtrees(Path.of(System.getProperty("user.home"), "go/pkg/mod/github.com"), 100 * MEBIBYTE));
        Path repository = folder.resolve("repository");
        goesInAndComesBack(Machine.mows(folder, repository), Machine.restic(folder, repository), trees);
    }

    @Test
    void onS3() throws Exception {
        List<Path> trees = subtrees(Path.of("/usr/lib"), 100 * MEBIBYTE);
        try (Server server = Server.s3(folder)) {
            String repository = "s3:http://127.0.0.1:" + server.port() + "/bucket/some/prefix";
            goesInAndComesBack(
                    keyed(Machine.mows(folder, repository)), keyed(Machine.restic(folder, repository)), trees);
        }
    }

    private static Program keyed(Program program) {
        return program.with("AWS_ACCESS_KEY_ID", Server.S3_KEY).with("AWS_SECRET_ACCESS_KEY", Server.S3_SECRET);
    }

    @Test
    void onARestServer() throws Exception {
        List<Path> trees = subtrees(Path.of("/usr/lib"), 100 * MEBIBYTE);
        try (Server server = Server.rest(folder)) {
            String repository = "rest:http://127.0.0.1:" + server.port() + "/some/repository/";
            goesInAndComesBack(Machine.mows(folder, repository), Machine.restic(folder, repository), trees);
        }
    }
}
