package cloud.mows.backup.core.storage;

/**
 * One file as a listing shows it.
 *
 * @param bytes its size
 */
public record StoredFile(FileKey key, long bytes) {}
