package cloud.mows.backup.core.engine;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.crypto.BlobHasher;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.core.storage.http.HttpTimeouts;
import cloud.mows.backup.core.storage.http.TlsOptions;
import cloud.mows.backup.core.storage.layer.CacheStorage;
import cloud.mows.backup.core.storage.layer.RetryListener;
import cloud.mows.backup.core.storage.layer.Waiting;
import cloud.mows.backup.core.storage.open.StorageOpener;
import cloud.mows.backup.core.storage.open.StorageOptions;
import cloud.mows.backup.core.storage.s3.S3Options;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;

/** From what people write to a store with all its layers. */
final class StorageStack {
    private StorageStack() {}

    /** @throws BackupException USAGE if the location or an option cannot be used */
    static Storage open(RepositoryAccess access) {
        try {
            StorageLocation location = StorageLocation.parse(access.location());
            Storage storage = new StorageOpener(
                            access.options().clock(),
                            Waiting.REAL,
                            new Random(),
                            telling(access.storage().retrying()))
                    .open(location, options(access.storage(), location))
                    .storage();
            return location instanceof StorageLocation.Directory ? storage : cached(storage, location, access);
        } catch (IllegalArgumentException e) {
            throw usage(Objects.toString(e.getMessage()), "");
        } catch (StorageException e) {
            throw usage(
                    Objects.toString(e.getMessage()),
                    "check the files named by --cacert and --tls-client-cert, or in RESTIC_CACERT and RESTIC_TLS_CLIENT_CERT");
        }
    }

    /** Shorter waits are nothing that anybody would notice. */
    private static RetryListener telling(Consumer<String> listener) {
        return (failure, attempt, wait) -> {
            if (wait.toSeconds() > 0) {
                listener.accept(failure.getMessage() + "; trying again in " + wait.toSeconds() + " s");
            }
        };
    }

    private static Storage cached(Storage storage, StorageLocation location, RepositoryAccess access) {
        Path folder = access.options().cacheFolder();
        InstantSource clock = access.options().clock();
        if (folder != null) {
            return new CacheStorage(
                    storage, folder.resolve("files").resolve(cacheName(location)), CacheStorage.PACK_BYTES_MAX, clock);
        }
        return access.copiesForNow() ? CacheStorage.temporary(storage, clock) : storage;
    }

    /**
     * By the place, for the repository's own identifier can only be read with files that may be in the cache. A copy of
     * another repository that was at this place does no harm: listings drop it.
     */
    private static String cacheName(StorageLocation location) {
        return new BlobHasher()
                .hash(ByteSlice.of(location.toString().getBytes(StandardCharsets.UTF_8)))
                .hex()
                .substring(0, 32);
    }

    private static StorageOptions options(StorageSettings settings, StorageLocation location) {
        StorageOptions options = StorageOptions.from(settings.environment())
                .withLimits(settings.uploadPerSecond(), settings.downloadPerSecond())
                .withTls(new TlsOptions(settings.authorities(), settings.clientCertificate(), settings.insecureTls()))
                .withTimeouts(new HttpTimeouts(
                        HttpTimeouts.DEFAULT.connect(),
                        settings.stuckAfter(),
                        HttpTimeouts.DEFAULT.bytesPerSecondMin()));
        if (settings.options().isEmpty()) {
            return options;
        }
        // Those of other kinds of stores are left alone, as in restic: wrappers give all of them to every repository.
        String kind = kind(location) + ".";
        for (Map.Entry<String, String> option : settings.options().entrySet()) {
            if (option.getKey().startsWith(kind)) {
                options = with(options, option.getKey(), option.getValue());
            }
        }
        return options;
    }

    private static String kind(StorageLocation location) {
        return switch (location) {
            case StorageLocation.Directory _ -> "local";
            case StorageLocation.S3 _ -> "s3";
            case StorageLocation.Rest _ -> "rest";
        };
    }

    private static StorageOptions with(StorageOptions options, String name, String value) {
        return switch (name) {
            case "s3.connections", "rest.connections", "local.connections" ->
                options.withConnections(connections(name, value));
            case "s3.bucket-lookup" -> options.withAddressing(addressing(name, value));
            case "s3.region" -> options.withRegion(value);
            case "s3.storage-class" -> options.withStorageClass(value);
            default -> throw usage("there is no storage option '" + name + "'", known(name));
        };
    }

    private static String known(String name) {
        return name.startsWith("s3.")
                ? "known are s3.bucket-lookup, s3.connections, s3.region and s3.storage-class"
                : "known is " + name.substring(0, name.indexOf('.')) + ".connections";
    }

    private static S3Options.Addressing addressing(String name, String value) {
        return switch (value) {
            case "auto" -> S3Options.Addressing.AUTO;
            case "dns" -> S3Options.Addressing.HOST;
            case "path" -> S3Options.Addressing.PATH;
            default -> throw usage("-o " + name + " is auto, dns or path, not '" + value + "'", "");
        };
    }

    private static int connections(String name, String value) {
        try {
            int connections = Integer.parseInt(value);
            if (connections >= 1 && connections <= 256) {
                return connections;
            }
        } catch (NumberFormatException e) {
            throw usage("-o " + name + " is a number, not '" + value + "'", "");
        }
        throw usage("-o " + name + "=" + value + " is not within 1 and 256", "");
    }

    private static BackupException usage(String message, String hint) {
        return new BackupException(ProblemCode.USAGE, message, hint);
    }
}
