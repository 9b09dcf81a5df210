package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.EscapedBytes;
import cloud.mows.backup.core.pattern.PathPatterns;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.source.SourceDirectory;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Exclusions as restic's options name them.
 *
 * @param patterns for the snapshot's record
 * @param workingDirectory what relative paths are taken from: patterns are compared with absolute ones
 * @param lists what any of them matches is left out, with everything below
 * @param tagFiles of a directory that one of them marks only that file is kept
 * @param largerThan files of more bytes are left out; null for none
 * @param warn is told of tag files that are not what they seem
 */
public record PatternExclusions(
        List<String> patterns,
        BytePath workingDirectory,
        List<PathPatterns> lists,
        List<TagFile> tagFiles,
        @Nullable ByteSize largerThan,
        Consumer<String> warn)
        implements Exclusions {

    public PatternExclusions {
        patterns = patterns.stream().map(EscapedBytes::replaced).toList();
        lists = List.copyOf(lists);
        tagFiles = List.copyOf(tagFiles);
    }

    @Override
    public boolean excludes(BytePath path, FileStat stat) {
        if (isTooLarge(stat)) {
            return true;
        }
        if (lists.isEmpty()) {
            return false;
        }
        List<String> elements = elements(path);
        return lists.stream().anyMatch(list -> list.matches(elements));
    }

    @Override
    public String reason(BytePath path, FileStat stat) {
        if (isTooLarge(stat)) {
            return "it is larger than --exclude-larger-than allows";
        }
        List<String> elements = elements(path);
        return lists.stream()
                .flatMap(list -> list.alone().stream())
                .filter(pattern -> pattern.matches(elements))
                .map(pattern -> "the exclude '" + pattern + "' matches it")
                .findFirst()
                .orElse("an exclude matches it");
    }

    private boolean isTooLarge(FileStat stat) {
        return largerThan != null && !stat.isDirectory() && stat.size() > largerThan.bytes();
    }

    private List<String> elements(BytePath path) {
        return path.from(workingDirectory).texts();
    }

    @Override
    public List<ByteString> kept(SourceDirectory directory) {
        List<TagFile> marking =
                tagFiles.stream().filter(tag -> tag.marks(directory, warn)).toList();
        if (marking.isEmpty()) {
            return directory.names();
        }
        // The tag stays, so that the directory is known as what it is when it is back.
        return marking.size() == 1 ? List.of(marking.getFirst().name()) : List.of();
    }
}
