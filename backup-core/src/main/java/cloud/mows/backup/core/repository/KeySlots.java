package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.crypto.BlobHasher;
import cloud.mows.backup.core.crypto.RepositoryKey;
import cloud.mows.backup.core.crypto.ScryptParameters;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.KeyId;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The key files of a repository: each opens the same key by another password. */
final class KeySlots {
    /** As restic: somebody who can write key files must not be able to keep us deriving for ever. */
    private static final int TRIED_MAX = 20;

    static final int FILE_BYTES_MAX = 64 << 10;

    private final Storage storage;

    KeySlots(Storage storage) {
        this.storage = storage;
    }

    /** A slot that opened. */
    record Opened(KeyId id, RepositoryKey key) {}

    /**
     * Tries the slots in turn.
     *
     * @throws BackupException WRONG_PASSWORD if none opens
     */
    Opened open(Password password) throws StorageException {
        List<FileKey> files = list();
        if (files.isEmpty()) {
            throw new BackupException(
                    ProblemCode.DAMAGED,
                    "the repository at " + storage.location() + " has no key files",
                    "restore them from another copy of the repository: without a key nothing can be read");
        }
        List<String> damaged = new ArrayList<>();
        List<FileKey> tried = files.subList(0, Math.min(TRIED_MAX, files.size()));
        for (FileKey file : tried) {
            try {
                byte[] content = storage.readAll(file, FILE_BYTES_MAX);
                RepositoryKey key = KeyFile.read(ByteSlice.of(content)).open(password);
                if (key != null) {
                    return new Opened(KeyId.parse(file.name()), key);
                }
                if (!new BlobHasher().hash(ByteSlice.of(content)).hex().equals(file.name())) {
                    damaged.add(file + ": its content does not have the hash that names it");
                }
            } catch (StorageException.NotFound e) {
                // Removed since it was listed.
                continue;
            } catch (StorageException.TooLarge e) {
                damaged.add(file + ": too large for a key file");
            } catch (MalformedFileException e) {
                damaged.add(file + ": " + e.getMessage());
            }
        }
        if (damaged.size() == tried.size()) {
            throw new BackupException(
                    ProblemCode.DAMAGED,
                    String.join("; ", damaged),
                    "restore the file from another copy of the repository: without a key nothing can be read");
        }
        throw new BackupException(new Problem(
                ProblemCode.WRONG_PASSWORD,
                "wrong password for the repository at " + storage.location() + " (" + files.size() + " key"
                        + (files.size() == 1 ? "" : "s") + " tried"
                        + (damaged.isEmpty() ? "" : "; damaged: " + String.join("; ", damaged)) + ")",
                "check RESTIC_PASSWORD, RESTIC_PASSWORD_FILE or --password-file",
                List.of("Fatal: wrong password or no key found")));
    }

    KeyId add(
            RepositoryKey key,
            Password password,
            ScryptParameters kdf,
            String created,
            Identity identity,
            SecureRandom random)
            throws StorageException {
        ByteSlice json = KeyFile.seal(key, password, kdf, created, identity.user(), identity.host(), random)
                .json();
        try {
            if (KeyFile.read(json).open(password) == null) {
                throw new IllegalStateException("a new key does not open");
            }
        } catch (MalformedFileException e) {
            throw new IllegalStateException("a new key does not read back", e);
        }
        Digest name = new BlobHasher().hash(json);
        storage.save(new FileKey(FileKind.KEY, name.hex()), json);
        return new KeyId(name);
    }

    List<KeySlot> slots(KeyId current) throws StorageException {
        List<KeySlot> slots = new ArrayList<>();
        for (FileKey file : list()) {
            KeyId id = KeyId.parse(file.name());
            try {
                KeyFile key = read(file);
                slots.add(new KeySlot(id, key.username(), key.hostname(), key.created(), id.equals(current)));
            } catch (MalformedFileException e) {
                slots.add(new KeySlot(id, "(damaged: " + e.getMessage() + ")", "", "", false));
            }
        }
        return slots;
    }

    /** Passes a problem for each key file whose content is not what its name says. */
    void verify(Consumer<BackupException> damaged) throws StorageException {
        for (FileKey file : list()) {
            byte[] content = storage.readAll(file, FILE_BYTES_MAX);
            Digest found = new BlobHasher().hash(content, 0, content.length);
            if (!found.hex().equals(file.name())) {
                damaged.accept(new BackupException(
                        ProblemCode.DAMAGED,
                        file + ": its content has the hash " + found.shortHex() + ", so it was damaged or cut off",
                        "add a new password with 'mows-backup key add', then remove this one"));
            }
        }
    }

    private KeyFile read(FileKey file) throws StorageException, MalformedFileException {
        return KeyFile.read(ByteSlice.of(storage.readAll(file, FILE_BYTES_MAX)));
    }

    private List<FileKey> list() throws StorageException {
        List<FileKey> files = new ArrayList<>();
        storage.list(FileKind.KEY, file -> {
            if (Digest.isHex(file.key().name())) {
                files.add(file.key());
            }
        });
        files.sort((a, b) -> a.name().compareTo(b.name()));
        return files;
    }
}
