package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.LockId;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The files of locks. */
final class LockStore {
    private final Storage storage;
    private final UnpackedFiles files;
    private final Identity identity;

    LockStore(Storage storage, UnpackedFiles files, Identity identity) {
        this.storage = storage;
        this.files = files;
        this.identity = identity;
    }

    /** Receives a lock that cannot be read. */
    interface Unreadable {
        void accept(LockId id, BackupException why);
    }

    boolean othersExist(Digest own) throws StorageException {
        boolean[] others = new boolean[1];
        storage.list(FileKind.LOCK, file -> others[0] |= !file.key().name().equals(own.hex()));
        return others[0];
    }

    /**
     * Every lock. One that vanishes meanwhile is left out, and so is an empty one: some storages leave it behind when a save
     * is cut off.
     *
     * @throws BackupException DAMAGED if a lock cannot be read: nobody knows whom it keeps out
     */
    List<FoundLock> all() throws StorageException {
        return all((id, why) -> {
            throw why;
        });
    }

    List<FoundLock> all(Unreadable unreadable) throws StorageException {
        List<LockId> ids = new ArrayList<>();
        storage.list(FileKind.LOCK, file -> {
            if (Digest.isHex(file.key().name()) && file.bytes() > 0) {
                ids.add(LockId.parse(file.key().name()));
            }
        });
        List<FoundLock> found = new ArrayList<>();
        for (LockId id : ids) {
            try {
                found.add(new FoundLock(id, LockFile.read(files.load(FileKind.LOCK, id.digest()))));
            } catch (StorageException.NotFound e) {
                continue;
            } catch (MalformedFileException e) {
                unreadable.accept(id, unreadable("locks/" + id + ": " + e.getMessage(), e));
            } catch (BackupException e) {
                unreadable.accept(id, unreadable(e.problem().message(), e));
            }
        }
        return found;
    }

    private static BackupException unreadable(String message, Exception cause) {
        return new BackupException(ProblemCode.DAMAGED, message, unlockHint(), cause);
    }

    private static String unlockHint() {
        return "remove it with 'mows-backup unlock --remove-all' when nothing else works on the repository";
    }

    UnpackedFiles.Sealed sealed(boolean exclusive, Instant time) {
        return files.seal(FileKind.LOCK, new LockFile(time, exclusive, identity).json());
    }

    void save(UnpackedFiles.Sealed lock) throws StorageException {
        files.save(lock);
    }

    boolean exists(Digest name) throws StorageException {
        try {
            storage.size(new FileKey(FileKind.LOCK, name.hex()));
            return true;
        } catch (StorageException.NotFound e) {
            return false;
        }
    }

    void remove(Digest name) throws StorageException {
        storage.remove(new FileKey(FileKind.LOCK, name.hex()));
    }

    /** Removes all files, also what cannot be read. @return how many */
    int removeAll() throws StorageException {
        List<FileKey> keys = new ArrayList<>();
        storage.list(FileKind.LOCK, file -> keys.add(file.key()));
        for (FileKey key : keys) {
            storage.remove(key);
        }
        return keys.size();
    }

    /** Where another problem is on its way up. If it stays, the lock becomes stale by itself. */
    void removeQuietly(Digest name) {
        try {
            remove(name);
        } catch (StorageException | RuntimeException e) {
            return;
        }
    }
}
