/**
 * What a host has in the place of an API server: a directory of YAML documents that people write or the set-up writes for them, secrets
 * in files beside them, and a directory for what the program remembers. Knows nothing of runs or repositories.
 *
 * <p>Invariants: a file is replaced whole or not at all, also when the machine loses power; everything is readable by its owner alone; a
 * document that cannot be used is told with its file and its field, and never taken for an absent one.
 */
@NullMarked
package cloud.mows.backup.dashboards.host;

import org.jspecify.annotations.NullMarked;
