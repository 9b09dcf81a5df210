package cloud.mows.backup.app.cli;

/** Commands of restic that do not exist here, and what there is instead. */
final class ResticOnly {
    private ResticOnly() {}

    /** What to do instead of calling {@code command}; empty if it is none of restic's. */
    static String insteadOf(String command) {
        return switch (command) {
            case "cache" ->
                "the local cache may be deleted at any time: it is in ~/.cache/mows-backup, or where --cache-dir or"
                        + " RESTIC_CACHE_DIR says";
            case "features" -> "there are no feature flags to list or to set";
            case "generate" -> "'completion' prints a script for a shell, 'help' and 'help COMMAND' are the manual";
            case "migrate" ->
                "to upgrade a repository of format version 1 run 'restic migrate upgrade_repo_v2'; version 2 needs nothing";
            case "mount" ->
                "'ls' and 'find' look into snapshots, 'dump' prints a file or a folder, 'restore' brings back; restic and"
                        + " rustic mount this repository as well";
            case "options" -> "'help options' explains the options of all commands, -o among them";
            case "recover" ->
                "'repair index' finds lost packs again; for trees that no snapshot names any more run 'restic recover' on"
                        + " this repository";
            case "rewrite" ->
                "to take files out of snapshots run 'restic rewrite' on this repository; 'backup --exclude' keeps them out"
                        + " from now on, 'tag' changes tags";
            case "self-update" -> "install the newer version in the way that this one was installed";
            default -> "";
        };
    }
}
