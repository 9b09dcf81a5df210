package cloud.mows.backup.core.engine;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.chunker.ChunkSizes;
import cloud.mows.backup.core.chunker.GearChunker;
import cloud.mows.backup.core.chunker.GearTable;
import cloud.mows.backup.core.compress.BlobCompressor;
import cloud.mows.backup.core.compress.CompressionLevel;
import cloud.mows.backup.core.crypto.WarmUp;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.snapshot.MalformedSnapshotException;
import cloud.mows.backup.core.snapshot.Snapshot;
import cloud.mows.backup.core.snapshot.SnapshotCodec;
import cloud.mows.backup.core.source.LinuxSource;
import cloud.mows.backup.core.source.SourceDirectory;
import cloud.mows.backup.core.source.SourceEntry;
import cloud.mows.backup.core.source.SourceException;
import cloud.mows.backup.core.tree.MalformedTreeException;
import cloud.mows.backup.core.tree.TreeDecoder;
import cloud.mows.backup.core.tree.TreeEncoder;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * While a password is stretched, which keeps one processor busy for a tenth of a second, another thread does once what the
 * command will do next: the first time, Java is slow at everything. It reads a folder's list of names, writes nothing, and
 * if it fails, the command will meet the same failure and report it.
 */
final class Rehearsal {
    private static final AtomicBoolean started = new AtomicBoolean();

    private Rehearsal() {}

    /** Begins it; once in a process. */
    static void start() {
        if (!started.getAndSet(true)) {
            Thread.ofPlatform().daemon().name("rehearsal").start(Rehearsal::run);
        }
    }

    private static void run() {
        WarmUp.load();
        new SecureRandom().nextInt();
        new GearChunker(GearTable.of(ByteSlice.of(new byte[GearTable.SEED_BYTES])), ChunkSizes.DEFAULT);
        try (BlobCompressor compressor = new BlobCompressor(CompressionLevel.AUTO);
                LinuxSource source = new LinuxSource()) {
            byte[] some = new byte[1 << 10];
            compressor.compress(some, 0, some.length, new byte[some.length], 0);
            BlobId tree = new BlobId(Digest.of(new byte[Digest.BYTES], 0));
            SnapshotCodec.decode(SnapshotCodec.encode(Snapshot.builder(Instant.EPOCH, ZoneOffset.UTC, tree)
                    .paths(List.of("/"))
                    .build()));
            SourceEntry root = source.entry(BytePath.ROOT);
            TreeEncoder encoder = new TreeEncoder();
            try (SourceDirectory list = root.list()) {
                encoder.add(list.entry(list.names().getFirst()).describe().node());
            }
            new TreeDecoder(encoder.finish()).next();
        } catch (SourceException | MalformedSnapshotException | MalformedTreeException | RuntimeException e) {
            // A rehearsal: what is wrong shows when it counts.
            return;
        }
    }
}
