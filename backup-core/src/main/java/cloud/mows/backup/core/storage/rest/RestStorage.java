package cloud.mows.backup.core.storage.rest;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.core.storage.StoredFile;
import cloud.mows.backup.core.storage.TakenName;
import cloud.mows.backup.core.storage.http.AnnouncedBody;
import cloud.mows.backup.core.storage.rest.RestConnection.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.util.function.Consumer;

/** A store behind restic's REST protocol. */
public final class RestStorage implements Storage {
    private final StorageLocation.Rest location;
    private final RestConnection connection;
    private final int connections;

    /** @throws StorageException if the CA file cannot be used; it does not look for the server */
    public RestStorage(StorageLocation.Rest location, RestOptions options) throws StorageException {
        this.location = location;
        this.connection = new RestConnection(location, options);
        this.connections = options.http().connections();
    }

    @Override
    public String location() {
        return location.toString();
    }

    @Override
    public int concurrency() {
        return connections;
    }

    @Override
    public void create() throws StorageException {
        String what = "make the repository's folders";
        try (Answer answer = connection.post(what, "?create=true", ByteSlice.EMPTY)) {
            if (!answer.isSuccess()) {
                throw answer.refusal();
            }
        }
    }

    @Override
    public void save(FileKey key, Content content) throws StorageException {
        if (TakenName.isSaved(this, key, content.length())) {
            return;
        }
        StorageException refusal;
        try (Answer answer = connection.post("save " + key, path(key), content)) {
            if (answer.isSuccess()) {
                return;
            }
            refusal = answer.refusal();
        }
        // A server that only appends says "forbidden" to a name that somebody else took at this moment.
        if (!(refusal instanceof StorageException.Denied) || !TakenName.isSaved(this, key, content.length())) {
            throw refusal;
        }
    }

    @Override
    public void readInto(FileKey key, long offset, ByteSlice target) throws StorageException {
        if (target.isEmpty()) {
            long size = size(key);
            if (offset > size) {
                throw truncated(key, size, offset, 0);
            }
            return;
        }
        String what = "read " + key;
        String range = "bytes=" + offset + "-" + (offset + target.length() - 1);
        try (Answer answer = connection.get(what, path(key), range)) {
            if (answer.status() != 206 && answer.status() != 200) {
                throw answer.refusal();
            }
            long length = answer.length();
            if (answer.status() == 200) {
                cutOut(answer, what, key, offset, target);
                return;
            }
            long end = answer.end() >= 0 ? answer.end() : length < 0 ? Long.MAX_VALUE : offset + length;
            if (end - target.length() < offset) {
                throw truncated(key, end, offset, target.length());
            }
            fill(answer, what, target);
        }
    }

    /** Some servers know no ranges and send the whole file: slow, but what is in it can be had. */
    private void cutOut(Answer answer, String what, FileKey key, long offset, ByteSlice target)
            throws StorageException {
        long length = answer.length();
        if (length >= 0 && length - target.length() < offset) {
            throw truncated(key, length, offset, target.length());
        }
        try {
            long skipped = 0;
            while (skipped < offset) {
                int count = answer.body()
                        .read(target.array(), target.offset(), (int) Math.min(target.length(), offset - skipped));
                if (count < 0) {
                    break;
                }
                skipped += count;
            }
            int count = answer.body().readNBytes(target.array(), target.offset(), target.length());
            if (count < target.length()) {
                if (length < 0) {
                    throw truncated(key, skipped + count, offset, target.length());
                }
                throw new EOFException("the answer broke off after " + (skipped + count) + " of " + length + " bytes");
            }
        } catch (IOException e) {
            throw connection.broken(what, e);
        }
    }

    @Override
    public byte[] readAll(FileKey key, long bytesMax) throws StorageException {
        String what = "read " + key;
        try (Answer answer = connection.get(what, path(key), null)) {
            if (answer.status() != 200) {
                throw answer.refusal();
            }
            byte[] content = AnnouncedBody.read(answer.body(), answer.length(), bytesMax);
            if (content == null) {
                throw new StorageException.TooLarge(
                        what + " in " + location + ": it has more than the " + bytesMax + " bytes that are accepted",
                        null);
            }
            return content;
        } catch (IOException e) {
            throw connection.broken(what, e);
        }
    }

    /** Reads on to the end, since only then the connection can be used again. */
    private void fill(Answer answer, String what, ByteSlice target) throws StorageException {
        try {
            int count = answer.body().readNBytes(target.array(), target.offset(), target.length());
            if (count < target.length()) {
                throw new EOFException("the answer broke off after " + count + " of " + target.length() + " bytes");
            }
            if (answer.body().read() >= 0) {
                throw new IOException("the answer is longer than announced");
            }
        } catch (IOException e) {
            throw connection.broken(what, e);
        }
    }

    private StorageException truncated(FileKey key, long end, long offset, int length) {
        return new StorageException.Truncated(
                "read " + key + " in " + location + ": it ends at " + end + ", wanted " + length + " bytes from "
                        + offset,
                null);
    }

    @Override
    public long size(FileKey key) throws StorageException {
        String what = "size of " + key;
        try (Answer answer = connection.head(what, path(key))) {
            return size(what, answer);
        }
    }

    private long sizeWhileListing(FileKey key) throws StorageException {
        String what = "size of " + key;
        try (Answer answer = connection.headBeside(what, path(key))) {
            return size(what, answer);
        }
    }

    private long size(String what, Answer answer) throws StorageException {
        if (answer.status() != 200) {
            throw answer.refusal();
        }
        if (answer.length() < 0) {
            throw new StorageException.Unusable(what + " in " + location + ": the server does not say", null);
        }
        return answer.length();
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
        String what = "list " + kind.folder();
        try (Answer answer = connection.get(what, kind.folder() + "/", null)) {
            // rclone shows absent folders as empty and says 404 when something went wrong.
            if (answer.status() == 404 && !answer.header("Server").startsWith("rclone/")) {
                return;
            }
            if (answer.status() != 200) {
                throw answer.status() == 404
                        ? new StorageException.Transient(what + " in " + location + ": status 404", null)
                        : answer.refusal();
            }
            RestListing.read(answer.body(), kind, this::sizeWhileListing, sink);
        } catch (RestListing.Malformed e) {
            throw new StorageException.Unusable(
                    what + " in " + location + ": the answer is no listing: " + e.getMessage(), e);
        } catch (IOException e) {
            throw connection.broken(what, e);
        }
    }

    @Override
    public void remove(FileKey key) throws StorageException {
        try (Answer answer = connection.delete("remove " + key, path(key))) {
            if (!answer.isSuccess() && answer.status() != 404) {
                throw answer.refusal();
            }
        }
    }

    private static String path(FileKey key) {
        return key.kind() == FileKind.CONFIG ? key.kind().folder() : key.kind().folder() + "/" + key.name();
    }

    @Override
    public void close() {
        connection.close();
    }
}
