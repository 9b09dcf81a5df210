package cloud.mows.backup.core.compress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * MiB/s of compressing and decompressing blobs of a mebibyte: of a machine's libraries and of noise.
 *
 * <pre>
 * ./mvnw -q -B -pl backup-core -Pbench clean test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * cd backup-core
 * java -cp target/test-classes:target/classes:$(cat target/classpath) org.openjdk.jmh.Main CompressBenchmark
 * </pre>
 *
 * Another file: {@code -p file=/path}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class CompressBenchmark {
    private static final int MIB = 16;
    private static final int BLOB = 1 << 20;

    @Param({"AUTO", "BETTER"})
    public CompressionLevel level = CompressionLevel.AUTO;

    @Param({"noise", "/usr/lib/x86_64-linux-gnu/libc.so.6"})
    public String file = "";

    private final byte[] data = new byte[MIB << 20];
    private final byte[] frames = new byte[MIB << 20];
    private final int[] lengths = new int[MIB];
    private final byte[] back = new byte[BLOB];
    private BlobCompressor compressor = new BlobCompressor(CompressionLevel.AUTO);
    private final BlobDecompressor decompressor = new BlobDecompressor();

    @Setup
    public void fill() {
        compressor.close();
        compressor = new BlobCompressor(level);
        if (file.equals("noise")) {
            new Random(3).nextBytes(data);
        } else {
            try {
                byte[] once = Files.readAllBytes(Path.of(file));
                for (int at = 0; at < data.length; at += once.length) {
                    System.arraycopy(once, 0, data, at, Math.min(once.length, data.length - at));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        compress();
    }

    @TearDown
    public void close() {
        compressor.close();
        decompressor.close();
    }

    @Benchmark
    @OperationsPerInvocation(MIB)
    public int compress() {
        int sum = 0;
        for (int i = 0; i < MIB; i++) {
            lengths[i] = compressor.compress(data, i * BLOB, BLOB, frames, i * BLOB);
            sum += lengths[i];
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(MIB)
    public int decompress() throws MalformedFrameException {
        int sum = 0;
        for (int i = 0; i < MIB; i++) {
            if (lengths[i] > 0) {
                sum += decompressor.decompress(frames, i * BLOB, lengths[i], back, 0, BLOB);
            }
        }
        return sum;
    }
}
