package cloud.mows.backup.core.index;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.IndexId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Milliseconds for an index file of 50,000 blobs. See {@code CryptoBenchmark} for how to run it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class IndexCodecBenchmark {
    private final List<IndexedPack> packs = SegmentPropertyTest.packs(new SplittableRandom(1), 50_000);
    private final ByteSlice json = IndexCodec.encode(packs);

    @Benchmark
    public int decode() throws MalformedIndexException {
        int[] blobs = new int[1];
        IndexCodec.decode(json, new IndexCodec.Sink() {
            @Override
            public void supersedes(IndexId id) {}

            @Override
            public void pack(IndexedPack pack) {
                blobs[0] += pack.blobs().size();
            }
        });
        return blobs[0];
    }

    @Benchmark
    public ByteSlice encode() {
        return IndexCodec.encode(packs);
    }
}
