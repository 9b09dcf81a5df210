package cloud.mows.backup.core.storage.open;

import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.layer.MeterStorage;

/**
 * A place, ready to be used.
 *
 * @param storage with all layers; closing it closes the place
 * @param meter one of the layers: what really went over the line
 */
public record OpenStorage(Storage storage, MeterStorage meter) {}
