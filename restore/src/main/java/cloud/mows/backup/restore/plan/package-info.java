/**
 * What a restore will do, decided from what was saved and what is there: for every object and every volume one step with its reason.
 *
 * <p>Pure: no API server, no files, no clock. Knows the objects of Kubernetes as JSON, and nothing of movers or repositories. Invariants:
 * what is there already is changed only where that is asked for; a volume whose data was expected and is not there never comes back empty;
 * what is saved is outside input, so an object that claims another namespace or a strange name is refused. Failures are steps with a
 * reason. Values are immutable unless they are JSON trees, which belong to whoever got them.
 */
@NullMarked
package cloud.mows.backup.restore.plan;

import org.jspecify.annotations.NullMarked;
