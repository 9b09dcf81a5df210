package cloud.mows.backup.dashboards.upkeep;

/** What is to be done with the repository now. */
sealed interface UpkeepTask {
    record None() implements UpkeepTask {}

    /** What is no longer kept goes. @param prune whether its room is given back too */
    record CleanUp(boolean prune) implements UpkeepTask {}

    /** It is proved that everything is there. @param part of the data that is read */
    record Check(int part, int parts) implements UpkeepTask {}
}
