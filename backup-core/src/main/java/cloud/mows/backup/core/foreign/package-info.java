/**
 * Functions of C libraries, called through the Foreign Function and Memory API in one form: up to seven integers or
 * addresses in, one out; with errno kept or without. Building each of the two shapes costs tens of milliseconds at start, so
 * there is no third (docs/decisions/0002-posix-by-foreign-functions.md), and each is built when first called; what else a
 * function wants lies in native memory.
 *
 * <p>It knows no function by name: {@code posix} calls the kernel with it, {@code crypto} OpenSSL.
 *
 * <p>Threads: everything here serves many threads. A call blocks its carrier thread. There is no failure but a bug: what
 * a function's result means is the caller's business.
 */
@NullMarked
package cloud.mows.backup.core.foreign;

import org.jspecify.annotations.NullMarked;
