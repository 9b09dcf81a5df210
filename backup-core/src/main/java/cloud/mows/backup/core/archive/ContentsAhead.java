package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.FileType;
import cloud.mows.backup.core.source.ContentSink;
import cloud.mows.backup.core.source.SavedContent;
import cloud.mows.backup.core.source.SourceContent;
import cloud.mows.backup.core.source.SourceException;
import java.time.Instant;

/** Saves the contents of a source that are to be had before the walk. For the walker's thread. */
final class ContentsAhead implements ContentSink {
    private static final FileStat DIRECTORY = new FileStat(
            FileType.DIRECTORY, 0755, 0, 0, 0, 0, 1, 0, 0, 0, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, false);

    private final Run run;
    private final Exclusions exclusions;
    private final FileReader reader;

    /** Whose last look said that a file in it may be wanted: files of one directory come together. */
    private BytePath wanted = BytePath.ROOT;

    ContentsAhead(Run run, Exclusions exclusions) {
        this.run = run;
        this.exclusions = exclusions;
        this.reader = new FileReader(run);
    }

    @Override
    public boolean wants(BytePath path, FileStat stat) {
        return exclusions == Exclusions.NONE || !exclusions.excludes(path, stat) && wantsBelow(path.parent());
    }

    private boolean wantsBelow(BytePath directory) {
        for (BytePath at = directory; !at.isRoot() && !at.equals(wanted); at = at.parent()) {
            if (exclusions.excludes(at, DIRECTORY)) {
                return false;
            }
        }
        wanted = directory;
        return true;
    }

    @Override
    public SavedContent save(BytePath path, SourceContent content) throws SourceException, InterruptedException {
        run.observer.started(path);
        FileReader.Content read = reader.read(content, false);
        return new SavedContent(read.blobs(), read.bytes());
    }

    @Override
    public void problem(BytePath path, String message) {
        run.problem(path, message);
    }
}
