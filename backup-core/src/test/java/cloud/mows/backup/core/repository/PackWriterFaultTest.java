package cloud.mows.backup.core.repository;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.compress.CompressionLevel;
import cloud.mows.backup.core.crypto.ScryptParameters;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.index.BlobIndex;
import cloud.mows.backup.core.index.IndexFolder;
import cloud.mows.backup.core.index.Segment;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import cloud.mows.backup.core.storage.Fault;
import cloud.mows.backup.core.storage.FaultSweep;
import cloud.mows.backup.core.storage.FaultyStorage;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packs of a few kilobytes, so that a handful of blobs makes many of them. */
class PackWriterFaultTest {
    private static final Password PASSWORD = Password.of("password");
    private static final OpenOptions OPTIONS = OpenOptions.defaults(new Identity("host", "user", 1, 1, 1));

    @TempDir
    Path folder;

    static Stream<LongFunction<Fault>> faults() {
        return Stream.of(
                Fault::crashBefore,
                Fault::crashAfter,
                n -> Fault.save().number(n).fails(),
                n -> Fault.save().number(n).losesItsAnswer());
    }

    @ParameterizedTest
    @MethodSource("faults")
    @Timeout(120)
    void whatAnIndexListsIsThere(LongFunction<Fault> faultAt) throws Exception {
        MemoryStorage prepared = new MemoryStorage();
        Repository.create(prepared, PASSWORD, new ScryptParameters(2, 1, 1), OPTIONS)
                .close();
        long runs = FaultSweep.with(faultAt).over(prepared::copy).run(this::write, (storage, failure) -> {
            readAllThatIsListed(storage);
            write(new FaultyStorage(storage));
            assertThat(readAllThatIsListed(storage)).isGreaterThanOrEqualTo(80);
        });
        assertThat(runs).isGreaterThan(10);
    }

    private void write(FaultyStorage storage) throws Exception {
        try (Repository repository = Repository.open(storage, PASSWORD, OPTIONS);
                CoderPool coders = new CoderPool(repository.keys().secret(), CompressionLevel.AUTO);
                BlobIndex index = repository.index()) {
            IndexStore indexes = new IndexStore(
                    storage, new UnpackedFiles(storage, coders, 2), new IndexFolder(folder.resolve("cache")));
            PackUploads uploads = new PackUploads(storage, index, coders, 2, new PackMemory(2, 4000));
            try (PackWriter writer = new PackWriter(
                            index, coders, indexes, uploads, OPTIONS.clock(), 4000, 2000, () -> {}, () -> {});
                    Coder coder = coders.borrow()) {
                SplittableRandom random = new SplittableRandom(3);
                for (int i = 0; i < 80; i++) {
                    byte[] plain = new byte[random.nextInt(1, 1500)];
                    random.nextBytes(plain);
                    writer.save(i % 5 == 0 ? BlobType.TREE : BlobType.DATA, ByteSlice.of(plain), coder);
                    if (i % 30 == 29) {
                        writer.flush();
                    }
                }
                writer.flush();
            }
        }
    }

    private static long readAllThatIsListed(Storage storage) {
        try (Repository repository = Repository.open(storage, PASSWORD, OPTIONS)) {
            List<Segment> segments = repository.index().segments();
            long blobs = 0;
            for (Segment segment : segments) {
                for (long at = 0; at < segment.count(); at++) {
                    PackedBlob blob = segment.blob(at);
                    BlobId id = blob.id();
                    assertThat(repository.load(blob.type(), id).length()).isEqualTo(blob.plainLength());
                    blobs++;
                }
            }
            return blobs;
        }
    }
}
