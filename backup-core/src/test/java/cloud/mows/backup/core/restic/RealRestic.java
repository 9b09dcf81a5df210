package cloud.mows.backup.core.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The pinned restic that e2e/tools/build.sh builds, with a repository in a folder of the test's. */
public final class RealRestic {
    private static final String VERSION = "0.19.1";

    private final Path program;
    private final Path folder;

    private RealRestic(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** A fresh repository below {@code folder}; skips the test if restic has not been built. */
    public static RealRestic in(Path folder) throws Exception {
        RealRestic restic = new RealRestic(program(VERSION, "restic"), folder);
        restic.run(Map.of(), "init");
        return restic;
    }

    /** The version before, with the same repository. */
    RealRestic before() {
        return new RealRestic(program("0.18.1", "restic-0.18"), folder);
    }

    private static Path program(String version, String tool) {
        String tools = System.getenv("MOWS_BACKUP_TOOLS");
        String cache = System.getenv("XDG_CACHE_HOME");
        Path root = tools != null
                ? Path.of(tools)
                : (cache != null ? Path.of(cache) : Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("mows-backup/tools");
        Path program = root.resolve("restic-" + version).resolve("restic");
        assumeTrue(Files.isExecutable(program), "build it with e2e/tools/build.sh " + tool + ": " + program);
        return program;
    }

    /** Its standard output; fails the test if it does not end with 0. */
    public byte[] run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--repo",
                folder.resolve("repository").toString(),
                "--cache-dir",
                folder.resolve("cache").toString()));
        if (!List.of(arguments).contains("--verbose")) {
            command.add("--quiet");
        }
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("stderr");
        Path input = Files.writeString(folder.resolve("stdin"), "what --stdin reads");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(errors.toFile()).redirectInput(input.toFile());
        builder.environment().put("RESTIC_PASSWORD", "for tests only");
        builder.environment().put("TZ", "UTC");
        builder.environment().putAll(environment);
        Process process = builder.start();
        byte[] output = process.getInputStream().readAllBytes();
        int status = process.waitFor();
        assertThat(status)
                .as("%s%n%s", command, Files.readString(errors, StandardCharsets.ISO_8859_1))
                .isZero();
        return output;
    }
}
