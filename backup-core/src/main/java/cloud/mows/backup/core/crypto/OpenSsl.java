package cloud.mows.backup.core.crypto;

import cloud.mows.backup.core.foreign.ForeignFunction;
import java.lang.foreign.SymbolLookup;
import java.util.HexFormat;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The functions of OpenSSL 3's libcrypto that we call, where the system has it. It computes at full speed from the first
 * byte on, which a JVM that has just started does not, and is never needed: everything has its equal in Java, chosen when
 * the library is not there, does not give the known answers, or the system property {@value #SWITCH} is {@code off}.
 *
 * <p>No configuration file of OpenSSL is read, and a library context of our own is used: what an administrator sets up for
 * TLS does not change how a repository is sealed.
 */
final class OpenSsl {
    static final String SWITCH = "mows.openssl";

    private static final String LIBRARY = "libcrypto.so.3";
    private static final long NO_LOAD_CONFIG = 0x80;
    private static final long NO_ATEXIT = 0x80000;

    /** SHA-256 of the bytes 0 to 99. */
    private static final String KNOWN_HASH = "bce0aff19cf5aa6a7469a30d61d04e4376e4bbf6381052ee9e7f33925c954d52";

    /** The same bytes sealed with the keys 0 to 63 and the nonce above: the last 16 bytes. */
    private static final String KNOWN_CIPHERTEXT_END = "047805ffc5f3fcad9b3115c606bf335a";

    /** RFC 7914, section 12, the first example. */
    private static final String KNOWN_STRETCHED = "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
            + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906";

    private static final String KNOWN_TAG = "ad2dcf4c04b3b3e87a27024835e77918";

    private static final @Nullable OpenSsl INSTANCE = load();

    final ForeignFunction sha256Init;
    final ForeignFunction sha256Update;
    final ForeignFunction sha256Final;
    final ForeignFunction cipherContextNew;
    final ForeignFunction cipherContextFree;
    final ForeignFunction encryptInit;
    final ForeignFunction encryptUpdate;
    final ForeignFunction macContextNew;
    final ForeignFunction macContextFree;
    final ForeignFunction macInit;
    final ForeignFunction macUpdate;
    final ForeignFunction macFinal;
    final ForeignFunction kdfContextNew;
    final ForeignFunction kdfContextFree;
    final ForeignFunction kdfDerive;

    /** Addresses of algorithms, for as long as the process lives. */
    final long aes256Ctr;

    final long aes128Ecb;
    final long poly1305;
    final long scrypt;

    private OpenSsl(SymbolLookup library) {
        sha256Init = function(library, "SHA256_Init");
        sha256Update = function(library, "SHA256_Update");
        sha256Final = function(library, "SHA256_Final");
        cipherContextNew = function(library, "EVP_CIPHER_CTX_new");
        cipherContextFree = function(library, "EVP_CIPHER_CTX_free");
        encryptInit = function(library, "EVP_EncryptInit_ex2");
        encryptUpdate = function(library, "EVP_EncryptUpdate");
        macContextNew = function(library, "EVP_MAC_CTX_new");
        macContextFree = function(library, "EVP_MAC_CTX_free");
        macInit = function(library, "EVP_MAC_init");
        macUpdate = function(library, "EVP_MAC_update");
        macFinal = function(library, "EVP_MAC_final");
        kdfContextNew = function(library, "EVP_KDF_CTX_new");
        kdfContextFree = function(library, "EVP_KDF_CTX_free");
        kdfDerive = function(library, "EVP_KDF_derive");
        NativeMemory memory = new NativeMemory(256);
        memory.call(function(library, "OPENSSL_init_crypto"), NO_LOAD_CONFIG | NO_ATEXIT, 0);
        long context = memory.call(function(library, "OSSL_LIB_CTX_new"));
        aes256Ctr = algorithm(library, memory, "EVP_CIPHER_fetch", context, "AES-256-CTR");
        aes128Ecb = algorithm(library, memory, "EVP_CIPHER_fetch", context, "AES-128-ECB");
        poly1305 = algorithm(library, memory, "EVP_MAC_fetch", context, "POLY1305");
        scrypt = algorithm(library, memory, "EVP_KDF_fetch", context, "SCRYPT");
    }

    /** Null where it is not to be used. */
    static @Nullable OpenSsl instance() {
        return INSTANCE;
    }

    private static @Nullable OpenSsl load() {
        if ("off".equals(System.getProperty(SWITCH))) {
            return null;
        }
        Optional<SymbolLookup> library = ForeignFunction.library(LIBRARY);
        if (library.isEmpty()) {
            return null;
        }
        try {
            OpenSsl openSsl = new OpenSsl(library.get());
            return openSsl.givesTheKnownAnswers() ? openSsl : null;
        } catch (NoSuchElementException | IllegalStateException unusable) {
            return null;
        }
    }

    private static ForeignFunction function(SymbolLookup library, String name) {
        return new ForeignFunction(library.findOrThrow(name));
    }

    private static long algorithm(SymbolLookup library, NativeMemory memory, String fetch, long context, String name) {
        memory.putText(0, name);
        long algorithm = memory.call(function(library, fetch), context, memory.address(0), 0);
        if (algorithm == 0) {
            throw new IllegalStateException("this OpenSSL has no " + name);
        }
        return algorithm;
    }

    /** Nothing is sealed with a library that would seal it otherwise. */
    private boolean givesTheKnownAnswers() {
        byte[] numbers = new byte[100];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (byte) i;
        }
        byte[] hash = new byte[32];
        Sha256 sha = new OpenSslSha256(this);
        sha.update(numbers, 0, numbers.length);
        sha.finish(hash);
        byte[] keys = new byte[RepositoryKey.BYTES];
        System.arraycopy(numbers, 0, keys, 0, keys.length);
        byte[] sealed = new byte[numbers.length];
        byte[] tag = new byte[16];
        SealCipher cipher = new OpenSslCipher(this, RepositoryKey.of(keys));
        cipher.seal(new byte[] {7, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, -1}, numbers, 0, 100, sealed, 0, tag);
        HexFormat hex = HexFormat.of();
        return hex.formatHex(hash).equals(KNOWN_HASH)
                && hex.formatHex(sealed, 84, 100).equals(KNOWN_CIPHERTEXT_END)
                && hex.formatHex(tag).equals(KNOWN_TAG)
                && hex.formatHex(stretched()).equals(KNOWN_STRETCHED);
    }

    private byte[] stretched() {
        byte[] key = OpenSslScrypt.derive(this, new byte[0], new byte[0], new ScryptParameters(16, 1, 1), 64);
        return key == null ? new byte[0] : key;
    }
}
