package cloud.mows.backup.core.storage.s3;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.core.storage.StoredFile;
import cloud.mows.backup.core.storage.http.Pace;
import cloud.mows.backup.core.storage.http.PacedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A store in a bucket. */
public final class S3Storage implements Storage {
    private final StorageLocation.S3 location;
    private final S3Options options;
    private final S3Client client;
    private final S3Uploads uploads;
    private final S3Failures failures;
    private volatile boolean refusesTakenNames = true;

    /** @throws StorageException if the CA file cannot be used; it does not look for the server */
    public S3Storage(StorageLocation.S3 location, S3Options options, InstantSource clock) throws StorageException {
        this.location = location;
        this.options = options;
        this.client = S3Clients.build(location, options);
        this.uploads = new S3Uploads(client, location.bucket(), options, clock);
        this.failures = new S3Failures(location.toString());
    }

    @Override
    public String location() {
        return location.toString();
    }

    @Override
    public int concurrency() {
        return options.http().connections();
    }

    @Override
    public void create() throws StorageException {
        String what = "look for the bucket";
        try {
            client.headBucket(request -> request.bucket(location.bucket()));
            failures.answered();
        } catch (AwsServiceException e) {
            // 403: it is there, but this key may not ask; 400: some servers' way to say the same.
            if (e.statusCode() == 403) {
                return;
            }
            if (e.statusCode() != 404) {
                throw failures.translate(what, e);
            }
            createBucket();
        } catch (SdkException | UncheckedIOException e) {
            throw failures.translate(what, e);
        }
    }

    private void createBucket() throws StorageException {
        try {
            client.createBucket(request -> {
                request.bucket(location.bucket());
                if (options.lock() != null) {
                    request.objectLockEnabledForBucket(true);
                }
            });
        } catch (SdkException | UncheckedIOException e) {
            if (e instanceof AwsServiceException service
                    && S3Failures.code(service).equals("BucketAlreadyOwnedByYou")) {
                return;
            }
            throw failures.translate("make the bucket", e);
        }
    }

    @Override
    public void save(FileKey key, ByteSlice content) throws StorageException {
        String what = "save " + key;
        boolean ask = refusesTakenNames;
        if ((!ask || key.kind() == FileKind.CONFIG) && isSaved(key, content.length())) {
            return;
        }
        try {
            uploads.put(key.kind(), object(key), content, ask);
            failures.answered();
        } catch (AwsServiceException e) {
            if (ask && e.statusCode() == 412) {
                if (!isSaved(key, content.length())) {
                    throw new StorageException.Transient(failures.at(what) + ": it was there and is gone", e);
                }
            } else if (ask && (e.statusCode() == 501 || S3Failures.code(e).equals("NotImplemented"))) {
                refusesTakenNames = false;
                save(key, content);
            } else {
                throw failures.translate(what, e);
            }
        } catch (SdkException | UncheckedIOException e) {
            StorageException failure = failures.translate(what, e);
            // A server may refuse a taken name and hang up while we still send: then its answer is lost.
            if (!ask || !S3Failures.hungUp(e) || !isSaved(key, content.length())) {
                throw failure;
            }
        }
    }

    private boolean isSaved(FileKey key, int bytes) throws StorageException {
        long present;
        try {
            present = size(key);
        } catch (StorageException.NotFound e) {
            return false;
        }
        if (key.kind() == FileKind.CONFIG || present != bytes) {
            throw new StorageException.AlreadyExists(
                    failures.at("save " + key) + ": it is there already with " + present + " bytes, not " + bytes,
                    null);
        }
        return true;
    }

    @Override
    public void readInto(FileKey key, long offset, ByteSlice target) throws StorageException {
        String what = "read " + key;
        if (target.isEmpty()) {
            long size = size(key);
            if (offset > size) {
                throw truncated(what, size, offset, 0);
            }
            return;
        }
        GetObjectRequest request = request(key)
                .range("bytes=" + offset + "-" + (offset + target.length() - 1))
                .build();
        try (ResponseInputStream<GetObjectResponse> answer = client.getObject(request)) {
            failures.answered();
            boolean whole = false;
            try {
                long length = length(answer.response());
                if (answer.response().contentRange() == null && (offset > 0 || length > target.length())) {
                    throw new StorageException.Unusable(
                            failures.at(what) + ": the server sends whole files where a part is asked for", null);
                }
                if (length >= 0 && length < target.length()) {
                    throw truncated(what, offset + length, offset, target.length());
                }
                fill(paced(answer), target);
                whole = true;
            } finally {
                if (!whole) {
                    answer.abort();
                }
            }
        } catch (IOException e) {
            throw failures.translate(what, e);
        } catch (SdkException | UncheckedIOException e) {
            throw failures.translate(what, e);
        }
    }

