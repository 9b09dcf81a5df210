package cloud.mows.backup.core.crypto;

import cloud.mows.backup.core.bytes.NativeBytes;
import java.nio.ByteBuffer;

final class OpenSslCipher implements SealCipher {
    private static final int SLICE_BYTES = SealMemory.DATA_BYTES;

    private final OpenSsl openSsl;
    private final byte[] key;
    private final byte[] macK;
    private final byte[] macR;

    OpenSslCipher(OpenSsl openSsl, RepositoryKey key) {
        this.openSsl = openSsl;
        this.key = key.encrypt();
        this.macK = key.macK();
        this.macR = key.macR();
    }

    @Override
    public void seal(byte[] nonce, byte[] plain, int plainOffset, int length, byte[] out, int outOffset, byte[] tag) {
        SealMemory memory = SealMemory.take(openSsl);
        try {
            memory.beginCounterMode(key, nonce);
            memory.beginMac(macK, macR, nonce);
            for (int done = 0; done < length; done += SLICE_BYTES) {
                int slice = Math.min(SLICE_BYTES, length - done);
                memory.putData(plain, plainOffset + done, slice);
                memory.crypt(slice);
                memory.authenticate(slice);
                memory.getData(out, outOffset + done, slice);
            }
            memory.finishMac(tag);
        } finally {
            memory.give();
        }
    }

    @Override
    public void seal(
            byte[] nonce, byte[] plain, int plainOffset, int length, NativeBytes out, int outOffset, byte[] tag) {
        SealMemory memory = SealMemory.take(openSsl);
        try {
            memory.beginCounterMode(key, nonce);
            memory.beginMac(macK, macR, nonce);
            for (int done = 0; done < length; ) {
                ByteBuffer part = out.at(outOffset + done, Math.min(SLICE_BYTES, length - done));
                int slice = part.remaining();
                // Encrypted where it will stay.
                part.put(0, plain, plainOffset + done, slice);
                memory.crypt(part);
                memory.authenticate(part);
                done += slice;
            }
            memory.finishMac(tag);
        } finally {
            memory.give();
        }
    }

    @Override
    public void authenticate(byte[] nonce, byte[] in, int offset, int length, byte[] tag) {
        SealMemory memory = SealMemory.take(openSsl);
        try {
            memory.beginMac(macK, macR, nonce);
            for (int done = 0; done < length; done += SLICE_BYTES) {
                int slice = Math.min(SLICE_BYTES, length - done);
                memory.putData(in, offset + done, slice);
                memory.authenticate(slice);
            }
            memory.finishMac(tag);
        } finally {
            memory.give();
        }
    }

    @Override
    public void decrypt(byte[] nonce, byte[] in, int offset, int length, byte[] out, int outOffset) {
        SealMemory memory = SealMemory.take(openSsl);
        try {
            memory.beginCounterMode(key, nonce);
            for (int done = 0; done < length; done += SLICE_BYTES) {
                int slice = Math.min(SLICE_BYTES, length - done);
                memory.putData(in, offset + done, slice);
                memory.crypt(slice);
                memory.getData(out, outOffset + done, slice);
            }
        } finally {
            memory.give();
        }
    }
}
