/**
 * What an app asks for, so that somebody can decide about it: a BackupPolicy beside what governs its namespace now, line by line,
 * and the narrowest BackupGrant that would cover it.
 *
 * <p>Pure: documents and a moment in, values and words out. It decides nothing: whether a grant covers a policy says {@link
 * cloud.mows.backup.schedulers.policy} alone, which is also asked what would hold if there were that grant. Words are those of the
 * documents; what others wrote stands in them as it is, and whoever prints it makes it printable.
 */
@NullMarked
package cloud.mows.backup.schedulers.request;

import org.jspecify.annotations.NullMarked;
