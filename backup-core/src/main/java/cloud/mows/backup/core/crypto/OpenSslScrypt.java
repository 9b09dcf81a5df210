package cloud.mows.backup.core.crypto;

import org.jspecify.annotations.Nullable;

/** scrypt by OpenSSL: plain C, but machine code from the first round on. */
final class OpenSslScrypt {
    /** From openssl/core.h: how a parameter's bytes are read. */
    private static final int UNSIGNED_INTEGER = 2;

    private static final int OCTET_STRING = 5;

    /** sizeof(OSSL_PARAM): name, type, address, length, length returned. */
    private static final int PARAMETER_BYTES = 40;

    private static final int PARAMETERS = 6;

    private final NativeMemory memory;
    private final int passwordAt;
    private final int end;
    private int parameters;
    private int free;

    private OpenSslScrypt(byte[] password, byte[] salt, int bytes) {
        passwordAt = (PARAMETERS + 1) * PARAMETER_BYTES + bytes;
        end = passwordAt + password.length + salt.length + 256;
        memory = new NativeMemory(end);
        free = passwordAt;
        octets("pass", password);
        octets("salt", salt);
    }

    /** @return null if OpenSSL refuses, for example costs that it finds too high */
    static byte @Nullable [] derive(OpenSsl openSsl, byte[] password, byte[] salt, ScryptParameters cost, int bytes) {
        return new OpenSslScrypt(password, salt, bytes).derive(openSsl, cost, bytes);
    }

    private byte @Nullable [] derive(OpenSsl openSsl, ScryptParameters cost, int bytes) {
        number("n", cost.n());
        number("r", cost.r());
        number("p", cost.p());
        // What it counts in is a little more than the memory of the format's own formula.
        number("maxmem_bytes", 2 * cost.memoryBytes() + (128L * cost.r()) * (cost.p() + 4) + (1 << 20));
        int out = (PARAMETERS + 1) * PARAMETER_BYTES;
        long context = memory.call(openSsl.kdfContextNew, openSsl.scrypt);
        if (context == 0) {
            return null;
        }
        try {
            if ((int) memory.call(openSsl.kdfDerive, context, memory.address(out), bytes, memory.address(0)) != 1) {
                return null;
            }
            byte[] key = new byte[bytes];
            memory.get(out, key, 0, bytes);
            return key;
        } finally {
            memory.call(openSsl.kdfContextFree, context);
            memory.wipe(out, end - out);
        }
    }

    private void octets(String name, byte[] value) {
        int at = free;
        memory.put(at, value, 0, value.length);
        free += value.length;
        parameter(name, OCTET_STRING, at, value.length);
    }

    private void number(String name, long value) {
        int at = free + 7 & -8;
        memory.putLong(at, value);
        free = at + 8;
        parameter(name, UNSIGNED_INTEGER, at, 8);
    }

    private void parameter(String name, int type, int valueAt, int length) {
        int nameAt = free;
        free = memory.putText(nameAt, name);
        int at = PARAMETER_BYTES * parameters++;
        memory.putLong(at, memory.address(nameAt));
        memory.putLong(at + 8, type);
        memory.putLong(at + 16, memory.address(valueAt));
        memory.putLong(at + 24, length);
    }
}
