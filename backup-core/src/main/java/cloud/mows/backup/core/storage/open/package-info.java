/**
 * Opens the place that a {@link cloud.mows.backup.core.storage.StorageLocation} names. It stands above all places and layers,
 * so that {@code storage} itself knows none of them and no cycle arises; nothing below imports it.
 *
 * <p>{@code StorageOpener} builds the stack of layers in the one right order. It does not look whether anybody answers: that
 * shows in the first operation. S3's classes are loaded only when an S3 location is opened.
 */
@NullMarked
package cloud.mows.backup.core.storage.open;

import org.jspecify.annotations.NullMarked;
