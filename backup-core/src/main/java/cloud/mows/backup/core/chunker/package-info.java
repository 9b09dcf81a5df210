/**
 * Cuts data into chunks where its content says so, so that equal stretches become equal chunks wherever they stand.
 *
 * <p>The rolling hash is a gear hash: shift left by one, add a random word for the byte; 64 bytes later a byte has left
 * it. A chunk may end where the hash of its last 64 bytes lies below a bound. The bound is low at first and higher after
 * the average size (normalised chunking as in FastCDC: Xia et al., USENIX ATC 2016), so sizes gather around the average.
 *
 * <p>The words come from a secret of the repository ({@link cloud.mows.backup.core.chunker.GearTable}): without it the
 * sizes of chunks tell nothing about what is in them.
 *
 * <p>Invariants: where a chunk ends depends only on its own bytes, the table and the sizes; never on how the data was
 * handed over. Changing any of the arithmetic loses deduplication against what is stored, never data: it needs a new
 * label for the secret and a decision note.
 *
 * <p>Where restic or rustic cut before, their chunker is used ({@link cloud.mows.backup.core.chunker.RabinChunker}), so that
 * nothing is stored twice; docs/decisions/0012-cut-as-restic-where-restic-cut.md.
 *
 * <p>No I/O, no state: everything here is immutable and safe for every thread.
 */
@NullMarked
package cloud.mows.backup.core.chunker;

import org.jspecify.annotations.NullMarked;
