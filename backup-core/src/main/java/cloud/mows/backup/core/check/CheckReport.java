package cloud.mows.backup.core.check;

/**
 * What a check found.
 *
 * @param errors damages; 0 means that everything that was looked at is whole
 * @param hints oddities that cost no data
 * @param blobs in the index
 * @param packs in the index
 * @param storedBytes of all packs that are there, those in no index included
 * @param packsRead packs whose data was read
 * @param bytesRead their bytes
 * @param orphanPacks packs in no index: left by a run that was cut off, removed by prune
 * @param unusedBlobs blobs that no snapshot needs; 0 if not all snapshots were looked at
 */
public record CheckReport(
        long errors,
        long hints,
        long snapshots,
        long trees,
        long blobs,
        long packs,
        long storedBytes,
        long packsRead,
        long bytesRead,
        long orphanPacks,
        long unusedBlobs) {
    public boolean isWhole() {
        return errors == 0;
    }
}
