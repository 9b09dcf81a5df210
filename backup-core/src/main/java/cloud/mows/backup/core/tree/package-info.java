/**
 * Directories as a repository records them (restic doc/design.rst, "Trees and Data"): {@link
 * cloud.mows.backup.core.tree.Node} is an entry, {@link cloud.mows.backup.core.tree.TreeEncoder} and {@link
 * cloud.mows.backup.core.tree.TreeDecoder} are the two ways between entries and a tree's JSON.
 *
 * <p>Both stream: neither ever holds more than one entry, so that a directory of a million files costs the bytes of its
 * tree and no more. It knows nothing of blobs' storage, file systems or snapshots.
 *
 * <p>Invariants: names are strictly ascending by their bytes, none is empty, {@code .} or {@code ..} or holds {@code /} or
 * NUL; what we write is byte for byte what restic writes for the same entries (times in UTC), so that both give an
 * unchanged directory the same identifier. What we read may come from any program and any attacker: anything that cannot
 * be right is a {@link cloud.mows.backup.core.tree.MalformedTreeException}, fields that we do not know are skipped.
 *
 * <p>Threads: records are shared freely, an encoder or decoder belongs to one.
 */
@NullMarked
package cloud.mows.backup.core.tree;

import org.jspecify.annotations.NullMarked;
