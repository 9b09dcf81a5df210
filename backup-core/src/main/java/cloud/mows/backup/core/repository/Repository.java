package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.compress.CompressionLevel;
import cloud.mows.backup.core.crypto.RepositoryKey;
import cloud.mows.backup.core.crypto.ScryptParameters;
import cloud.mows.backup.core.crypto.WarmUp;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.id.KeyId;
import cloud.mows.backup.core.index.BlobIndex;
import cloud.mows.backup.core.index.IndexFolder;
import cloud.mows.backup.core.index.IndexedPack;
import cloud.mows.backup.core.index.Segment;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An open repository: the only door to its files. Verbs load and save blobs and documents here and never see the storage.
 *
 * <p>Safe for many threads. The index is read when first needed and can be read again ({@link #reloadIndex}).
 */
public final class Repository implements AutoCloseable {
    private final Storage storage;
    private final OpenOptions options;
    private final RepositoryConfig config;
    private final RepositoryKey key;
    private final KeyId keyId;
    private final CoderPool coders;
    private final UnpackedFiles files;
    private final PackReader packs;
    private final SecureRandom random = new SecureRandom();
    private final AtomicBoolean warmedUp = new AtomicBoolean();
    private final AtomicBoolean writing = new AtomicBoolean();
    private @Nullable Path temporaryFolder;
    private @Nullable IndexStore indexStore;
    private @Nullable BlobIndex index;

    private Repository(Storage storage, OpenOptions options, RepositoryConfig config, KeyId keyId, RepositoryKey key) {
        this.storage = storage;
        this.options = options;
        this.config = config;
        this.key = key;
        this.keyId = keyId;
        CompressionLevel level = config.version() < 2 ? CompressionLevel.OFF : options.compression();
        this.coders = new CoderPool(key, level);
        this.files = new UnpackedFiles(storage, coders, config.version());
        this.packs = new PackReader(storage, coders);
    }

    /**
     * Makes a new repository of version 2 in an empty place.
     *
     * @throws BackupException REPOSITORY_EXISTS if there is anything that looks like one
     */
    public static Repository create(Storage storage, Password password, ScryptParameters kdf, OpenOptions options) {
        SecureRandom random = new SecureRandom();
        if (password.isEmpty()) {
            throw new BackupException(ProblemCode.USAGE, "an empty password protects nothing", "choose a password");
        }
        try {
            storage.create();
            refuseExisting(storage);
            RepositoryKey key = RepositoryKey.generate(random);
            KeyId keyId = new KeySlots(storage)
                    .add(key, password, kdf, options.clock().instant().toString(), options.identity(), random);
            RepositoryConfig config = RepositoryConfig.random(random);
            Repository repository = new Repository(storage, options, config, keyId, key);
            // The config comes last: until it is there, this is no repository.
            try {
                repository.files.save(FileKind.CONFIG, config.json());
            } catch (StorageException e) {
                removeUnlessMade(storage, keyId);
                throw e;
            }
            return repository;
        } catch (StorageException e) {
            throw StorageProblems.problem(e);
        }
    }

    /** A key without a config would keep the next attempt from making a repository here. */
    private static void removeUnlessMade(Storage storage, KeyId keyId) {
        try {
            if (!hasConfig(storage)) {
                storage.remove(new FileKey(FileKind.KEY, keyId.hex()));
            }
        } catch (StorageException e) {
            // It stays: what comes up is why the config could not be stored.
            return;
        }
    }

    private static void refuseExisting(Storage storage) throws StorageException {
        String at = storage.location();
        if (hasConfig(storage)) {
            throw new BackupException(
                    ProblemCode.REPOSITORY_EXISTS,
                    "there is a repository at " + at + " already",
                    "choose another place");
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

    private static boolean hasConfig(Storage storage) throws StorageException {
        try {
            storage.size(FileKey.CONFIG);
            return true;
        } catch (StorageException.NotFound e) {
            return false;
        }
    }

    /**
     * Opens a repository of version 1 or 2.
     *
     * @throws BackupException REPOSITORY_MISSING, WRONG_PASSWORD, UNSUPPORTED_VERSION, DAMAGED, STORAGE
     */
    public static Repository open(Storage storage, Password password, OpenOptions options) {
        // Beside stretching the password, which keeps one processor busy.
        Thread.ofPlatform().daemon().name("load").start(WarmUp::load);
        try {
            if (!hasConfig(storage)) {
                throw new BackupException(
                        ProblemCode.REPOSITORY_MISSING,
                        "there is no repository at " + storage.location(),
                        "check the address, or create one with 'mows-backup init'");
            }
            KeySlots.Opened opened = new KeySlots(storage).open(password);
            RepositoryConfig config;
            try (CoderPool coders = new CoderPool(opened.key(), CompressionLevel.OFF)) {
                config = RepositoryConfig.read(
                        new UnpackedFiles(storage, coders, RepositoryConfig.VERSION).loadConfig());
            } catch (MalformedFileException e) {
                throw new BackupException(
                        ProblemCode.DAMAGED,
                        "config: " + e.getMessage(),
                        "restore it from another copy of the repository: all else depends on it",
                        e);
            }
            return new Repository(storage, options, config, opened.id(), opened.key());
        } catch (StorageException e) {
            throw StorageProblems.problem(e);
        }
    }

    /** Prepares for much sealing or opening, in the background; calling it again does nothing. */
    public void expectMuchData() {
        if (!warmedUp.getAndSet(true)) {
            Thread.ofPlatform().daemon().name("warm-up").start(WarmUp::compile);
        }
    }

    public RepositoryConfig config() {
        return config;
    }

    /** Where it lies, without secrets. */
    public String location() {
        return storage.location();
    }

    /** How many reads or writes at once its storage serves well. */
    public int concurrency() {
        return storage.concurrency();
    }

    public OpenOptions options() {
        return options;
    }

    /** 32 secret bytes for a purpose, the same for every client of this repository. */
    public ByteSlice derive(String label) {
        return ByteSlice.of(key.derive(label));
    }

    /** Codecs for the calling thread; close them soon. */
    public Coder coder() {
        return coders.borrow();
    }

    public PackReader packs() {
        return packs;
    }

    /** The plaintext of a blob, verified. */
    public ByteSlice load(BlobType type, BlobId id) {
        return packs.load(index(), type, id);
    }

    /**
     * A writer of new blobs. Close it before the repository.
     *
     * @throws IllegalStateException if another one is open: one would rely on blobs that the other may fail to store
     */
    public PackWriter writer() {
        requireWritable();
        BlobIndex known = index();
        if (!writing.compareAndSet(false, true)) {
            throw new IllegalStateException("a repository has one writer at a time");
        }
        int dataBytes = Math.toIntExact(options.packSize().bytes());
        int treeBytes = Math.toIntExact(options.treePackSize().bytes());
        PackUploads uploads = new PackUploads(storage, known, coders, options.uploads(), dataBytes, treeBytes);
        return new PackWriter(
                known,
                coders,
                indexStore(),
                uploads,
                options.clock(),
                dataBytes,
                treeBytes,
                this::expectMuchData,
                () -> writing.set(false));
    }

    /** @throws BackupException UNSUPPORTED_VERSION if its format is one that we only read */
    public void requireWritable() {
        if (config.version() < 2) {
            throw new BackupException(
                    ProblemCode.UNSUPPORTED_VERSION,
                    "the repository at " + location() + " has format version 1, which is only read",
                    "upgrade it with 'restic migrate upgrade_repo_v2'");
        }
    }

    /** The index, read when first asked for. */
    public synchronized BlobIndex index() {
        if (index == null) {
            index = new BlobIndex(indexStore().loadAll());
        }
        return index;
    }

    /** As {@link #index()}, going on after index files that cannot be read. */
    public synchronized BlobIndex index(Consumer<BackupException> damaged) {
        if (index == null) {
            index = new BlobIndex(indexStore().loadAll(damaged));
        }
        return index;
    }

    /** Forgets the index, so that it is read again when next asked for. No reader or writer may be using it. */
    public synchronized void reloadIndex() {
        if (index != null) {
            index.close();
            index = null;
        }
    }

    /** Stores an index file that lists these packs, which must be durable. For verbs that rewrite the index. */
    public IndexId saveIndex(List<IndexedPack> listed) {
        requireWritable();
        IndexStore.Saved saved = indexStore().save(listed);
        saved.segment().close();
        return saved.id();
    }

    /** The names of all index files, in order. */
    public List<IndexId> indexFiles() {
        return names(FileKind.INDEX).stream().map(IndexId::new).toList();
    }

    /**
     * What one index file lists. Close it.
     *
     * @throws BackupException DAMAGED if it cannot be read
     */
    public Segment openIndexFile(IndexId id) {
        return indexStore().open(id);
    }

    private synchronized IndexStore indexStore() {
        if (indexStore == null) {
            try {
                indexStore = new IndexStore(storage, files, new IndexFolder(indexFolder()));
            } catch (IOException e) {
                throw new BackupException(
                        ProblemCode.LOCAL_IO,
                        "the local cache cannot be used: " + e,
                        "choose another place with --cache-dir or use --no-cache",
                        e);
            }
        }
        return indexStore;
    }

    private Path indexFolder() throws IOException {
        Path cache = options.cacheFolder();
        if (cache != null) {
            return cache.resolve(config.id().hex()).resolve("segments");
        }
        temporaryFolder = Files.createTempDirectory("mows-backup-index");
        return temporaryFolder;
    }

    /** Loads a document: a snapshot, index or lock file. */
    public ByteSlice loadFile(FileKind kind, Digest name) {
        try {
            return files.load(kind, name);
        } catch (StorageException e) {
            throw StorageProblems.problem(e);
        }
    }

    /** Stores a document under the hash of its sealed bytes. Durable when it returns. */
    public Digest saveFile(FileKind kind, ByteSlice json) {
        requireWritable();
        try {
            return files.save(kind, json);
        } catch (StorageException e) {
            throw StorageProblems.problem(e);
        }
    }

    /** Passes every file of a kind whose name is a hash to {@code sink}. */
    public void list(FileKind kind, Consumer<StoredFile> sink) {
        try {
            storage.list(kind, file -> {
                if (Digest.isHex(file.key().name())) {
                    sink.accept(file);
                }
            });
        } catch (StorageException e) {
            throw StorageProblems.problem(e);
        }
    }

    /** All files of a kind whose number is small: keys, locks, index files, snapshots. */
    public List<Digest> names(FileKind kind) {
        List<Digest> names = new ArrayList<>();
        list(kind, file -> names.add(Digest.parse(file.key().name())));
        names.sort(Comparator.naturalOrder());
        return names;
    }

    /** Removes a file; it need not exist. */
    public void remove(FileKind kind, Digest name) {
        try {
            storage.remove(new FileKey(kind, name.hex()));
        } catch (StorageException e) {
            throw StorageProblems.problem(e);
        }
    }

    /** A lock that others may hold beside us. */
    public RepositoryLock lockShared(Duration patience) {
        return lock(false, patience);
    }

    /** A lock that nobody else holds any lock beside. */
    public RepositoryLock lockExclusive(Duration patience) {
        return lock(true, patience);
    }

    private RepositoryLock lock(boolean exclusive, Duration patience) {
        try {
            return locks().take(exclusive, patience);
        } catch (StorageException e) {
            throw StorageProblems.problem(e);
        }
    }

    /** Removes locks whose owner is gone, or all; returns how many. */
    public int unlock(boolean everything) {
        try {
            return locks().removeStale(everything);
        } catch (StorageException e) {
            throw StorageProblems.problem(e);
        }
    }

    private Locks locks() {
        return new Locks(storage, files, options.identity(), options.clock());
    }

    /** The passwords that open it. */
    public List<KeySlot> keys() {
        try {
            return new KeySlots(storage).slots(keyId);
        } catch (StorageException e) {
            throw StorageProblems.problem(e);
        }
    }

    /** Passes a problem for each key file that is damaged. */
    public void verifyKeyFiles(Consumer<BackupException> damaged) {
        try {
            new KeySlots(storage).verify(damaged);
        } catch (StorageException e) {
            throw StorageProblems.problem(e);
        }
    }

    /** The slot that this process opened. */
    public KeyId keyId() {
        return keyId;
    }

    /** Adds a password. */
    public KeyId addKey(Password password, ScryptParameters kdf, Identity identity) {
        if (password.isEmpty()) {
            throw new BackupException(ProblemCode.USAGE, "an empty password protects nothing", "choose a password");
        }
        try {
            String created = options.clock().instant().toString();
            return new KeySlots(storage).add(key, password, kdf, created, identity, random);
        } catch (StorageException e) {
            throw StorageProblems.problem(e);
        }
    }

    /**
     * Removes a password.
     *
     * @throws BackupException USAGE if it is the one this process opened the repository with
     */
    public void removeKey(KeyId id) {
        if (id.equals(keyId)) {
            throw new BackupException(
                    ProblemCode.USAGE,
                    "key " + id + " is the one in use",
                    "open the repository with another password to remove this one");
        }
        remove(FileKind.KEY, id.digest());
    }

    /** Removes the slot in use after {@code successor}, which opens the same key, was stored. */
    public void removeUsedKey(KeyId id, KeyId successor) {
        if (id.equals(successor)) {
            throw new IllegalArgumentException("a key cannot succeed itself: " + id);
        }
        loadKey(successor);
        remove(FileKind.KEY, id.digest());
    }

    /** A key file's JSON as it is stored: what a password opens is sealed within. */
    public ByteSlice loadKey(KeyId id) {
        try {
            return ByteSlice.of(storage.readAll(new FileKey(FileKind.KEY, id.hex()), KeySlots.FILE_BYTES_MAX));
        } catch (StorageException e) {
            throw StorageProblems.problem(e);
        }
    }

    /** The repository's secret, for the command that shows it to its owner. */
    public RepositoryKey masterKey() {
        return key;
    }

    @Override
    public void close() {
        reloadIndex();
        coders.close();
        storage.close();
        Path folder = temporaryFolder;
        if (folder != null) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                // A few files left in the temporary folder hurt nobody.
                return;
            }
        }
    }
}
