package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.source.SourceDirectory;
import cloud.mows.backup.core.source.SourceEntry;
import cloud.mows.backup.core.source.SourceException;

/** Whether excludes leave anything to save. For the walker's thread. */
final class LeftOut {
    private boolean kept;
    private boolean keptContent;
    private boolean leftOut;

    /** An entry is saved. */
    void kept(boolean isDirectory) {
        kept = true;
        keptContent |= !isDirectory;
    }

    /** An entry is left out. That of an empty directory, as {@code lost+found} is, takes nothing away. */
    void entry(SourceEntry entry) {
        if (keptContent || leftOut) {
            return;
        }
        if (!entry.stat().isDirectory()) {
            leftOut = true;
            return;
        }
        try (SourceDirectory directory = entry.list()) {
            content(directory);
        } catch (SourceException e) {
            // Nobody knows what is in it, and nobody asked for it.
            return;
        }
    }

    /** What is in a directory is left out, all of it or but for its marker. */
    void content(SourceDirectory directory) {
        leftOut |= !directory.names().isEmpty();
    }

    /** @param directoriesWillDo whether the user wants a snapshot of directories with nothing in them */
    boolean leavesNothing(boolean directoriesWillDo) {
        return leftOut && !keptContent && !(kept && directoriesWillDo);
    }
}
