package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.archive.Exclusions;
import cloud.mows.backup.core.archive.PatternExclusions;
import cloud.mows.backup.core.archive.TagFile;
import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.pattern.PathPatterns;
import cloud.mows.backup.core.posix.BytePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options of {@code backup} that leave things out. */
final class ExclusionOptions {
    /** Warnings that are remembered, so that the one who counts and the one who saves do not both give them. */
    private static final int WARNINGS_MAX = 1000;

    private final PatternOptions patterns = new PatternOptions("exclude");
    private final List<TagFile> tagFiles = new ArrayList<>();
    private final Set<String> warnings = new HashSet<>();
    private @Nullable ByteSize largerThan;

    void declare(OptionSet options) {
        patterns.declare(options);
        options.flag(
                        "--exclude-caches",
                        "Leave out directories that a CACHEDIR.TAG marks as caches.",
                        () -> tagFiles.add(TagFile.CACHE))
                .value(
                        "--exclude-if-present",
                        "<name[:header]>",
                        "Leave out what is beside a file of this name, which begins with the header if one is given.",
                        value -> tagFiles.add(TagFile.parse(value)))
                .value(
                        "--exclude-larger-than",
                        "<size>",
                        "Leave out files larger than this: 500M, 2G.",
                        value -> largerThan = ByteSize.parse(value));
    }

    /** Whether what is left out depends on what else is in a directory. */
    boolean readContents() {
        return !tagFiles.isEmpty();
    }

    /** @param workingDirectory absolute */
    Exclusions read(Session session, BytePath workingDirectory) throws IOException {
        List<PathPatterns> lists = patterns.read(session);
        if (lists.isEmpty() && tagFiles.isEmpty() && largerThan == null) {
            return Exclusions.NONE;
        }
        return new PatternExclusions(
                patterns.given(), workingDirectory, lists, tagFiles, largerThan, warning -> warn(session, warning));
    }

    private synchronized void warn(Session session, String warning) {
        if (warnings.size() < WARNINGS_MAX && warnings.add(warning)) {
            session.warn("Warning: " + warning);
        }
    }
}
