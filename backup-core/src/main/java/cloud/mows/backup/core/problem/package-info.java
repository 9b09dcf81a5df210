/**
 * What can go wrong, as values: a stable code, what is wrong with which thing, and what to do next. Messages never hold
 * secrets. A bug is not a problem: it crashes the job.
 */
@NullMarked
package cloud.mows.backup.core.problem;

import org.jspecify.annotations.NullMarked;
