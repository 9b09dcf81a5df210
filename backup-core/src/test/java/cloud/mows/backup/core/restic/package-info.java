/** Runs the real restic beside our code, to compare what both do. */
@NullMarked
package cloud.mows.backup.core.restic;

import org.jspecify.annotations.NullMarked;
