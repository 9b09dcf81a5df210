/**
 * The verb {@code check}: finds every kind of damage and names it, changes nothing. Indexes against packs, snapshots against
 * trees, trees against indexes, and as far as asked the data itself.
 *
 * <p>Memory: a bit for each blob, some numbers for each pack, a budget of bytes in flight. Damage is an outcome, told to the
 * {@link cloud.mows.backup.core.check.CheckObserver} as it is found; only a storage that fails in another way throws.
 */
@NullMarked
package cloud.mows.backup.core.check;

import org.jspecify.annotations.NullMarked;
