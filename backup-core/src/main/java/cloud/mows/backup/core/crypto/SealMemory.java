package cloud.mows.backup.core.crypto;

import cloud.mows.backup.core.bytes.NativeBytes;
import cloud.mows.backup.core.foreign.SlotPool;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** What OpenSSL needs for one operation of one thread: its contexts and memory for keys and data. Lent from a pool. */
final class SealMemory {
    /** Data is copied in pieces that stay in the processor's nearest caches. */
    static final int DATA_BYTES = 64 << 10;

    private static final int LENGTH = 0;
    private static final int KEY = 16;
    private static final int NONCE = 48;
    private static final int PAD_KEY = 64;
    private static final int MAC_KEY = 80;
    private static final int MAC_PAD = 96;
    private static final int TAG = 112;
    private static final int DATA = 128;

    private static final SlotPool<SealMemory> POOL = new SlotPool<>(SealMemory::ofInstance);

    private final OpenSsl openSsl;
    private final NativeMemory memory = new NativeMemory(DATA + DATA_BYTES);
    private final long counterMode;
    private final long padCipher;
    private final long mac;

    private SealMemory(OpenSsl openSsl) {
        this.openSsl = openSsl;
        counterMode = memory.call(openSsl.cipherContextNew);
        padCipher = memory.call(openSsl.cipherContextNew);
        mac = memory.call(openSsl.macContextNew, openSsl.poly1305);
        if (counterMode == 0 || padCipher == 0 || mac == 0) {
            throw new OutOfMemoryError("OpenSSL has no memory for a context");
        }
    }

    private static SealMemory ofInstance() {
        OpenSsl openSsl = OpenSsl.instance();
        if (openSsl == null) {
            throw new IllegalStateException("there is no OpenSSL");
        }
        return new SealMemory(openSsl);
    }

    static SealMemory take(OpenSsl openSsl) {
        // While OpenSSL is tried out there is no instance yet.
        return OpenSsl.instance() == null ? new SealMemory(openSsl) : POOL.take();
    }

    void give() {
        if (OpenSsl.instance() == null || !POOL.give(this)) {
            memory.call(openSsl.cipherContextFree, counterMode);
            memory.call(openSsl.cipherContextFree, padCipher);
            memory.call(openSsl.macContextFree, mac);
        }
    }

    void putData(byte[] from, int offset, int length) {
        memory.put(DATA, from, offset, length);
    }

    void getData(byte[] into, int offset, int length) {
        memory.get(DATA, into, offset, length);
    }

    long dataAddress() {
        return memory.address(DATA);
    }

    void beginCounterMode(byte[] key, byte[] nonce) {
        memory.put(KEY, key, 0, key.length);
        memory.put(NONCE, nonce, 0, nonce.length);
        NativeMemory.require(
                memory.call(
                        openSsl.encryptInit,
                        counterMode,
                        openSsl.aes256Ctr,
                        memory.address(KEY),
                        memory.address(NONCE)),
                "AES-256-CTR");
    }

    /** Encrypts or decrypts the data in place. */
    void crypt(int length) {
        encrypt(counterMode, memory.address(DATA), memory.address(DATA), length);
    }

    /** Encrypts what the buffer holds in place. */
    void crypt(ByteBuffer direct) {
        try {
            long at = NativeBytes.address(direct);
            encrypt(counterMode, at, at, direct.remaining());
        } finally {
            Reference.reachabilityFence(direct);
        }
    }

    /** @param k turns the nonce into the pad, {@code r} is the multiplier */
    void beginMac(byte[] k, byte[] r, byte[] nonce) {
        memory.put(PAD_KEY, k, 0, k.length);
        memory.put(MAC_KEY, r, 0, r.length);
        memory.put(NONCE, nonce, 0, nonce.length);
        NativeMemory.require(
                memory.call(openSsl.encryptInit, padCipher, openSsl.aes128Ecb, memory.address(PAD_KEY), 0), "AES-128");
        encrypt(padCipher, memory.address(NONCE), memory.address(MAC_PAD), nonce.length);
        NativeMemory.require(memory.call(openSsl.macInit, mac, memory.address(MAC_KEY), 32, 0), "Poly1305");
    }

    /** Takes in the data. */
    void authenticate(int length) {
        NativeMemory.require(memory.call(openSsl.macUpdate, mac, memory.address(DATA), length), "Poly1305");
    }

    /** Takes in what the buffer holds. */
    void authenticate(ByteBuffer direct) {
        try {
            long at = NativeBytes.address(direct);
            NativeMemory.require(memory.call(openSsl.macUpdate, mac, at, direct.remaining()), "Poly1305");
        } finally {
            Reference.reachabilityFence(direct);
        }
    }

    void finishMac(byte[] tag) {
        NativeMemory.require(
                memory.call(openSsl.macFinal, mac, memory.address(TAG), memory.address(LENGTH), tag.length),
                "Poly1305");
        memory.get(TAG, tag, 0, tag.length);
    }

    private void encrypt(long context, long from, long to, int length) {
        NativeMemory.require(
                memory.call(openSsl.encryptUpdate, context, to, memory.address(LENGTH), from, length), "AES");
    }
}
