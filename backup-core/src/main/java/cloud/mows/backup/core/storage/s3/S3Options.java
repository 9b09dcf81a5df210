package cloud.mows.backup.core.storage.s3;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.storage.http.HttpOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to use an S3 server.
 *
 * @param region as the user says; null: from the surroundings, the host's name where it tells, else {@code us-east-1}
 * @param surroundingRegion of the environment, which may be meant for another place; null: none
 * @param multipartAbove larger files go up in parts of this size; at least 5 MiB, which S3 demands of a part
 * @param lock null: none
 * @param storageClass as S3 names it; null: the bucket's own. Archive classes are used for packs only
 * @param listPage how many objects one answer lists, at most 1000
 */
public record S3Options(
        HttpOptions http,
        S3Credentials credentials,
        @Nullable String region,
        @Nullable String surroundingRegion,
        Addressing addressing,
        ByteSize multipartAbove,
        @Nullable ObjectLock lock,
        @Nullable String storageClass,
        int listPage) {
    /** Where in an address the bucket stands. */
    public enum Addressing {
        /** In the host name at Amazon, in the path anywhere else. */
        AUTO,
        PATH,
        HOST
    }

    private static final ByteSize PART_MIN = ByteSize.mib(5);

    public static final S3Options DEFAULT = new S3Options(
            HttpOptions.DEFAULT,
            new S3Credentials.Chain(),
            null,
            null,
            Addressing.AUTO,
            ByteSize.mib(64),
            null,
            null,
            1000);

    public S3Options {
        if (multipartAbove.compareTo(PART_MIN) < 0) {
            throw new IllegalArgumentException("S3 takes no parts below " + PART_MIN + ": " + multipartAbove);
        }
        if (listPage < 1 || listPage > 1000) {
            throw new IllegalArgumentException("S3 lists 1 to 1000 objects at a time, not " + listPage);
        }
    }

    /** Credentials and region (AWS_DEFAULT_REGION, as restic reads it, or AWS_REGION) of an environment. */
    public static S3Options from(Map<String, String> environment) {
        String region = environment.getOrDefault("AWS_DEFAULT_REGION", environment.getOrDefault("AWS_REGION", ""));
        return DEFAULT.withCredentials(S3Credentials.from(environment))
                .withSurroundingRegion(region.isBlank() ? null : region.strip());
    }

    public S3Options withHttp(HttpOptions other) {
        return new S3Options(
                other,
                credentials,
                region,
                surroundingRegion,
                addressing,
                multipartAbove,
                lock,
                storageClass,
                listPage);
    }

    public S3Options withCredentials(S3Credentials other) {
        return new S3Options(
                http, other, region, surroundingRegion, addressing, multipartAbove, lock, storageClass, listPage);
    }

    public S3Options withRegion(@Nullable String other) {
        return new S3Options(
                http, credentials, other, surroundingRegion, addressing, multipartAbove, lock, storageClass, listPage);
    }

    public S3Options withSurroundingRegion(@Nullable String other) {
        return new S3Options(
                http, credentials, region, other, addressing, multipartAbove, lock, storageClass, listPage);
    }

    public S3Options withAddressing(Addressing other) {
        return new S3Options(
                http, credentials, region, surroundingRegion, other, multipartAbove, lock, storageClass, listPage);
    }

    public S3Options withMultipartAbove(ByteSize other) {
        return new S3Options(
                http, credentials, region, surroundingRegion, addressing, other, lock, storageClass, listPage);
    }

    public S3Options withLock(@Nullable ObjectLock other) {
        return new S3Options(
                http,
                credentials,
                region,
                surroundingRegion,
                addressing,
                multipartAbove,
                other,
                storageClass,
                listPage);
    }

    public S3Options withStorageClass(@Nullable String other) {
        return new S3Options(
                http, credentials, region, surroundingRegion, addressing, multipartAbove, lock, other, listPage);
    }

    public S3Options withListPage(int other) {
        return new S3Options(
                http, credentials, region, surroundingRegion, addressing, multipartAbove, lock, storageClass, other);
    }
}
