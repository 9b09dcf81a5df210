package cloud.mows.backup.core.storage;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.Content;
import java.util.function.Consumer;

/**
 * A place that keeps named, immutable files. It knows names and bytes, nothing of what is in them.
 *
 * <p>What every implementation promises, and {@code StorageContractTest} checks:
 *
 * <ul>
 *   <li>{@link #save} is all or nothing: when it returns, the file is whole and durable; when it throws, or the process
 *       dies, a reader sees either no file or the whole one, never a part under its final name.
 *   <li>A file that was saved is in every later listing and readable by every client (read-after-write).
 *   <li>Saving under a name that exists replaces nothing silently: names are hashes of the content, so an existing file of
 *       the same size is taken as saved; {@link FileKind#CONFIG} and files of another size are a
 *       {@link StorageException.AlreadyExists}.
 *   <li>{@link #remove} of a file that is not there succeeds, so that a cut-off deletion can be repeated.
 *   <li>Every operation either completes, or throws within its time-out. Implementations do not retry: that is
 *       {@code layer}'s.
 *   <li>All methods may be called from many threads at once; each call blocks its own thread only.
 * </ul>
 */
public interface Storage extends AutoCloseable {
    /** Where it is, for people, without secrets: {@code /srv/backup}, {@code s3:https://host/bucket/prefix}. */
    String location();

    /** How many operations at once this store serves well. */
    int concurrency();

    /**
     * Makes the folders that {@link #save} needs. Harmless where they exist.
     *
     * @throws StorageException if the place cannot be used
     */
    void create() throws StorageException;

    /** Stores {@code content} under {@code key}; it is not used after the call returns. */
    void save(FileKey key, Content content) throws StorageException;

    /**
     * Reads exactly {@code target.length()} bytes from {@code offset}.
     *
     * @throws StorageException.NotFound if there is no such file
     * @throws StorageException.Truncated if the file ends before
     */
    void readInto(FileKey key, long offset, ByteSlice target) throws StorageException;

    /**
     * The whole file.
     *
     * @param bytesMax refuse larger files: {@link StorageException.TooLarge}. At most {@code Integer.MAX_VALUE - 8}
     * @throws StorageException.NotFound if there is no such file
     */
    byte[] readAll(FileKey key, long bytesMax) throws StorageException;

    /**
     * Size in bytes.
     *
     * @throws StorageException.NotFound if there is no such file
     */
    long size(FileKey key) throws StorageException;

    /**
     * Passes every file of a kind to {@code sink}, in no order, in pages: memory does not grow with their number. Names
     * that are no {@link FileKey} (temporary files, a stranger's) are left out. An absent folder lists as empty.
     */
    void list(FileKind kind, Consumer<StoredFile> sink) throws StorageException;

    /** Removes a file; it need not exist. */
    void remove(FileKey key) throws StorageException;

    /** What a layer keeps of this store on a local disk. */
    default LocalCopies copies() {
        return LocalCopies.NONE;
    }

    /** From now on {@code guard} is asked before anything is tried again. The first try is the caller's business. */
    default void guard(WriteGuard guard) {}

    @Override
    void close();
}
