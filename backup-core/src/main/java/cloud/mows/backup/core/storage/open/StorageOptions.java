package cloud.mows.backup.core.storage.open;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.core.storage.http.HttpTimeouts;
import cloud.mows.backup.core.storage.http.TlsOptions;
import cloud.mows.backup.core.storage.layer.RetryPolicy;
import cloud.mows.backup.core.storage.s3.ObjectLock;
import cloud.mows.backup.core.storage.s3.S3Options;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to use a place, whatever it is.
 *
 * @param environment where credentials and the region are looked for; only the variables of the place in question are read
 * @param login for a REST server whose location names no user; null: from the environment
 * @param connections how many at once; empty: what suits the place
 * @param upload bytes in a second; null: no limit
 * @param download bytes in a second; null: no limit
 * @param lock S3 only; null: none
 * @param storageClass S3 only; null: the bucket's own
 * @param region S3 only; null: from the environment
 * @param addressing S3 only
 */
public record StorageOptions(
        Map<String, String> environment,
        StorageLocation.@Nullable Login login,
        OptionalInt connections,
        TlsOptions tls,
        HttpTimeouts timeouts,
        @Nullable ByteSize upload,
        @Nullable ByteSize download,
        RetryPolicy retry,
        @Nullable ObjectLock lock,
        @Nullable String storageClass,
        @Nullable String region,
        S3Options.Addressing addressing) {
    public StorageOptions {
        environment = Map.copyOf(environment);
    }

    /** Nothing but an environment: {@code System.getenv()} or a set of one's own. */
    public static StorageOptions from(Map<String, String> environment) {
        return new StorageOptions(
                environment,
                null,
                OptionalInt.empty(),
                TlsOptions.DEFAULT,
                HttpTimeouts.DEFAULT,
                null,
                null,
                RetryPolicy.DEFAULT,
                null,
                null,
                null,
                S3Options.Addressing.AUTO);
    }

    public StorageOptions withLogin(StorageLocation.@Nullable Login other) {
        return with(copy -> copy.login = other);
    }

    public StorageOptions withConnections(int other) {
        return with(copy -> copy.connections = OptionalInt.of(other));
    }

    public StorageOptions withTls(TlsOptions other) {
        return with(copy -> copy.tls = other);
    }

    public StorageOptions withTimeouts(HttpTimeouts other) {
        return with(copy -> copy.timeouts = other);
    }

    public StorageOptions withLimits(@Nullable ByteSize otherUpload, @Nullable ByteSize otherDownload) {
        return with(copy -> {
            copy.upload = otherUpload;
            copy.download = otherDownload;
        });
    }

    public StorageOptions withRetry(RetryPolicy other) {
        return with(copy -> copy.retry = other);
    }

    public StorageOptions withLock(@Nullable ObjectLock other) {
        return with(copy -> copy.lock = other);
    }

    public StorageOptions withStorageClass(@Nullable String other) {
        return with(copy -> copy.storageClass = other);
    }

    public StorageOptions withRegion(@Nullable String other) {
        return with(copy -> copy.region = other);
    }

    public StorageOptions withAddressing(S3Options.Addressing other) {
        return with(copy -> copy.addressing = other);
    }

    private StorageOptions with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.options();
    }

    /** All but the environment, to be changed one by one. */
    private static final class Copy {
        private final Map<String, String> environment;
        private StorageLocation.@Nullable Login login;
        private OptionalInt connections;
        private TlsOptions tls;
        private HttpTimeouts timeouts;
        private @Nullable ByteSize upload;
        private @Nullable ByteSize download;
        private RetryPolicy retry;
        private @Nullable ObjectLock lock;
        private @Nullable String storageClass;
        private @Nullable String region;
        private S3Options.Addressing addressing;

        Copy(StorageOptions from) {
            environment = from.environment;
            login = from.login;
            connections = from.connections;
            tls = from.tls;
            timeouts = from.timeouts;
            upload = from.upload;
            download = from.download;
            retry = from.retry;
            lock = from.lock;
            storageClass = from.storageClass;
            region = from.region;
            addressing = from.addressing;
        }

        StorageOptions options() {
            return new StorageOptions(
                    environment,
                    login,
                    connections,
                    tls,
                    timeouts,
                    upload,
                    download,
                    retry,
                    lock,
                    storageClass,
                    region,
                    addressing);
        }
    }
}
