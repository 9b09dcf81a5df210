package cloud.mows.backup.core.storage.s3;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.core.storage.StoredFile;
import cloud.mows.backup.core.storage.TakenName;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A store in a bucket. */
public final class S3Storage implements Storage {
    private final StorageLocation.S3 location;
    private final S3Options options;
    private final RegionalClient client;
    private final ObjectNames names;
    private final S3Uploads uploads;
    private final S3Downloads downloads;
    private final S3Failures failures;
    private volatile boolean refusesTakenNames = true;

    /** @throws StorageException if the CA file cannot be used; it does not look for the server */
    public S3Storage(StorageLocation.S3 location, S3Options options, InstantSource clock) throws StorageException {
        this.location = location;
        this.options = options;
        this.client = new RegionalClient(location, options);
        this.uploads = new S3Uploads(client, location.bucket(), options, clock);
        this.failures = new S3Failures(location, clock);
        this.names = new ObjectNames(location.prefix());
        this.downloads =
                new S3Downloads(client, location.bucket(), options.http().download(), failures);
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
            client.call(s3 -> s3.headBucket(request -> request.bucket(location.bucket())));
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
            client.call(s3 -> s3.createBucket(request -> {
                request.bucket(location.bucket());
                if (options.lock() != null) {
                    request.objectLockEnabledForBucket(true);
                }
            }));
        } catch (SdkException | UncheckedIOException e) {
            if (e instanceof AwsServiceException service
                    && S3Failures.code(service).equals("BucketAlreadyOwnedByYou")) {
                return;
            }
            throw failures.translate("make the bucket", e);
        }
    }

    @Override
    public void save(FileKey key, Content content) throws StorageException {
        String what = "save " + key;
        boolean ask = refusesTakenNames;
        if ((!ask || key.kind() == FileKind.CONFIG) && TakenName.isSaved(this, key, content.length())) {
            return;
        }
        try {
            uploads.put(key.kind(), names.object(key), content, ask);
            failures.answered();
        } catch (AwsServiceException e) {
            if (ask && e.statusCode() == 412) {
                if (!TakenName.isSaved(this, key, content.length())) {
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
            if (!ask || !S3Failures.hungUp(e) || !TakenName.isSaved(this, key, content.length())) {
                throw failure;
            }
        }
    }

    @Override
    public void readInto(FileKey key, long offset, ByteSlice target) throws StorageException {
        String what = "read " + key;
        if (target.isEmpty()) {
            long size = size(key);
            if (offset > size) {
                throw downloads.truncated(what, size, offset, 0);
            }
            return;
        }
        downloads.readInto(what, names.object(key), offset, target);
    }

    @Override
    public byte[] readAll(FileKey key, long bytesMax) throws StorageException {
        return downloads.readAll("read " + key, names.object(key), bytesMax);
    }

    @Override
    public long size(FileKey key) throws StorageException {
        try {
            long size = client.call(s3 -> s3.headObject(
                            request -> request.bucket(location.bucket()).key(names.object(key))))
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
            downloads.open(names.object(key), "bytes=0-0").abort();
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
            ListObjectsV2Response page = client.call(s3 -> s3.listObjectsV2(ListObjectsV2Request.builder()
                    .bucket(location.bucket())
                    .prefix(names.folder(kind))
                    .maxKeys(options.listPage())
                    .continuationToken(token)
                    .build()));
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
            if (names.object(key).equals(object.key())) {
                sink.accept(new StoredFile(key, object.size()));
            }
        }
    }

    @Override
    public void remove(FileKey key) throws StorageException {
        try {
            client.call(s3 ->
                    s3.deleteObject(request -> request.bucket(location.bucket()).key(names.object(key))));
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

    @Override
    public void close() {
        client.close();
    }
}
