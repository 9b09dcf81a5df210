/**
 * Packs: many sealed blobs in one file with a sealed table of contents at its end. This package owns their codec and knows
 * nothing of where packs are stored or how blobs are found.
 *
 * <p>Invariant: a header is decoded again before a pack is let go. Readers take hostile bytes: lengths are checked before
 * anything is allocated by them, and {@link cloud.mows.backup.core.pack.MalformedPackException} says what is wrong.
 */
@NullMarked
package cloud.mows.backup.core.pack;

import org.jspecify.annotations.NullMarked;
