package cloud.mows.backup.core.storage.s3;

import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The SDK's client, for another region when the first turns out to be wrong. Requests are signed for a region, and only some
 * servers care for which. What the surroundings say is meant for Amazon (AWS sets it in its machines and containers) as often
 * as for the server in question, so a server that refuses it gets what it asks for, or else what most of them have. At Amazon the SDK
 * follows by itself, and a region that the user gave stays.
 */
final class RegionalClient implements AutoCloseable {
    private static final Pattern TOLD = Pattern.compile("<Region>([\\w-]+)</Region>|expecting '([\\w-]+)'");

    private final StorageLocation.S3 location;
    private final S3Options options;

    /** Those of before may still be in use. */
    private final List<S3Client> all = new ArrayList<>(1);

    private volatile S3Client client;
    private volatile boolean isFixed;

    RegionalClient(StorageLocation.S3 location, S3Options options) throws StorageException {
        this.location = location;
        this.options = options;
        this.isFixed = options.region() != null || S3Clients.isAmazon(location);
        this.client = S3Clients.build(location, options, S3Clients.region(location, options));
        all.add(client);
    }

    /** @param order is given twice if the first client's region is refused */
    <T> T call(Function<S3Client, T> order) {
        S3Client used = client;
        try {
            return order.apply(used);
        } catch (AwsServiceException e) {
            if (!changeRegion(used, e)) {
                throw e;
            }
        }
        return order.apply(client);
    }

    private synchronized boolean changeRegion(S3Client used, AwsServiceException refusal) {
        if (client != used) {
            return true;
        }
        if (isFixed || !mayBeTheRegion(refusal)) {
            return false;
        }
        String current = S3Clients.region(location, options);
        String told = told(refusal);
        if (told == null && S3Failures.code(refusal).isEmpty()) {
            told = ask(used);
        }
        String next = told == null ? S3Clients.DEFAULT_REGION : told;
        isFixed = true;
        if (next.equals(current)) {
            return false;
        }
        try {
            client = S3Clients.build(location, options, next);
        } catch (StorageException e) {
            refusal.addSuppressed(e);
            return false;
        }
        all.add(client);
        return true;
    }

    private static boolean mayBeTheRegion(AwsServiceException refusal) {
        return switch (S3Failures.code(refusal)) {
            case "AuthorizationHeaderMalformed", "SignatureDoesNotMatch", "InvalidRegion", "IncorrectRegion" -> true;
            // The answer to HEAD has no body.
            case "" -> refusal.statusCode() == 400 || refusal.statusCode() == 403;
            default -> false;
        };
    }

    private @Nullable String ask(S3Client used) {
        try {
            used.getBucketLocation(request -> request.bucket(location.bucket()));
            return null;
        } catch (AwsServiceException e) {
            return told(e);
        } catch (SdkException e) {
            return null;
        }
    }

    static @Nullable String told(AwsServiceException e) {
        if (e.awsErrorDetails() == null
                || !S3Failures.code(e).contains("Malformed")
                        && !S3Failures.code(e).contains("Region")) {
            return null;
        }
        SdkBytes body = e.awsErrorDetails().rawResponse();
        Matcher told = TOLD.matcher(
                (body == null ? "" : body.asUtf8String()) + e.awsErrorDetails().errorMessage());
        if (!told.find()) {
            return null;
        }
        return told.group(1) != null ? told.group(1) : told.group(2);
    }

    @Override
    public synchronized void close() {
        all.forEach(S3Client::close);
    }
}
