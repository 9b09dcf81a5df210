package cloud.mows.backup.core.crypto;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the first use of cryptography in a process would wait for, to be done on a thread of its own beside other work of
 * the start, such as reading a configuration and stretching a password. It needs to know nothing, and without it all is
 * the same, only slower at first. Safe for every thread; once in a process is enough.
 */
public final class WarmUp {
    private static final int BYTES = 1 << 20;

    private static final AtomicBoolean started = new AtomicBoolean();

    private WarmUp() {}

    /** Begins {@link #load} on a thread of its own, once in a process: the earlier, the less of it is waited for. */
    public static void start() {
        if (!started.getAndSet(true)) {
            Thread.ofPlatform().daemon().name("load").start(WarmUp::load);
        }
    }

    /** Loads OpenSSL, or where there is none the JDK's providers, some 60 ms: for every command that opens a repository. */
    public static void load() {
        started.set(true);
        sealer().seal(new byte[Sealer.OVERHEAD], 0, 0, new byte[Sealer.OVERHEAD], 0);
        new BlobHasher().hash(new byte[1], 0, 1);
    }

    /**
     * Without OpenSSL, has sealing, opening and hashing compiled; a quarter of a second of a processor, a part of it the
     * compiler's: for commands that move much data.
     */
    public static void compile() {
        if (OpenSsl.instance() != null) {
            return;
        }
        byte[] bytes = new byte[BYTES + Sealer.OVERHEAD];
        Sealer sealer = sealer();
        BlobHasher hasher = new BlobHasher();
        while (!JavaCipher.isWarm()) {
            sealer.seal(bytes, Sealer.NONCE_BYTES, BYTES, bytes, 0);
            hasher.hash(bytes, 0, BYTES);
        }
    }

    private static Sealer sealer() {
        return new Sealer(RepositoryKey.of(new byte[32], new byte[16], new byte[16]), new SplittableRandom());
    }
}
