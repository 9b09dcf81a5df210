/**
 * What is known of each app, for whoever shows it: how it is covered, what of it can be restored, what ran and runs.
 *
 * <p>Pure: what was observed goes in. An app is a namespace, or what restore points are left of one.
 */
@NullMarked
package cloud.mows.backup.schedulers.report;

import org.jspecify.annotations.NullMarked;
