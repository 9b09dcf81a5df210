package cloud.mows.backup.core.storage;

/** What becomes of a save whose name is taken: the rule of {@link Storage#save}, for those who implement it. */
public final class TakenName {
    private TakenName() {}

    /**
     * Whether a file need not be saved, since it is there.
     *
     * @throws StorageException.AlreadyExists if something else has its name
     */
    public static boolean isSaved(Storage place, FileKey key, long bytes) throws StorageException {
        long present;
        try {
            present = place.size(key);
        } catch (StorageException.NotFound e) {
            return false;
        }
        accept(key, place.location(), present, bytes);
        return true;
    }

    /**
     * Takes a file that is there for the one that is to be saved.
     *
     * @param present its size
     * @param bytes the size of what is to be saved
     * @throws StorageException.AlreadyExists if it is something else
     */
    public static void accept(FileKey key, String location, long present, long bytes)
            throws StorageException.AlreadyExists {
        if (key.kind() == FileKind.CONFIG || present != bytes) {
            throw new StorageException.AlreadyExists(
                    "save " + key + " in " + location + ": it is there already with " + present + " bytes, not "
                            + bytes,
                    null);
        }
    }
}
