package cloud.mows.backup.e2e;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** What this machine offers: our program as it was packaged, and the tools of others. */
public final class Machine {
    public static final String PASSWORD = "for tests only";

    private static final Path ROOT = Path.of(Objects.requireNonNull(
                    System.getProperty("mows.root"), "run by Maven, which says where the project lies"))
            .toAbsolutePath();

    private Machine() {}

    /** The project. */
    public static Path root() {
        return ROOT;
    }

    /** The packaged program: bin, lib, native. */
    static Path home() {
        return ROOT.resolve("app/target/mows-backup");
    }

    /** The Java of the tests, which the program runs on too. */
    public static Path java() {
        return Path.of(System.getProperty("java.home"));
    }

    /** The program, without a repository. */
    static Program mows(Path folder) throws InterruptedException {
        Path launcher = home().resolve("bin/mows-backup");
        // A start-up cache of earlier classes would bring those back.
        Trained.ONCE.check();
        return Program.of(folder, launcher.toString()).with("JAVA_HOME", java().toString());
    }

    /** The program with {@code repository}; cache and home of its user lie in {@code folder}. */
    public static Program mows(Path folder, String repository) throws InterruptedException {
        return mows(folder)
                .with("MOWS_BACKUP_REPOSITORY", repository)
                .with("MOWS_BACKUP_PASSWORD", PASSWORD)
                .with("MOWS_BACKUP_CACHE_DIR", folder.resolve("cache-mows").toString());
    }

    static Program mows(Path folder, Path repository) throws InterruptedException {
        return mows(folder, repository.toString());
    }

    /** The pinned restic with {@code repository}. */
    public static Program restic(Path folder, String repository) throws IOException {
        return Program.of(folder, tool("restic").toString())
                .with("RESTIC_REPOSITORY", repository)
                .with("RESTIC_PASSWORD", PASSWORD)
                .with("RESTIC_CACHE_DIR", folder.resolve("cache-restic").toString());
    }

    static Program restic(Path folder, Path repository) throws IOException {
        return restic(folder, repository.toString());
    }

    /** Helm; it leaves nothing in the home of whoever runs the test. */
    public static Program helm(Path folder) throws IOException {
        return Program.of(folder, tool("helm").toString())
                .with("HELM_CACHE_HOME", "/nonexistent")
                .with("HELM_CONFIG_HOME", "/nonexistent")
                .with("HELM_DATA_HOME", "/nonexistent");
    }

    /** A provider of OpenID Connect. */
    public static Path oidcServer() throws IOException {
        return tool("oidc-server");
    }

    /** A program that e2e/tools/build.sh built at the pinned version, or one that is installed. */
    static Path tool(String name) throws IOException {
        Path pinned = pinned(name);
        if (pinned != null && Files.isExecutable(pinned)) {
            return pinned;
        }
        if (pinned == null) {
            for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
                if (Files.isExecutable(Path.of(folder, name))) {
                    return Path.of(folder, name);
                }
            }
        }
        throw skip("the program '" + name + "' is missing: run e2e/tools/"
                + (pinned == null ? "apt.sh" : "build.sh " + name));
    }

    private static @Nullable Path pinned(String name) throws IOException {
        Path modules = ROOT.resolve("e2e/tools").resolve(name).resolve("go.mod");
        if (!Files.exists(modules)) {
            return null;
        }
        String version = Files.readAllLines(modules).stream()
                .filter(line -> line.matches("require \\S+ v\\S+"))
                .map(line -> line.replaceAll(".* v", ""))
                .findFirst()
                .orElseThrow();
        String own = System.getenv("MOWS_BACKUP_TOOLS");
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path cache = own != null
                ? Path.of(own)
                : (xdg != null ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("mows-backup/tools");
        return cache.resolve(name + "-" + version).resolve(name);
    }

    /** Skips the test unless a command that needs a right of this machine works. */
    static void needs(Program command) throws InterruptedException {
        Finished tried = command.run();
        if (tried.exitCode() != 0) {
            throw skip("this machine does not allow: " + tried);
        }
    }

    /** Skips the test unless it runs as root, which {@code what} needs. */
    static void needRoot(String what) {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw skip(what + " needs root");
        }
    }

    /** Ends the test as skipped, and as failed in continuous integration. */
    public static RuntimeException skip(String reason) {
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(reason);
        }
        System.err.println("SKIPPED: " + reason);
        Assumptions.abort(reason);
        throw new IllegalStateException(reason);
    }

    /** The start-up cache, which the launcher of the sources writes too. */
    private enum Trained {
        ONCE;

        private boolean done;

        synchronized void check() throws InterruptedException {
            if (!done) {
                done = true;
                Program.of(ROOT, home().resolve("bin/mows-backup").toString())
                        .with("JAVA_HOME", java().toString())
                        .succeed("--train");
            }
        }
    }
}
