package cloud.mows.backup.core.storage.directory;

import cloud.mows.backup.core.storage.StorageException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Says in our words what a file system answered. Java passes the system's errno on only as text, and that text is in the
 * user's language: so what matters most, a full or read-only disk, is also asked of the disk itself.
 */
final class DirectoryFailures {
    private static final List<String> FULL = List.of("no space left", "disk quota exceeded", "file too large");
    private static final List<String> DENIED =
            List.of("read-only file system", "operation not permitted", "permission denied");
    private static final List<String> PASSING = List.of(
            "input/output error",
            "stale file handle",
            "timed out",
            "too many open files",
            "temporarily unavailable",
            "resource busy",
            "interrupted system call",
            "transport endpoint");

    private DirectoryFailures() {}

    static StorageException reading(String what, Path root, IOException e) {
        return translate(what, root, e, 0);
    }

    /** @param bytes how many were to be written */
    static StorageException writing(String what, Path root, IOException e, long bytes) {
        return translate(what, root, e, Math.max(1, bytes));
    }

    private static StorageException translate(String what, Path root, IOException e, long bytesToWrite) {
        if (e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
            Thread.currentThread().interrupt();
            return new StorageException.Interrupted(what + ": interrupted", e);
        }
        String reason = reason(e);
        String message = what + " in " + root + ": " + reason;
        String lower = reason.toLowerCase(Locale.ROOT);
        if (FULL.stream().anyMatch(lower::contains)) {
            return new StorageException.Full(message, e);
        }
        if (e instanceof AccessDeniedException || DENIED.stream().anyMatch(lower::contains)) {
            return new StorageException.Denied(message, e);
        }
        if (e instanceof NoSuchFileException || e instanceof NotDirectoryException) {
            return new StorageException.NotFound(message, e);
        }
        if (PASSING.stream().anyMatch(lower::contains)) {
            return new StorageException.Transient(message, e);
        }
        if (bytesToWrite > 0) {
            try {
                FileStore disk = Files.getFileStore(root);
                if (disk.isReadOnly()) {
                    return new StorageException.Denied(message + " (the disk is read-only)", e);
                }
                if (disk.getUsableSpace() < bytesToWrite) {
                    return new StorageException.Full(message + " (the disk is full)", e);
                }
            } catch (IOException unknown) {
                e.addSuppressed(unknown);
            }
        }
        return new StorageException.Unusable(message, e);
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or folder: " + ((NoSuchFileException) e).getFile();
        }
        if (e instanceof AccessDeniedException denied) {
            return "permission denied: " + denied.getFile();
        }
        if (e instanceof FileAlreadyExistsException taken) {
            return "there is a file of that name: " + taken.getFile();
        }
        if (e instanceof NotDirectoryException not) {
            return "not a folder: " + not.getFile();
        }
        if (e instanceof FileSystemException fs && fs.getReason() != null) {
            return fs.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
