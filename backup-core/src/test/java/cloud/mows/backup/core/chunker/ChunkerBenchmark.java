package cloud.mows.backup.core.chunker;

import cloud.mows.backup.core.bytes.ByteSlice;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * MiB/s of chunking: random data, of which half is never looked at, and zeros, of which nearly all is.
 *
 * <pre>
 * ./mvnw -q -B -pl backup-core -Pbench clean test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * cd backup-core
 * java -cp target/test-classes:target/classes:$(cat target/classpath) org.openjdk.jmh.Main ChunkerBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChunkerBenchmark {
    private static final int MIB = 64;

    private final byte[] noise = new byte[MIB << 20];
    private final byte[] zeros = new byte[MIB << 20];
    private final Chunker chunker = new GearChunker(GearTable.of(ByteSlice.of(new byte[32])), ChunkSizes.DEFAULT);

    @Setup
    public void fill() {
        new Random(3).nextBytes(noise);
    }

    @Benchmark
    @OperationsPerInvocation(MIB)
    public int random() {
        return chunks(noise);
    }

    @Benchmark
    @OperationsPerInvocation(MIB)
    public int zeros() {
        return chunks(zeros);
    }

    private int chunks(byte[] data) {
        int count = 0;
        for (int at = 0; at < data.length; count++) {
            at += chunker.cut(data, at, data.length - at, true);
        }
        return count;
    }
}
