package cloud.mows.backup.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.crypto.ScryptParameters;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.repository.Coder;
import cloud.mows.backup.core.repository.Identity;
import cloud.mows.backup.core.repository.OpenOptions;
import cloud.mows.backup.core.repository.PackWriter;
import cloud.mows.backup.core.repository.Password;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.repository.RepositoryLock;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import cloud.mows.backup.core.tree.MalformedTreeException;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeBuilder;
import cloud.mows.backup.core.tree.NodeType;
import cloud.mows.backup.core.tree.TreeDecoder;
import cloud.mows.backup.core.tree.TreeEncoder;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes snapshots of files in memory and reads them back, without the verbs archive and extract. */
public final class RepositoryFixture {
    public static final Identity IDENTITY = new Identity("host", "user", 1000, 1000, 1);
    public static final Password PASSWORD = Password.of("password");
    private static final ScryptParameters CHEAP = new ScryptParameters(2, 1, 1);
    private static final int CHUNK_BYTES = 64 << 10;
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    /** Locks take a while to settle, so tests that fail a hundred times share one of another repository. */
    private static @Nullable RepositoryLock exclusive;

    private RepositoryFixture() {}

    public static OpenOptions options() {
        return OpenOptions.defaults(IDENTITY).withPackSize(ByteSize.mib(1));
    }

    public static Repository create(Storage storage) {
        return Repository.create(storage, PASSWORD, CHEAP, options());
    }

    public static Repository open(Storage storage) {
        return Repository.open(storage, PASSWORD, options());
    }

    /** A lock that is never lost; not of the repository under test. */
    public static synchronized RepositoryLock exclusiveLock() {
        if (exclusive == null) {
            exclusive = create(new MemoryStorage()).locks().takeExclusive(Duration.ZERO);
        }
        return exclusive;
    }

    /** Bytes that do not compress. */
    public static byte[] noise(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /**
     * Saves a snapshot.
     *
     * @param number makes its time
     * @param files by path, elements separated by slashes
     */
    public static SavedSnapshot save(Repository repository, int number, Map<String, byte[]> files) {
        BlobId tree;
        try (PackWriter writer = repository.writer();
                Coder coder = repository.coder()) {
            tree = saveTree(writer, coder, new TreeMap<>(files), "");
            writer.flush();
        }
        Snapshot snapshot = Snapshot.builder(FIRST.plusSeconds(3600L * number), ZoneOffset.UTC, tree)
                .paths(List.of("/data"))
                .hostname(IDENTITY.host())
                .user(IDENTITY.user(), IDENTITY.uid(), IDENTITY.gid())
                .build();
        return SnapshotCatalogue.save(repository, snapshot);
    }

    private static BlobId saveTree(PackWriter writer, Coder coder, TreeMap<String, byte[]> files, String prefix) {
        TreeMap<ByteString, Node> nodes = new TreeMap<>();
        files.subMap(prefix, prefix + Character.MAX_VALUE).forEach((path, content) -> {
            String rest = path.substring(prefix.length());
            int slash = rest.indexOf('/');
            String name = slash < 0 ? rest : rest.substring(0, slash);
            ByteString key = ByteString.of(name);
            if (slash < 0) {
                nodes.put(key, node(key, NodeType.FILE, saveContent(writer, coder, content), content.length, null));
            } else if (!nodes.containsKey(key)) {
                BlobId subtree = saveTree(writer, coder, files, prefix + name + "/");
                nodes.put(key, node(key, NodeType.DIRECTORY, BlobIds.EMPTY, 0, subtree));
            }
        });
        TreeEncoder encoder = new TreeEncoder();
        nodes.values().forEach(encoder::add);
        return writer.save(BlobType.TREE, encoder.finish(), coder).id();
    }

    private static BlobIds saveContent(PackWriter writer, Coder coder, byte[] content) {
        BlobIds.Builder ids = new BlobIds.Builder();
        for (int at = 0; at < content.length; at += CHUNK_BYTES) {
            ByteSlice chunk = new ByteSlice(content, at, Math.min(CHUNK_BYTES, content.length - at));
            ids.add(writer.save(BlobType.DATA, chunk, coder).id());
        }
        return ids.build();
    }

    private static Node node(ByteString name, NodeType type, BlobIds content, long size, @Nullable BlobId subtree) {
        return new NodeBuilder(name, type)
                .mode(type == NodeType.DIRECTORY ? 0755 : 0644)
                .times(FIRST, FIRST, FIRST)
                .owner(1000, 1000, "user", "group")
                .inode(1, 1)
                .size(size)
                .links(1)
                .content(content)
                .subtree(subtree)
                .build();
    }

    /** Every file of a snapshot, every byte read and verified. */
    public static Map<String, byte[]> read(Repository repository, Snapshot snapshot) {
        Map<String, byte[]> files = new TreeMap<>();
        readTree(repository, snapshot.tree(), "", files);
        return files;
    }

    private static void readTree(Repository repository, BlobId tree, String prefix, Map<String, byte[]> files) {
        try {
            TreeDecoder decoder = new TreeDecoder(repository.load(BlobType.TREE, tree));
            for (Node node; (node = decoder.next()) != null; ) {
                BlobId subtree = node.subtree();
                if (subtree != null) {
                    readTree(repository, subtree, prefix + node.name() + "/", files);
                } else if (node.type() == NodeType.FILE) {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    for (int i = 0; i < node.content().size(); i++) {
                        out.writeBytes(repository
                                .load(BlobType.DATA, node.content().get(i))
                                .toArray());
                    }
                    files.put(prefix + node.name(), out.toByteArray());
                }
            }
        } catch (MalformedTreeException e) {
            throw new AssertionError(e);
        }
    }

    /** Opens the store anew: exactly these snapshots are there, and all their bytes. */
    public static void verify(Storage storage, Map<SnapshotId, Map<String, byte[]>> expected) {
        try (Repository repository = open(storage)) {
            SnapshotCatalogue catalogue = SnapshotCatalogue.load(repository).requireComplete();
            assertThat(catalogue.all().stream().map(SavedSnapshot::id))
                    .containsExactlyInAnyOrderElementsOf(expected.keySet());
            for (SavedSnapshot saved : catalogue.all()) {
                assertSame(read(repository, saved.snapshot()), expected.get(saved.id()));
            }
        }
    }

    public static void assertSame(Map<String, byte[]> actual, @Nullable Map<String, byte[]> expected) {
        assertThat(expected).isNotNull();
        assertThat(actual.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        actual.forEach((path, content) -> assertThat(content).as(path).isEqualTo(expected.get(path)));
    }

    /** The names of all packs in the store. */
    public static List<Digest> packs(Repository repository) {
        return repository.names(FileKind.PACK);
    }
}
