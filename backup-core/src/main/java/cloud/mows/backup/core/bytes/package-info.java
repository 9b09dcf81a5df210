/**
 * Bytes and their number: {@link cloud.mows.backup.core.bytes.ByteSlice} is a borrowed view,
 * {@link cloud.mows.backup.core.bytes.ByteString} an owned value, {@link cloud.mows.backup.core.bytes.ByteSize} an
 * amount. {@link cloud.mows.backup.core.bytes.NativeBytes} lie outside of the heap; what is to be read, there or here, is a
 * {@link cloud.mows.backup.core.bytes.Content}. {@link cloud.mows.backup.core.bytes.EscapedBytes} lets bytes that are no text go through strings. Pure values, no
 * I/O.
 */
@NullMarked
package cloud.mows.backup.core.bytes;

import org.jspecify.annotations.NullMarked;