    @Override
    public byte[] readAll(FileKey key, long bytesMax) throws StorageException {
        String what = "read " + key;
        try (ResponseInputStream<GetObjectResponse> answer =
                client.getObject(request(key).build())) {
            failures.answered();
            boolean whole = false;
            try {
                long length = length(answer.response());
                byte[] content = length < 0
                        ? paced(answer).readNBytes((int) Math.min(bytesMax + 1, Integer.MAX_VALUE - 8))
                        : new byte[(int) Math.min(length, bytesMax)];
                if (Math.max(length, content.length) > bytesMax) {
                    throw new StorageException.TooLarge(
                            failures.at(what) + ": it has more than the " + bytesMax + " bytes that are accepted",
                            null);
                }
                if (length >= 0) {
                    fill(paced(answer), ByteSlice.of(content));
                }
                whole = true;
                return content;
            } finally {
                if (!whole) {
                    answer.abort();
                }
            }
        } catch (IOException e) {
            throw failures.translate(what, e);
        } catch (SdkException | UncheckedIOException e) {
            throw failures.translate(what, e);
        }
    }

    /** -1 for an answer in chunks, which does not say. */
    private static long length(GetObjectResponse answer) {
        return answer.contentLength() == null ? -1 : answer.contentLength();
    }

    private GetObjectRequest.Builder request(FileKey key) {
        return GetObjectRequest.builder().bucket(location.bucket()).key(object(key));
    }

    private InputStream paced(InputStream in) {
        Pace pace = options.http().download();
        return pace == Pace.FULL ? in : new PacedInputStream(in, pace);
    }

    /** Reads on to the end of the stream, since only then the connection can be used again. */
    private static void fill(InputStream in, ByteSlice target) throws IOException {
        int count = in.readNBytes(target.array(), target.offset(), target.length());
        if (count < target.length()) {
            throw new EOFException("the answer broke off after " + count + " of " + target.length() + " bytes");
        }
        if (in.read() >= 0) {
            throw new IOException("the answer is longer than announced");
        }
    }

    private StorageException truncated(String what, long end, long offset, int length) {
        return new StorageException.Truncated(
                failures.at(what) + ": it ends at " + end + ", wanted " + length + " bytes from " + offset, null);
    }

    @Override
    public long size(FileKey key) throws StorageException {
        try {
            long size = client.headObject(
                            request -> request.bucket(location.bucket()).key(object(key)))
                    .contentLength();
            failures.answered();
            return size;
        } catch (AwsServiceException e) {
            throw e.statusCode() == 404 ? whyMissing(key) : failures.translate("size of " + key, e);
        } catch (SdkException | UncheckedIOException e) {
            throw failures.translate("size of " + key, e);
        }
    }

    /**
     * The answer to HEAD has no body, so that a missing file, a missing bucket and (with versitygw) an unknown key all look
     * the same. A repository must not look empty because of a typing error.
     */
    private StorageException whyMissing(FileKey key) {
        String what = "size of " + key;
        try {
            client.getObject(request(key).range("bytes=0-0").build()).abort();
            return new StorageException.Transient(failures.at(what) + ": it was not there and now is", null);
        } catch (SdkException | UncheckedIOException e) {
            return failures.translate(what, e);
        }
    }

    @Override
    public void list(FileKind kind, Consumer<StoredFile> sink) throws StorageException {
        if (kind == FileKind.CONFIG) {
            try {
                sink.accept(new StoredFile(FileKey.CONFIG, size(FileKey.CONFIG)));
            } catch (StorageException.NotFound e) {
                // lists as empty
            }
            return;
        }
        String token = null;
        do {
            ListObjectsV2Response page = page(kind, token);
            for (S3Object object : page.contents()) {
                pass(kind, object, sink);
            }
            token = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
        } while (token != null);
    }

    private ListObjectsV2Response page(FileKind kind, @Nullable String token) throws StorageException {
        try {
            ListObjectsV2Response page = client.listObjectsV2(ListObjectsV2Request.builder()
                    .bucket(location.bucket())
                    .prefix(below(kind.folder()) + "/")
                    .maxKeys(options.listPage())
                    .continuationToken(token)
                    .build());
            failures.answered();
            return page;
        } catch (SdkException | UncheckedIOException e) {
            throw failures.translate("list " + kind.folder(), e);
        }
    }

    private void pass(FileKind kind, S3Object object, Consumer<StoredFile> sink) {
        String name = object.key().substring(object.key().lastIndexOf('/') + 1);
        if (FileKey.isName(name)) {
            FileKey key = new FileKey(kind, name);
            if (object(key).equals(object.key())) {
                sink.accept(new StoredFile(key, object.size()));
            }
        }
    }

    @Override
    public void remove(FileKey key) throws StorageException {
        try {
            client.deleteObject(request -> request.bucket(location.bucket()).key(object(key)));
            failures.answered();
        } catch (SdkException | UncheckedIOException e) {
            if (e instanceof AwsServiceException service
                    && service.statusCode() == 404
                    && !S3Failures.code(service).equals("NoSuchBucket")) {
                return;
            }
            throw failures.translate("remove " + key, e);
        }
    }

    private String object(FileKey key) {
        return switch (key.kind()) {
            case CONFIG -> below(FileKind.CONFIG.folder());
            case PACK ->
                below(FileKind.PACK.folder()) + "/"
                        + (key.name().length() > 2 ? key.name().substring(0, 2) + "/" : "") + key.name();
            case KEY, LOCK, SNAPSHOT, INDEX -> below(key.kind().folder()) + "/" + key.name();
        };
    }

    private String below(String name) {
        return location.prefix().isEmpty() ? name : location.prefix() + "/" + name;
    }

    @Override
    public void close() {
        client.close();
    }
}
