package cloud.mows.backup.core.crypto;

import cloud.mows.backup.core.id.Digest;
import java.security.SecureRandom;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * MiB/s of hashing, sealing and opening, in blobs of a mebibyte and of 4 KiB.
 *
 * <pre>
 * ./mvnw -q -B -pl backup-core -Pbench clean test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * cd backup-core
 * java --enable-native-access=ALL-UNNAMED -cp target/test-classes:target/classes:$(cat target/classpath) org.openjdk.jmh.Main CryptoBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CryptoBenchmark {
    private static final int MIB = 1 << 20;

    @Param({"1048576", "4096"})
    public int blobBytes;

    private final byte[] plain = new byte[MIB];
    private byte[] sealed = new byte[0];
    private final byte[] opened = new byte[MIB];
    private final byte[] tag = new byte[16];
    private final Sealer sealer = new Sealer(RepositoryKey.generate(new Random(1)), new SecureRandom());
    private final Poly1305 poly =
            new Poly1305(RepositoryKey.generate(new Random(2)).macR());
    private final BlobHasher hasher = new BlobHasher();

    @Setup
    public void fill() {
        WarmUp.compile();
        new Random(3).nextBytes(plain);
        sealed = new byte[MIB / blobBytes * (blobBytes + Sealer.OVERHEAD)];
        seal();
    }

    @Benchmark
    public byte[] seal() {
        int out = 0;
        for (int at = 0; at < MIB; at += blobBytes) {
            out += sealer.seal(plain, at, blobBytes, sealed, out);
        }
        return sealed;
    }

    @Benchmark
    public byte[] open() throws AuthenticationException {
        int in = 0;
        for (int at = 0; at < MIB; at += blobBytes) {
            sealer.open(sealed, in, blobBytes + Sealer.OVERHEAD, opened, at);
            in += blobBytes + Sealer.OVERHEAD;
        }
        return opened;
    }

    @Benchmark
    public byte[] poly1305() {
        for (int at = 0; at < MIB; at += blobBytes) {
            poly.begin(tag);
            poly.update(plain, at, blobBytes);
            poly.finish(tag, 0);
        }
        return tag;
    }

    @Benchmark
    public long sha256() {
        long sum = 0;
        for (int at = 0; at < MIB; at += blobBytes) {
            Digest digest = hasher.hash(plain, at, blobBytes);
            sum += digest.w0();
        }
        return sum;
    }
}
