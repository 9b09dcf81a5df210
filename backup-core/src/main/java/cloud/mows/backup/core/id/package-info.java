/**
 * Identifiers: one record per kind of thing a repository names, so that a pack can never be passed where a blob is
 * meant. All are SHA-256 values ({@link cloud.mows.backup.core.id.Digest}); what is hashed differs and is said at each.
 *
 * <p>Pure values: no I/O, safe for every thread.
 */
@NullMarked
package cloud.mows.backup.core.id;

import org.jspecify.annotations.NullMarked;
