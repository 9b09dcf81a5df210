package cloud.mows.backup.core.storage.s3;

import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.http.Pace;
import cloud.mows.backup.core.storage.http.PacedInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** Sends one object, whole or in parts. */
final class S3Uploads {
    private static final String CONTENT_TYPE = "application/octet-stream";
    private static final Set<String> ARCHIVE_CLASSES = Set.of("GLACIER", "DEEP_ARCHIVE");

    private final RegionalClient client;
    private final String bucket;
    private final S3Options options;
    private final InstantSource clock;

    S3Uploads(RegionalClient client, String bucket, S3Options options, InstantSource clock) {
        this.client = client;
        this.bucket = bucket;
        this.options = options;
        this.clock = clock;
    }

    /** @param unlessPresent ask the server to refuse (412) if the name is taken */
    void put(FileKind kind, String object, Content content, boolean unlessPresent) {
        if (content.length() > options.multipartAbove().bytes()) {
            putParts(kind, object, content, unlessPresent);
        } else {
            putWhole(kind, object, content, unlessPresent);
        }
    }

    private void putWhole(FileKind kind, String object, Content content, boolean unlessPresent) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(object)
                .contentLength((long) content.length())
                .contentType(CONTENT_TYPE)
                // Servers that know it check it, others leave it alone.
                .checksumCRC32C(crc32c(content))
                .storageClass(storageClass(kind))
                .overrideConfiguration(within(content.length()));
        if (unlessPresent) {
            request.ifNoneMatch("*");
        }
        ObjectLock lock = lock(kind);
        if (lock != null) {
            request.objectLockMode(mode(lock))
                    .objectLockRetainUntilDate(until(lock))
                    .contentMD5(md5(content));
        }
        PutObjectRequest put = request.build();
        client.call(s3 -> s3.putObject(put, body(content)));
    }

    private void putParts(FileKind kind, String object, Content content, boolean unlessPresent) {
        CreateMultipartUploadRequest.Builder create = CreateMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(object)
                .contentType(CONTENT_TYPE)
                .storageClass(storageClass(kind));
        ObjectLock lock = lock(kind);
        if (lock != null) {
            create.objectLockMode(mode(lock)).objectLockRetainUntilDate(until(lock));
        }
        String upload =
                client.call(s3 -> s3.createMultipartUpload(create.build())).uploadId();
        boolean complete = false;
        try {
            List<CompletedPart> parts = sendParts(object, upload, content);
            client.call(s3 -> s3.completeMultipartUpload(request -> {
                request.bucket(bucket).key(object).uploadId(upload).multipartUpload(made -> made.parts(parts));
                if (unlessPresent) {
                    request.ifNoneMatch("*");
                }
            }));
            complete = true;
        } finally {
            if (!complete) {
                abandon(object, upload);
            }
        }
    }

    private List<CompletedPart> sendParts(String object, String upload, Content content) {
        int partBytes = Math.toIntExact(options.multipartAbove().bytes());
        List<CompletedPart> parts = new ArrayList<>();
        for (int at = 0; at < content.length(); at += partBytes) {
            Content part = content.slice(at, Math.min(partBytes, content.length() - at));
            int number = parts.size() + 1;
            UploadPartRequest request = UploadPartRequest.builder()
                    .bucket(bucket)
                    .key(object)
                    .uploadId(upload)
                    .partNumber(number)
                    .contentLength((long) part.length())
                    .contentMD5(md5(part))
                    .overrideConfiguration(within(part.length()))
                    .build();
            String tag = client.call(s3 -> s3.uploadPart(request, body(part))).eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        }
        return parts;
    }

    /** Parts of an upload that nobody completes cost money until a rule of the bucket removes them. */
    private void abandon(String object, String upload) {
        boolean interrupted = Thread.interrupted();
        try {
            client.call(s3 -> s3.abortMultipartUpload(
                    request -> request.bucket(bucket).key(object).uploadId(upload)));
        } catch (SdkException | UncheckedIOException e) {
            // What went wrong before is what the caller must hear.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RequestBody body(Content content) {
        Pace pace = options.http().upload();
        return RequestBody.fromContentProvider(
                () -> pace == Pace.FULL ? content.stream() : new PacedInputStream(content.stream(), pace),
                content.length(),
                CONTENT_TYPE);
    }

    private AwsRequestOverrideConfiguration within(int bytes) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(options.http().timeouts().sending(bytes))
                .build();
    }

    private @Nullable String storageClass(FileKind kind) {
        String name = options.storageClass();
        return name != null && (kind == FileKind.PACK || !ARCHIVE_CLASSES.contains(name)) ? name : null;
    }

    /** Locks are removed after minutes. */
    private @Nullable ObjectLock lock(FileKind kind) {
        return kind == FileKind.LOCK ? null : options.lock();
    }

    private static ObjectLockMode mode(ObjectLock lock) {
        return switch (lock.mode()) {
            case GOVERNANCE -> ObjectLockMode.GOVERNANCE;
            case COMPLIANCE -> ObjectLockMode.COMPLIANCE;
        };
    }

    private Instant until(ObjectLock lock) {
        return clock.instant().plus(Duration.ofDays(lock.days()));
    }

    private static String crc32c(Content content) {
        CRC32C crc = new CRC32C();
        content.buffers().forEach(crc::update);
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    private static String md5(Content content) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            content.buffers().forEach(md5::update);
            return Base64.getEncoder().encodeToString(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
