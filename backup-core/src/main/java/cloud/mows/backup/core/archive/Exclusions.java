package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.source.SourceDirectory;
import java.util.List;

/** What a backup leaves out on purpose. Called by the walker only. */
public interface Exclusions {
    /** Leaves out nothing. */
    Exclusions NONE = new Exclusions() {
        @Override
        public boolean excludes(BytePath path, FileStat stat) {
            return false;
        }

        @Override
        public boolean excludesContent(SourceDirectory directory) {
            return false;
        }
    };

    /** How the user put it, for the snapshot's record. */
    default List<String> patterns() {
        return List.of();
    }

    /** Whether this entry, and all below it, is left out. */
    boolean excludes(BytePath path, FileStat stat);

    /**
     * Whether what is in this directory is left out, as a marker file in it (CACHEDIR.TAG, {@code --exclude-if-present})
     * may say. The directory itself stays.
     */
    boolean excludesContent(SourceDirectory directory);
}
