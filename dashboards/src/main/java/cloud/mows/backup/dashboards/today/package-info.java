/**
 * How it is, in one sentence, with the reasons. Keys and values, for the page has the words. Knows apps and the set-up; decides purely.
 */
@NullMarked
package cloud.mows.backup.dashboards.today;

import org.jspecify.annotations.NullMarked;
