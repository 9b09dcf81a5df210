package cloud.mows.backup.app.cli.session;

import cloud.mows.backup.app.cli.text.Console;
import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.EscapedBytes;
import cloud.mows.backup.core.bytes.JavaPaths;
import cloud.mows.backup.core.compress.CompressionLevel;
import cloud.mows.backup.core.engine.RepositoryAccess;
import cloud.mows.backup.core.engine.StorageSettings;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.OpenOptions;
import cloud.mows.backup.core.repository.Password;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From options and environment variables to what the engine wants. */
final class AccessOptions {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Environment environment;
    private final GlobalOptions global;
    private final Console console;

    AccessOptions(Environment environment, GlobalOptions global, Console console) {
        this.environment = environment;
        this.global = global;
        this.console = console;
    }

    String location() {
        if (global.place.repo != null && global.place.repositoryFile != null) {
            throw usage(
                    global.option("repo") + " and " + global.option("repository-file") + " cannot be used together",
                    "");
        }
        if (global.place.repo != null) {
            return global.place.repo;
        }
        if (global.place.repositoryFile != null) {
            return fromFile(global.place.repositoryFile);
        }
        String location = environment.setting("REPOSITORY");
        String file = environment.setting("REPOSITORY_FILE");
        if (location != null) {
            return location;
        }
        if (file != null) {
            return fromFile(Path.of(file));
        }
        throw usage(
                "no repository was named", "give it with -r or in RESTIC_REPOSITORY, for example -r /mnt/disk/backup");
    }

    private String fromFile(Path path) {
        String hint = "name the right one with " + global.option("repository-file") + " or in "
                + global.variable("REPOSITORY_FILE");
        byte[] content = new NamedFile("the repository file", path, hint).read(environment);
        String location = EscapedBytes.escape(ByteString.of(content)).strip();
        if (location.isEmpty()) {
            throw usage("the repository file " + path + " is empty", "write the repository's location into it");
        }
        return location;
    }

    RepositoryAccess access(String location, Password password) {
        OpenOptions options = OpenOptions.defaults(ProcessIdentity.of(environment))
                .withClock(console.clock())
                .withCacheFolder(cacheFolder())
                .withCompression(compression())
                .withPackSize(packSize());
        Duration patience = global.retryLock == null ? Duration.ZERO : global.retryLock;
        return new RepositoryAccess(anchored(location), password, options, storage(), patience);
    }

    /** Java takes relative paths from the working directory as it knows it, which is not always the right one. */
    private String anchored(String location) {
        boolean isPath = location.startsWith("local:") || !location.matches("[a-z][a-z0-9]+:.*");
        String path = location.startsWith("local:") ? location.substring("local:".length()) : location;
        if (!environment.folder().isAbsolute() || !isPath || path.isEmpty() || path.indexOf('\0') >= 0) {
            return location;
        }
        return "local:"
                + EscapedBytes.escape(JavaPaths.bytes(environment.folder().resolve(JavaPaths.of(path))));
    }

    private @Nullable Path cacheFolder() {
        if (global.noCache) {
            return null;
        }
        if (global.cacheDir != null) {
            return environment.folder().resolve(global.cacheDir);
        }
        String variable = environment.setting("CACHE_DIR");
        if (variable != null) {
            return environment.folder().resolve(variable);
        }
        return usualCacheFolder();
    }

    /** A cache that nobody asked for must not keep a backup from being made. */
    private @Nullable Path usualCacheFolder() {
        Path home = environment.cacheHome();
        if (home == null) {
            return null;
        }
        Path folder = environment.folder().resolve(home).resolve("mows-backup").resolve("repositories");
        try {
            Files.createDirectories(folder, OWNER_ONLY);
            if (Files.isWritable(folder)) {
                return folder;
            }
        } catch (IOException e) {
            // said below
        }
        console.note(
                "Warning: the cache folder " + folder + " cannot be used; going on without a cache, which takes longer"
                        + " (--cache-dir names another place, --no-cache leaves this message out)");
        return null;
    }

    private CompressionLevel compression() {
        String name = global.compression != null ? global.compression : environment.setting("COMPRESSION");
        if (name == null) {
            return CompressionLevel.AUTO;
        }
        try {
            return CompressionLevel.parse(name);
        } catch (IllegalArgumentException e) {
            throw usage(Objects.toString(e.getMessage()), "see --compression");
        }
    }

    private ByteSize packSize() {
        String text = global.packSize != null ? global.packSize : environment.setting("PACK_SIZE");
        if (text == null || text.equals("0")) {
            return OpenOptions.PACK_SIZE;
        }
        try {
            long mib = Long.parseLong(text);
            if (mib >= 4 && mib <= 128) {
                return ByteSize.mib(mib);
            }
        } catch (NumberFormatException e) {
            throw usage("the pack size '" + text + "' is no number of MiB", "give 4 to 128");
        }
        throw usage("the pack size " + text + " is not within 4 and 128 MiB", "see --pack-size");
    }

    private StorageSettings storage() {
        if (global.insecureTls) {
            console.note(
                    "WARNING: --insecure-tls: certificates are not verified. Anyone between here and the store can pose"
                            + " as it and read the credentials.");
        }
        return new StorageSettings(
                global.options,
                environment.variables(),
                kib(global.limitUpload),
                kib(global.limitDownload),
                authorities(),
                clientCertificate(),
                global.insecureTls,
                global.stuckRequestTimeout == null ? Duration.ofMinutes(5) : global.stuckRequestTimeout,
                global.json ? text -> {} : console::note);
    }

    private static @Nullable ByteSize kib(long n) {
        return n <= 0 ? null : ByteSize.kib(n);
    }

    private List<Path> authorities() {
        String variable = environment.setting("CACERT");
        if (!global.cacert.isEmpty() || variable == null) {
            return global.cacert;
        }
        return Arrays.stream(variable.split(",")).map(Path::of).toList();
    }

    private @Nullable Path clientCertificate() {
        String variable = environment.setting("TLS_CLIENT_CERT");
        return global.tlsClientCert != null || variable == null ? global.tlsClientCert : Path.of(variable);
    }

    static BackupException usage(String message, String hint) {
        return new BackupException(ProblemCode.USAGE, message, hint);
    }
}
