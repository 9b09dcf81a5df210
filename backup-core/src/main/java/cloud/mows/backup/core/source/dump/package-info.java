/**
 * Dumps that another process makes, as the files of one directory. {@link cloud.mows.backup.core.source.dump.DumpWriter} sends them as they
 * come, when nobody knows yet how long they get; {@link cloud.mows.backup.core.source.dump.DumpSource} takes them.
 *
 * <p>The stream is a sequence of frames, each of one byte that says what it is: a file begins ({@code F}, its name), some of its content
 * ({@code C}, a length and as many bytes), its end ({@code E}, its length and SHA-256), it failed ({@code X}, why), a file that could not
 * even be begun ({@code M}, its name and why), and the end of all ({@code Z}). Numbers are big-endian, texts are UTF-8 after a length.
 *
 * <p>Invariants: a file is only one if its sender has said that it is whole, and what arrived has the length and the hash that it told. A
 * failed file is told and left out, the others are saved; a stream that ends before its last frame is no snapshot at all.
 *
 * <p>Threads: one reads ahead; after that any number look. Failures: {@link cloud.mows.backup.core.problem.BackupException}, which ends the
 * backup.
 */
@NullMarked
package cloud.mows.backup.core.source.dump;

import org.jspecify.annotations.NullMarked;
