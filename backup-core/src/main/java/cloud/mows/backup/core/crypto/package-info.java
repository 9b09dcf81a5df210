/**
 * Keys, sealing, hashing and password stretching as the repository format wants them (restic, doc/design.rst, "Keys,
 * Encryption and MAC"): AES-256 in counter mode, Poly1305-AES over the ciphertext, SHA-256 names, scrypt for passwords.
 *
 * <p>Primitives come from the JDK where it has them. Poly1305 and scrypt are our own because measurement asked for it: the
 * JDK has neither for others to use, and Bouncy Castle's are several times slower. Tests compare both with Bouncy Castle's
 * on random input and with the published vectors. A JVM that opens its internals to us lets us use the JDK's Poly1305 where
 * that is faster still; {@link cloud.mows.backup.core.crypto.WarmUp} finds out.
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
