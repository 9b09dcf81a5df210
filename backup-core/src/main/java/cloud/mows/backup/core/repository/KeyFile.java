package cloud.mows.backup.core.repository;

import static cloud.mows.backup.core.bytes.json.JsonWriter.ascii;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.json.JsonWriter;
import cloud.mows.backup.core.crypto.AuthenticationException;
import cloud.mows.backup.core.crypto.PasswordKdf;
import cloud.mows.backup.core.crypto.RepositoryKey;
import cloud.mows.backup.core.crypto.ScryptParameters;
import cloud.mows.backup.core.crypto.Sealer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One key slot: the repository's key, sealed by a key that scrypt derives from a password (restic doc/design.rst, "Keys,
 * Encryption and MAC").
 *
 * @param created RFC 3339, as it stands in the file
 */
record KeyFile(String created, String username, String hostname, ScryptParameters kdf, ByteSlice salt, ByteSlice data) {
    private static final int SALT_BYTES = 64;
    private static final int SEALED_BYTES_MAX = 4096;

    static KeyFile seal(
            RepositoryKey key,
            Password password,
            ScryptParameters kdf,
            String created,
            String user,
            String host,
            SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        byte[] plain = ("{\"mac\":{\"k\":\"" + base64.encodeToString(key.macK()) + "\",\"r\":\""
                        + base64.encodeToString(key.macR()) + "\"},\"encrypt\":\""
                        + base64.encodeToString(key.encrypt()) + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
        Sealer sealer = new Sealer(PasswordKdf.derive(password.bytes(), salt, kdf), random);
        byte[] sealed = new byte[plain.length + Sealer.OVERHEAD];
        sealer.seal(plain, 0, plain.length, sealed, 0);
        return new KeyFile(created, user, host, kdf, ByteSlice.of(salt), ByteSlice.of(sealed));
    }

    /** The repository's key, or null if the password is not this slot's. */
    @Nullable
    RepositoryKey open(Password password) throws MalformedFileException {
        Sealer sealer = Sealer.thatOpens(PasswordKdf.derive(password.bytes(), salt.toArray(), kdf));
        byte[] plain = new byte[Math.max(0, data.length() - Sealer.OVERHEAD)];
        try {
            sealer.open(data.array(), data.offset(), data.length(), plain, 0);
        } catch (AuthenticationException e) {
            return null;
        }
        return MasterKeyJson.read(ByteSlice.of(plain));
    }

    ByteSlice json() {
        Base64.Encoder base64 = Base64.getEncoder();
        JsonWriter json = new JsonWriter();
        json.raw(ascii("{\"created\":")).string(created);
        json.raw(ascii(",\"username\":")).string(username);
        json.raw(ascii(",\"hostname\":")).string(hostname);
        json.raw(ascii(",\"kdf\":\"scrypt\",\"N\":")).unsigned(kdf.n());
        json.raw(ascii(",\"r\":")).unsigned(kdf.r());
        json.raw(ascii(",\"p\":")).unsigned(kdf.p());
        json.raw(ascii(",\"salt\":")).string(base64.encodeToString(salt.toArray()));
        json.raw(ascii(",\"data\":")).string(base64.encodeToString(data.toArray()));
        return json.raw('}').slice();
    }

    static KeyFile read(ByteSlice json) throws MalformedFileException {
        JsonFields fields = JsonFields.read(json);
        if (!fields.text("kdf").equals("scrypt")) {
            throw new MalformedFileException("unknown key derivation '" + fields.text("kdf") + "'");
        }
        byte[] data = fields.base64("data");
        byte[] salt = fields.base64("salt");
        if (data.length > SEALED_BYTES_MAX || salt.length > SEALED_BYTES_MAX) {
            throw new MalformedFileException("key data of " + data.length + " bytes");
        }
        try {
            ScryptParameters kdf =
                    new ScryptParameters(fields.intNumber("N"), fields.intNumber("r"), fields.intNumber("p"));
            return new KeyFile(
                    fields.textOr("created", ""),
                    fields.textOr("username", ""),
                    fields.textOr("hostname", ""),
                    kdf,
                    ByteSlice.of(salt),
                    ByteSlice.of(data));
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(String.valueOf(e.getMessage()));
        }
    }
}
