/**
 * How a request fails: with a problem that says what is wrong with which thing and what to do next. Knows nothing of what requests are
 * about. Problems hold no secrets.
 */
@NullMarked
package cloud.mows.backup.dashboards.problem;

import org.jspecify.annotations.NullMarked;
