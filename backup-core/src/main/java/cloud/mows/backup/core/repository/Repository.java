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
import cloud.mows.backup.core.index.IndexedPack;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StoredFile;
import cloud.mows.backup.core.storage.layer.GuardedStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An open repository: the only door to its files. Verbs load and save blobs and documents here and never see the storage.
 *
 * <p>Nothing is written or removed once a lock that was taken here is lost or given back: {@link WriteGate}.
 *
 * <p>Safe for many threads. The index is read when first needed and can be read again ({@link #reloadIndex}).
 */
public final class Repository implements AutoCloseable {
    private final WriteGate gate = new WriteGate();
    private final Storage storage;
    private final OpenOptions options;
    private final RepositoryConfig config;
    private final RepositoryKey key;
    private final CoderPool coders;
    private final UnpackedFiles files;
    private final PackReader packs;
    private final RepositoryKeys keys;
    private final AtomicBoolean warmedUp = new AtomicBoolean();
    private final AtomicBoolean writing = new AtomicBoolean();
    private @Nullable LocalIndex localIndex;
    private @Nullable IndexStore indexFiles;
    private @Nullable BlobIndex index;

    Repository(Storage storage, OpenOptions options, RepositoryConfig config, KeyId keyId, RepositoryKey key) {
        this.storage = new GuardedStorage(storage, gate);
        this.options = options;
        this.config = config;
        this.key = key;
        this.keys = new RepositoryKeys(this.storage, keyId, key, options.clock());
        CompressionLevel level = config.version() < 2 ? CompressionLevel.OFF : options.compression();
        this.coders = new CoderPool(key, level);
        this.files = new UnpackedFiles(this.storage, coders, config.version());
        this.packs = new PackReader(this.storage, coders);
    }

    /**
     * Makes a new repository of version 2 in an empty place.
     *
     * @throws BackupException REPOSITORY_EXISTS if there is anything that looks like one
     */
    public static Repository create(Storage storage, Password password, ScryptParameters kdf, OpenOptions options) {
        return create(storage, password, kdf, options, null);
    }

    /** The same; {@code chunker} is another repository's way to cut files, null for our own. */
    public static Repository create(
            Storage storage,
            Password password,
            ScryptParameters kdf,
            OpenOptions options,
            @Nullable ChunkerParameters chunker) {
        password.requireAny();
        return StorageProblems.ask(() -> NewRepository.create(storage, password, kdf, options, chunker));
    }

    /**
     * Opens a repository of version 1 or 2.
     *
     * @throws BackupException REPOSITORY_MISSING, WRONG_PASSWORD, UNSUPPORTED_VERSION, DAMAGED, STORAGE
     */
    public static Repository open(Storage storage, Password password, OpenOptions options) {
        // Beside stretching the password, which keeps one processor busy.
        WarmUp.start();
        try {
            if (!RepositoryConfig.isIn(storage)) {
                throw new BackupException(new Problem(
                        ProblemCode.REPOSITORY_MISSING,
                        "there is no repository at " + storage.location(),
                        "check the address, or create one with 'mows-backup init'",
                        List.of(
                                "Fatal: repository does not exist: unable to open config file",
                                "Is there a repository at the following location?",
                                storage.location())));
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

    /** Whether trees come from afar, so that what was read of them is kept on the local disk. */
    public boolean keepsCopies() {
        return packs.keepsCopies();
    }

    /** Has a tree fetched that will be loaded soon, and others near it; returns at once. @return whether it is far away */
    public boolean prefetchTree(BlobId id) {
        return packs.prefetchTree(index(), id);
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
        int parallel = Math.min(options.uploads(), storage.concurrency());
        PackUploads uploads = new PackUploads(
                storage, known, coders, parallel, new PackMemory(parallel, dataBytes + PackWriter.SLACK_BYTES));
        return new PackWriter(
                known,
                coders,
                indexFiles(),
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
            index = indexFiles().open(damaged -> {
                throw damaged;
            });
            packs.dropVanished(index);
        }
        return index;
    }

    /** As {@link #index()}, going on after index files that cannot be read. */
    public synchronized BlobIndex index(Consumer<BackupException> damaged) {
        if (index == null) {
            index = indexFiles().open(damaged);
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
        IndexStore.Saved saved = indexFiles().save(listed);
        saved.segment().close();
        return saved.id();
    }

    /** The files that make up the index. */
    public synchronized IndexStore indexFiles() {
        if (indexFiles == null) {
            try {
                localIndex = LocalIndex.open(options.cacheFolder(), config.id());
            } catch (IOException e) {
                throw LocalIndex.unusable(options.cacheFolder(), e);
            }
            indexFiles = new IndexStore(storage, files, localIndex.folder());
        }
        return indexFiles;
    }

    /** Loads a document: a snapshot, index or lock file. */
    public ByteSlice loadFile(FileKind kind, Digest name) {
        return StorageProblems.ask(() -> files.load(kind, name));
    }

    /** Stores a document under the hash of its sealed bytes. Durable when it returns. */
    public Digest saveFile(FileKind kind, ByteSlice json) {
        requireWritable();
        return StorageProblems.ask(() -> files.save(kind, json));
    }

    /** Passes every file of a kind whose name is a hash to {@code sink}. */
    public void list(FileKind kind, Consumer<StoredFile> sink) {
        StorageProblems.tell(() -> storage.list(kind, file -> {
            if (Digest.isHex(file.key().name())) {
                sink.accept(file);
            }
        }));
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
        StorageProblems.tell(() -> storage.remove(new FileKey(kind, name.hex())));
    }

    /**
     * Removes a file if the storage permits it.
     *
     * @return what the storage says if it refuses
     */
    public Optional<String> removeIfPermitted(FileKind kind, Digest name) {
        return StorageProblems.ask(() -> {
            try {
                storage.remove(new FileKey(kind, name.hex()));
                return Optional.empty();
            } catch (StorageException.Denied e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        });
    }

    /** The locks on it, ours and those of others. */
    public Locks locks() {
        return new Locks(new LockStore(storage, files, options.identity()), options, gate);
    }

    /** The passwords that open it, and its secret. */
    public RepositoryKeys keys() {
        return keys;
    }

    @Override
    public void close() {
        reloadIndex();
        LocalIndex folder = localIndex;
        if (folder != null) {
            folder.close();
        }
        coders.close();
        storage.close();
    }
}
