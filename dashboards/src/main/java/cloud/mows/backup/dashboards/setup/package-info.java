/**
 * The first set-up: what to protect, where to, and the recovery words. It ends only when words were typed back. Knows documents, secrets
 * and how a repository is made; runs it only begins.
 *
 * <p>Invariants: recovery words are in memory alone, and gone when they were confirmed; after a restart before that there are new ones.
 * A repository that is there is never taken for an empty place. Whatever step a crash comes between, the set-up can be begun again with
 * the same place.
 *
 * <p>Threads: any; one set-up at a time.
 */
@NullMarked
package cloud.mows.backup.dashboards.setup;

import org.jspecify.annotations.NullMarked;
