package cloud.mows.backup.core.storage.open;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.core.storage.directory.DirectoryStorage;
import cloud.mows.backup.core.storage.http.HttpOptions;
import cloud.mows.backup.core.storage.http.HttpTimeouts;
import cloud.mows.backup.core.storage.http.Pace;
import cloud.mows.backup.core.storage.layer.MeterStorage;
import cloud.mows.backup.core.storage.layer.RetryListener;
import cloud.mows.backup.core.storage.layer.RetryStorage;
import cloud.mows.backup.core.storage.layer.ThrottleStorage;
import cloud.mows.backup.core.storage.layer.TokenBucket;
import cloud.mows.backup.core.storage.layer.Waiting;
import cloud.mows.backup.core.storage.rest.RestOptions;
import cloud.mows.backup.core.storage.rest.RestStorage;
import cloud.mows.backup.core.storage.s3.S3Options;
import cloud.mows.backup.core.storage.s3.S3Storage;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Builds the place and the layers around it: retry, meter, throttle, place. */
public final class StorageOpener {
    /** A limit is shared by all connections, unevenly: one of them may be this much slower and still be alive. */
    private static final int UNEVEN = 16;

    private final InstantSource clock;
    private final Waiting waiting;
    private final RandomGenerator random;
    private final RetryListener listener;

    /** @param random used by many threads at once */
    public StorageOpener(InstantSource clock, Waiting waiting, RandomGenerator random, RetryListener listener) {
        this.clock = clock;
        this.waiting = waiting;
        this.random = random;
        this.listener = listener;
    }

    /**
     * @throws StorageException if a file of the options cannot be used; nobody is asked yet
     * @throws IllegalArgumentException if the environment holds half of a key
     */
    public OpenStorage open(StorageLocation location, StorageOptions options) throws StorageException {
        Pace upload = pace(options.upload());
        Pace download = pace(options.download());
        MeterStorage meter = new MeterStorage(place(location, options, upload, download));
        return new OpenStorage(new RetryStorage(meter, options.retry(), waiting, random, listener), meter);
    }

    private Storage place(StorageLocation location, StorageOptions options, Pace upload, Pace download)
            throws StorageException {
        // Before the switch over types, which takes a local command some milliseconds of its start.
        if (location instanceof StorageLocation.Directory directory) {
            return throttled(new DirectoryStorage(directory.path(), clock), upload, download);
        }
        HttpOptions http = http(options, upload, download);
        return switch (location) {
            case StorageLocation.Directory directory ->
                throw new IllegalStateException("opened already: " + directory.path());
            case StorageLocation.S3 s3 -> openS3(s3, options, http);
            case StorageLocation.Rest rest -> openRest(rest, options, http);
        };
    }

    private Storage openS3(StorageLocation.S3 location, StorageOptions options, HttpOptions http)
            throws StorageException {
        S3Options s3 = S3Options.from(options.environment())
                .withHttp(http)
                .withAddressing(options.addressing())
                .withLock(options.lock())
                .withStorageClass(options.storageClass());
        return new S3Storage(location, options.region() == null ? s3 : s3.withRegion(options.region()), clock);
    }

    private static Storage openRest(StorageLocation.Rest location, StorageOptions options, HttpOptions http)
            throws StorageException {
        RestOptions rest = RestOptions.from(options.environment()).withHttp(http);
        return new RestStorage(location, options.login() == null ? rest : rest.withLogin(options.login()));
    }

    private static Storage throttled(Storage place, Pace upload, Pace download) {
        return upload == Pace.FULL && download == Pace.FULL ? place : new ThrottleStorage(place, upload, download);
    }

    private Pace pace(@Nullable ByteSize limit) {
        return limit == null ? Pace.FULL : new TokenBucket(limit.bytes(), waiting);
    }

    private static HttpOptions http(StorageOptions options, Pace upload, Pace download) {
        HttpTimeouts timeouts = options.timeouts();
        if (options.upload() != null) {
            long slowest = Math.max(1, options.upload().bytes() / UNEVEN);
            timeouts = new HttpTimeouts(
                    timeouts.connect(), timeouts.silence(), Math.min(timeouts.bytesPerSecondMin(), slowest));
        }
        return new HttpOptions(
                timeouts,
                options.tls(),
                options.connections().orElse(HttpOptions.DEFAULT.connections()),
                upload,
                download);
    }
}
