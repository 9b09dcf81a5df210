/**
 * Linux files with all that they are: names as bytes, every extended attribute and ACL, device nodes, nanosecond times of
 * symbolic links, holes. NIO offers none of this, so the kernel is called through the Foreign Function and Memory API
 * (docs/decisions/0002-posix-by-foreign-functions.md).
 *
 * <p>One foreign function, libc's {@code syscall}, in one shape carries every call: building another shape costs tens of
 * milliseconds at start, and system call numbers, unlike symbols, are the same for glibc and musl. x86-64 and aarch64 only.
 * {@link cloud.mows.backup.core.posix.Posix#prepare()} pays that price on another thread while the program starts.
 *
 * <p>{@code Posix} acts on open descriptors, {@code PosixNames} on a name below an open directory, {@code PosixXattrs} on
 * extended attributes, {@code PosixProcess} on ourselves. Descriptors are plain numbers there and whoever opens closes;
 * {@link cloud.mows.backup.core.posix.OpenHandles} keeps a bounded number of them open for trees of any depth.
 *
 * <p>Invariants: a symbolic link is followed only where a method's name says so; nothing is inherited by child processes;
 * a call that a signal interrupted is made again.
 *
 * <p>Threads: everything here serves many threads. A call blocks its carrier thread, so virtual threads win nothing by it.
 * Failure: {@link cloud.mows.backup.core.posix.PosixException} with the kernel's error.
 */
@NullMarked
package cloud.mows.backup.core.posix;

import org.jspecify.annotations.NullMarked;
