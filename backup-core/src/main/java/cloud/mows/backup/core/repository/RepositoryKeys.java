package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.crypto.RepositoryKey;
import cloud.mows.backup.core.crypto.ScryptParameters;
import cloud.mows.backup.core.id.KeyId;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** The passwords of an open repository and the secret that each of them opens. */
public final class RepositoryKeys {
    private final Storage storage;
    private final KeySlots slots;
    private final KeyId current;
    private final RepositoryKey secret;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    RepositoryKeys(Storage storage, KeyId current, RepositoryKey secret, InstantSource clock) {
        this.storage = storage;
        this.slots = new KeySlots(storage);
        this.current = current;
        this.secret = secret;
        this.clock = clock;
    }

    /** The passwords that open it. */
    public List<KeySlot> slots() {
        return StorageProblems.ask(() -> slots.slots(current));
    }

    /** The slot that this process opened. */
    public KeyId current() {
        return current;
    }

    /** The repository's secret, for the command that shows it to its owner. */
    public RepositoryKey secret() {
        return secret;
    }

    /** A key file's JSON as it is stored: what a password opens is sealed within. */
    public ByteSlice json(KeyId id) {
        return StorageProblems.ask(() -> ByteSlice.of(storage.readAll(fileOf(id), KeySlots.FILE_BYTES_MAX)));
    }

    /** Passes a problem for each key file that is damaged. */
    public void verify(Consumer<BackupException> damaged) {
        StorageProblems.tell(() -> slots.verify(damaged));
    }

    /** Adds a password. */
    public KeyId add(Password password, ScryptParameters kdf, Identity identity) {
        password.requireAny();
        String created = clock.instant().toString();
        return StorageProblems.ask(() -> slots.add(secret, password, kdf, created, identity, random));
    }

    /**
     * Removes a password.
     *
     * @throws BackupException USAGE if it is the one this process opened the repository with
     */
    public void remove(KeyId id) {
        if (id.equals(current)) {
            throw new BackupException(
                    ProblemCode.USAGE,
                    "key " + id + " is the one in use",
                    "open the repository with another password to remove this one");
        }
        StorageProblems.tell(() -> storage.remove(fileOf(id)));
    }

    /** Puts a password in the place of the one in use, which goes only after the new one was stored and read back. */
    public KeyId replaceCurrent(Password password, ScryptParameters kdf, Identity identity) {
        KeyId successor = add(password, kdf, identity);
        json(successor);
        StorageProblems.tell(() -> storage.remove(fileOf(current)));
        return successor;
    }

    private static FileKey fileOf(KeyId id) {
        return new FileKey(FileKind.KEY, id.hex());
    }
}
