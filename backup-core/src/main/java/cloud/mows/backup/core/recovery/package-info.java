/**
 * The recovery secret that opens everything, as twelve words that people write down, and what is derived from it. Pure; knows no
 * repository. The words are encoded as BIP 39 has it (128 bits and a checksum of four, 2048 English words of which no two begin with
 * the same four letters), and nothing else of it is used: no wallet's seed comes of them.
 *
 * <p>The list {@code english.txt} is that of BIP 39, under the MIT license, byte by byte.
 *
 * <p>Invariants: what is derived depends on the words alone, for ever, so that a kit of any age opens its repository. Secrets do not show
 * themselves.
 */
@NullMarked
package cloud.mows.backup.core.recovery;

import org.jspecify.annotations.NullMarked;
