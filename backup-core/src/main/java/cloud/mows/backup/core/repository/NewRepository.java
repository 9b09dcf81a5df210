package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.compress.CompressionLevel;
import cloud.mows.backup.core.crypto.RepositoryKey;
import cloud.mows.backup.core.crypto.ScryptParameters;
import cloud.mows.backup.core.id.KeyId;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a repository, and never over the remains of another. */
final class NewRepository {
    private NewRepository() {}

    static Repository create(
            Storage storage,
            Password password,
            ScryptParameters kdf,
            OpenOptions options,
            @Nullable ChunkerParameters chunker)
            throws StorageException {
        SecureRandom random = new SecureRandom();
        try {
            storage.create();
        } catch (StorageException.NotFound e) {
            throw new BackupException(
                    ProblemCode.STORAGE, String.valueOf(e.getMessage()), "check the repository's address", e);
        }
        refuseExisting(storage);
        RepositoryKey key = RepositoryKey.generate(random);
        KeyId keyId = new KeySlots(storage)
                .add(key, password, kdf, options.clock().instant().toString(), options.identity(), random);
        RepositoryConfig config =
                chunker == null ? RepositoryConfig.random(random) : RepositoryConfig.random(random, chunker);
        // The config comes last: until it is there, this is no repository.
        try (CoderPool coders = new CoderPool(key, CompressionLevel.OFF)) {
            new UnpackedFiles(storage, coders, config.version()).save(FileKind.CONFIG, config.json());
        } catch (StorageException e) {
            removeUnlessMade(storage, keyId);
            throw e;
        }
        return new Repository(storage, options, config, keyId, key);
    }

    /** A key without a config would keep the next attempt from making a repository here. */
    private static void removeUnlessMade(Storage storage, KeyId keyId) {
        try {
            if (!RepositoryConfig.isIn(storage)) {
                storage.remove(new FileKey(FileKind.KEY, keyId.hex()));
            }
        } catch (StorageException e) {
            // It stays: what comes up is why the config could not be stored.
            return;
        }
    }

    private static void refuseExisting(Storage storage) throws StorageException {
        String at = storage.location();
        if (RepositoryConfig.isIn(storage)) {
            throw new BackupException(new Problem(
                    ProblemCode.REPOSITORY_EXISTS,
                    "there is a repository at " + at + " already",
                    "choose another place",
                    List.of("Fatal: create repository at " + at + " failed: config file already exists")));
        }
        for (FileKind kind : List.of(FileKind.KEY, FileKind.SNAPSHOT)) {
            storage.list(kind, file -> {
                throw new BackupException(
                        ProblemCode.REPOSITORY_EXISTS,
                        at + " has no config file but holds " + file.key() + ": a repository that lost its config?",
                        "choose another place; never initialise over the remains of a repository");
            });
        }
    }
}
