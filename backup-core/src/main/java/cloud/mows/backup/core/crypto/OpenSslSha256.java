package cloud.mows.backup.core.crypto;

import cloud.mows.backup.core.bytes.NativeBytes;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

final class OpenSslSha256 implements Sha256 {
    /** More than OpenSSL's SHA256_CTX, whose 112 bytes are part of its binary interface. */
    private static final int STATE_BYTES = 128;

    /** What is hashed now goes through memory of the pool: each slice is still in the second-level cache then. */
    private static final int SLICE_BYTES = SealMemory.DATA_BYTES;

    private final OpenSsl openSsl;
    private final NativeMemory state = new NativeMemory(STATE_BYTES + BYTES);
    private boolean fresh;

    OpenSslSha256(OpenSsl openSsl) {
        this.openSsl = openSsl;
        reset();
    }

    @Override
    public void update(byte[] in, int offset, int length) {
        if (length == 0) {
            return;
        }
        fresh = false;
        SealMemory memory = SealMemory.take(openSsl);
        try {
            for (int done = 0; done < length; done += SLICE_BYTES) {
                int slice = Math.min(SLICE_BYTES, length - done);
                memory.putData(in, offset + done, slice);
                NativeMemory.require(
                        state.call(openSsl.sha256Update, state.address(0), memory.dataAddress(), slice), "SHA-256");
            }
        } finally {
            memory.give();
        }
    }

    @Override
    public void update(ByteBuffer in) {
        if (!in.isDirect()) {
            update(in.array(), in.arrayOffset() + in.position(), in.remaining());
            return;
        }
        fresh = false;
        try {
            NativeMemory.require(
                    state.call(openSsl.sha256Update, state.address(0), NativeBytes.address(in), in.remaining()),
                    "SHA-256");
        } finally {
            Reference.reachabilityFence(in);
        }
    }

    @Override
    public void finish(byte[] out) {
        int result = STATE_BYTES;
        NativeMemory.require(state.call(openSsl.sha256Final, state.address(result), state.address(0)), "SHA-256");
        state.get(result, out, 0, BYTES);
        fresh = false;
        reset();
    }

    @Override
    public void reset() {
        if (!fresh) {
            NativeMemory.require(state.call(openSsl.sha256Init, state.address(0)), "SHA-256");
            fresh = true;
        }
    }
}
