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
        return new StorageOptions(
                environment,
                other,
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

    public StorageOptions withConnections(int other) {
        return new StorageOptions(
                environment,
                login,
                OptionalInt.of(other),
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

    public StorageOptions withTls(TlsOptions other) {
        return new StorageOptions(
                environment,
                login,
                connections,
                other,
                timeouts,
                upload,
                download,
                retry,
                lock,
                storageClass,
                region,
                addressing);
    }

    public StorageOptions withTimeouts(HttpTimeouts other) {
        return new StorageOptions(
                environment,
                login,
                connections,
                tls,
                other,
                upload,
                download,
                retry,
                lock,
                storageClass,
                region,
                addressing);
    }

    public StorageOptions withLimits(@Nullable ByteSize otherUpload, @Nullable ByteSize otherDownload) {
        return new StorageOptions(
                environment,
                login,
                connections,
                tls,
                timeouts,
                otherUpload,
                otherDownload,
                retry,
                lock,
                storageClass,
                region,
                addressing);
    }

    public StorageOptions withRetry(RetryPolicy other) {
        return new StorageOptions(
                environment,
                login,
                connections,
                tls,
                timeouts,
                upload,
                download,
                other,
                lock,
                storageClass,
                region,
                addressing);
    }

    public StorageOptions withLock(@Nullable ObjectLock other) {
        return new StorageOptions(
                environment,
                login,
                connections,
                tls,
                timeouts,
                upload,
                download,
                retry,
                other,
                storageClass,
                region,
                addressing);
    }

    public StorageOptions withStorageClass(@Nullable String other) {
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
                other,
                region,
                addressing);
    }

    public StorageOptions withRegion(@Nullable String other) {
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
                other,
                addressing);
    }

    public StorageOptions withAddressing(S3Options.Addressing other) {
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
                other);
    }
}
