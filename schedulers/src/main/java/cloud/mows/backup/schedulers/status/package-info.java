/**
 * What is said in the statuses of policies and grants: what governs and what is missing, when the next backup starts, how old the
 * newest one is, what of the cluster is covered.
 *
 * <p>Pure: observed documents and a moment in, a whole status out. Invariants: while nothing changes the same status comes out, to
 * the byte, so that nothing is written; the time of a condition changes with its status only. What a namespace reads about others
 * is what {@link cloud.mows.backup.schedulers.policy} lets it.
 */
@NullMarked
package cloud.mows.backup.schedulers.status;

import org.jspecify.annotations.NullMarked;
