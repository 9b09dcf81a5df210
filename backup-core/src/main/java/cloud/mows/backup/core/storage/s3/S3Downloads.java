package cloud.mows.backup.core.storage.s3;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.http.AnnouncedBody;
import cloud.mows.backup.core.storage.http.Pace;
import cloud.mows.backup.core.storage.http.PacedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Fetches one object, or a range of it. */
final class S3Downloads {
    private final RegionalClient client;
    private final String bucket;
    private final Pace pace;
    private final S3Failures failures;

    S3Downloads(RegionalClient client, String bucket, Pace pace, S3Failures failures) {
        this.client = client;
        this.bucket = bucket;
        this.pace = pace;
        this.failures = failures;
    }

    /** The answer's head is there when it returns; its body must be read to its end or aborted. */
    ResponseInputStream<GetObjectResponse> open(String object, @Nullable String range) {
        return client.call(s3 -> s3.getObject(GetObjectRequest.builder()
                .bucket(bucket)
                .key(object)
                .range(range)
                .build()));
    }

    /** @param target not empty: there is no range of no bytes */
    void readInto(String what, String object, long offset, ByteSlice target) throws StorageException {
        read(what, object, "bytes=" + offset + "-" + (offset + target.length() - 1), answer -> {
            long length = length(answer);
            if (answer.response().contentRange() == null && (offset > 0 || length > target.length())) {
                throw new StorageException.Unusable(
                        failures.at(what) + ": the server sends whole files where a part is asked for", null);
            }
            if (length >= 0 && length < target.length()) {
                throw truncated(what, offset + length, offset, target.length());
            }
            fill(paced(answer), target);
            return target;
        });
    }

    byte[] readAll(String what, String object, long bytesMax) throws StorageException {
        return read(what, object, null, answer -> {
            byte[] content = AnnouncedBody.read(paced(answer), length(answer), bytesMax);
            if (content == null) {
                throw new StorageException.TooLarge(
                        failures.at(what) + ": it has more than the " + bytesMax + " bytes that are accepted", null);
            }
            return content;
        });
    }

    private interface Body<T> {
        T read(ResponseInputStream<GetObjectResponse> answer) throws IOException, StorageException;
    }

    private <T> T read(String what, String object, @Nullable String range, Body<T> body) throws StorageException {
        try (ResponseInputStream<GetObjectResponse> answer = open(object, range)) {
            failures.answered();
            boolean whole = false;
            try {
                T content = body.read(answer);
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
    private static long length(ResponseInputStream<GetObjectResponse> answer) {
        Long length = answer.response().contentLength();
        return length == null ? -1 : length;
    }

    private InputStream paced(InputStream in) {
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

    StorageException truncated(String what, long end, long offset, int length) {
        return new StorageException.Truncated(
                failures.at(what) + ": it ends at " + end + ", wanted " + length + " bytes from " + offset, null);
    }
}
