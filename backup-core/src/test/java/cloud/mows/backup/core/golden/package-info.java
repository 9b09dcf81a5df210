/** Repositories that every later version must open and read, kept for ever, and what becomes of them when they are damaged. */
@NullMarked
package cloud.mows.backup.core.golden;

import org.jspecify.annotations.NullMarked;
