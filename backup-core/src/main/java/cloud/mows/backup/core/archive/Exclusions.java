package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.bytes.ByteString;
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
    };

    /** How the user put it, for the snapshot's record. */
    default List<String> patterns() {
        return List.of();
    }

    /** Whether this entry, and all below it, is left out. */
    boolean excludes(BytePath path, FileStat stat);

    /** How an entry that {@link #excludes} comes to be left out, for people. */
    default String reason(BytePath path, FileStat stat) {
        return "an exclude matches it";
    }

    /**
     * The names in this directory that are looked at, in their order. A marker file in it (CACHEDIR.TAG,
     * {@code --exclude-if-present}) may say that the others are left out. The directory itself stays.
     */
    default List<ByteString> kept(SourceDirectory directory) {
        return directory.names();
    }
}
