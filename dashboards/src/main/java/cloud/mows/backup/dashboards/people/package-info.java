/**
 * Who asks for something of a cluster, and what they may. A person is whom the API server knows behind a token; what they may, it decides as
 * well. This program can do more in a cluster than most people who look at its page: so nothing is shown or changed before it was asked
 * whether the person may see or do that themselves.
 *
 * <p>Invariants: a change is made by {@link cloud.mows.backup.dashboards.people.Rights#change} alone, which asks first, and leaves a line in the log,
 * allowed or not; answers are believed for half a minute; tokens are in no log, no file and no message. Knows the API server, and no apps.
 * Threads: any. Failures: what the client throws, so that nothing is allowed while the API server is away.
 */
@NullMarked
package cloud.mows.backup.dashboards.people;

import org.jspecify.annotations.NullMarked;
