package cloud.mows.backup.core.storage.s3;

import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.core.storage.http.ConnectionFailures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.InstantSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in our words what an S3 server, or the SDK, answered. */
final class S3Failures {
    private static final String REGION = " (is the region right? -o s3.region or AWS_REGION says it)";

    private final String location;
    private final ConnectionFailures connection;

    private final InstantSource clock;

    S3Failures(StorageLocation.S3 location, InstantSource clock) {
        this.clock = clock;
        this.location = location.toString();
        this.connection = new ConnectionFailures(location.endpoint());
    }

    void answered() {
        connection.answered();
    }

    String at(String what) {
        return what + " in " + location;
    }

    /** A broken connection while a body was read. */
    StorageException translate(String what, IOException e) {
        return connection.translate(at(what), e);
    }

    /** @param e an SdkException, or the UncheckedIOException that escapes the SDK when a listing breaks off */
    StorageException translate(String what, RuntimeException e) {
        return switch (e) {
            case AwsServiceException service -> refused(what, service);
            case AbortedException aborted -> {
                Thread.currentThread().interrupt();
                yield new StorageException.Interrupted(at(what) + ": interrupted", e);
            }
            case ApiCallTimeoutException timeout -> new StorageException.Transient(at(what) + ": no answer in time", e);
            case ApiCallAttemptTimeoutException timeout ->
                new StorageException.Transient(at(what) + ": no answer in time", e);
            case SdkClientException client -> client(what, client);
            case SdkException other -> connection.translate(at(what), other);
            case UncheckedIOException broken -> connection.translate(at(what), broken);
            default -> throw e;
        };
    }

    /** The server closed the connection while we sent. */
    static boolean hungUp(RuntimeException e) {
        return e instanceof SdkClientException
                && e.getCause() instanceof SocketException
                && !(e.getCause() instanceof ConnectException);
    }

    private StorageException client(String what, SdkClientException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Unable to load credentials")) {
            return new StorageException.Denied(
                    at(what) + ": no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE", e);
        }
        if (message.contains("parse") || message.contains("unmarshall")) {
            return new StorageException.Unusable(at(what) + ": the answer is not S3's: " + message, e);
        }
        return connection.translate(at(what), e);
    }

    private StorageException refused(String what, AwsServiceException e) {
        connection.answered();
        int status = e.statusCode();
        String code = code(e);
        String said = said(e);
        String message = at(what) + ": " + said;
        ClockSkew skew = ClockSkew.of(e, clock.instant());
        if (skew != null && skew.isRefused() && (code.equals("RequestTimeTooSkewed") || isAboutTheRequest(status))) {
            return new StorageException.Denied(
                    message + "; " + skew,
                    "set this machine's clock; NTP (chrony, systemd-timesyncd) keeps it right",
                    e);
        }
        return switch (code) {
            case "NoSuchBucket" ->
                new StorageException.NotFound(message + " (is the bucket's name right? 'init' makes a new one)", e);
            case "SlowDown",
                    "RequestTimeout",
                    "OperationAborted",
                    "ConditionalRequestConflict",
                    "BadDigest",
                    "IncompleteBody",
                    "InternalError",
                    "ServiceUnavailable",
                    "TooManyRequests" -> new StorageException.Transient(message, e);
            case "RequestTimeTooSkewed" ->
                new StorageException.Denied(message + " (is this machine's clock right?)", e);
            case "ExpiredToken", "InvalidToken", "TokenRefreshRequired", "InvalidAccessKeyId", "XAdminUserNotFound" ->
                new StorageException.Denied(message, e);
            case "QuotaExceeded", "InsufficientCapacity", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded" ->
                new StorageException.Full(message, e);
            case "PermanentRedirect",
                    "TemporaryRedirect",
                    "AuthorizationHeaderMalformed",
                    "IllegalLocationConstraintException" -> new StorageException.Unusable(message + REGION, e);
            default ->
                switch (status) {
                    case 401, 403 -> new StorageException.Denied(message, e);
                    case 404 ->
                        isAboutTheFile(code)
                                ? new StorageException.NotFound(message, e)
                                : new StorageException.Unusable(message, e);
                    case 412 -> new StorageException.AlreadyExists(message, e);
                    case 416 -> new StorageException.Truncated(message, e);
                    case 507 -> new StorageException.Full(message, e);
                    case 408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524 ->
                        new StorageException.Transient(message, e);
                    // The answer to a question without a body has none that could say more.
                    case 400 -> new StorageException.Unusable(code.isEmpty() ? message + REGION : message, e);
                    default -> new StorageException.Unusable(message, e);
                };
        };
    }

    /** Servers without a code of their own for it, and answers to HEAD, say no more. */
    private static boolean isAboutTheRequest(int status) {
        return status == 400 || status == 401 || status == 403;
    }

    /** Not every 404 says that a file is missing, and what looks like an empty repository must be one. */
    private static boolean isAboutTheFile(String code) {
        return switch (code) {
            case "", "NoSuchKey", "NoSuchVersion", "NoSuchUpload", "NotFound", "404" -> true;
            default -> false;
        };
    }

    static String code(AwsServiceException e) {
        String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
        return code == null ? "" : code;
    }

    private static String said(AwsServiceException e) {
        String text = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
        String code = code(e);
        return "status " + e.statusCode() + (code.isEmpty() ? "" : " " + code)
                + (text == null || text.isBlank() ? "" : ": " + text.strip());
    }
}
