/**
 * Keys, sealing, hashing and password stretching as the repository format wants them (restic, doc/design.rst, "Keys,
 * Encryption and MAC"): AES-256 in counter mode, Poly1305-AES over the ciphertext, SHA-256 names, scrypt for passwords.
 *
 * <p>Primitives come from OpenSSL where the system has it, since it is fast from the first byte on
 * (docs/decisions/0005-openssl-where-the-system-has-it.md), else from the JDK. Poly1305 and scrypt are then our own because
 * measurement asked for it: the JDK has neither for others to use, and Bouncy Castle's are several times slower. Tests
 * compare all of them on random input and with the published vectors.
 *
 * <p>No I/O, no clock; randomness is handed in. {@link cloud.mows.backup.core.crypto.RepositoryKey} and
 * {@link cloud.mows.backup.core.crypto.ScryptParameters} are immutable and safe for every thread;
 * {@link cloud.mows.backup.core.crypto.Sealer} and {@link cloud.mows.backup.core.crypto.BlobHasher} hold working state,
 * one of them for each thread.
 *
 * <p>The only outcome that is not a bug is {@link cloud.mows.backup.core.crypto.AuthenticationException}: bytes that were
 * not sealed with this key or were changed since. It never says more than that. No message and no {@code toString} holds
 * a secret.
 */
@NullMarked
package cloud.mows.backup.core.crypto;

import org.jspecify.annotations.NullMarked;
