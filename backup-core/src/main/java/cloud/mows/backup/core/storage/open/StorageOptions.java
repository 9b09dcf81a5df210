package cloud.mows.backup.core.storage.open;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.core.storage.http.HttpTimeouts;
import cloud.mows.backup.core.storage.layer.RetryPolicy;
import cloud.mows.backup.core.storage.s3.ObjectLock;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How to use a place, whatever it is.
 *
 * @param environment where credentials and the region are looked for; only the variables of the place in question are read
 * @param login for a REST server whose location names no user; null: from the environment
 * @param connections how many at once; empty: what suits the place
 * @param caFile PEM file with the only certificate authorities to trust; null: the system's
 * @param upload bytes in a second; null: no limit
 * @param download bytes in a second; null: no limit
 * @param lock S3 only; null: none
 * @param storageClass S3 only; null: the bucket's own
 * @param region S3 only; null: from the environment
 */
public record StorageOptions(
        Map<String, String> environment,
        StorageLocation.@Nullable Login login,
        OptionalInt connections,
        @Nullable Path caFile,
        HttpTimeouts timeouts,
        @Nullable ByteSize upload,
        @Nullable ByteSize download,
        RetryPolicy retry,
        @Nullable ObjectLock lock,
        @Nullable String storageClass,
        @Nullable String region) {
    public StorageOptions {
        environment = Map.copyOf(environment);
    }

    /** Nothing but an environment: {@code System.getenv()} or a set of one's own. */
    public static StorageOptions from(Map<String, String> environment) {
        return new StorageOptions(
                environment,
                null,
                OptionalInt.empty(),
                null,
                HttpTimeouts.DEFAULT,
                null,
                null,
                RetryPolicy.DEFAULT,
                null,
                null,
                null);
    }

    public StorageOptions withLogin(StorageLocation.@Nullable Login other) {
        return new StorageOptions(
                environment, other, connections, caFile, timeouts, upload, download, retry, lock, storageClass, region);
    }

    public StorageOptions withConnections(int other) {
        return new StorageOptions(
                environment,
                login,
                OptionalInt.of(other),
                caFile,
                timeouts,
                upload,
                download,
                retry,
                lock,
                storageClass,
                region);
    }

    public StorageOptions withCaFile(@Nullable Path other) {
        return new StorageOptions(
                environment, login, connections, other, timeouts, upload, download, retry, lock, storageClass, region);
    }

    public StorageOptions withTimeouts(HttpTimeouts other) {
        return new StorageOptions(
                environment, login, connections, caFile, other, upload, download, retry, lock, storageClass, region);
    }

    public StorageOptions withLimits(@Nullable ByteSize otherUpload, @Nullable ByteSize otherDownload) {
        return new StorageOptions(
                environment,
                login,
                connections,
                caFile,
                timeouts,
                otherUpload,
                otherDownload,
                retry,
                lock,
                storageClass,
                region);
    }

    public StorageOptions withRetry(RetryPolicy other) {
        return new StorageOptions(
                environment, login, connections, caFile, timeouts, upload, download, other, lock, storageClass, region);
    }

    public StorageOptions withLock(@Nullable ObjectLock other) {
        return new StorageOptions(
                environment,
                login,
                connections,
                caFile,
                timeouts,
                upload,
                download,
                retry,
                other,
                storageClass,
                region);
    }

    public StorageOptions withStorageClass(@Nullable String other) {
        return new StorageOptions(
                environment, login, connections, caFile, timeouts, upload, download, retry, lock, other, region);
    }

    public StorageOptions withRegion(@Nullable String other) {
        return new StorageOptions(
                environment, login, connections, caFile, timeouts, upload, download, retry, lock, storageClass, other);
    }
}
