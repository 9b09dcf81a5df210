package cloud.mows.backup.core.retain;

import cloud.mows.backup.core.bytes.EscapedBytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Tags of which a snapshot must have all; an empty tag is had by a snapshot without tags. */
public record TagList(List<String> tags) {
    public TagList {
        tags = List.copyOf(tags);
    }

    /** Reads {@code a,b}: separated by commas, spaces around a tag do not count; only text is a tag. */
    public static TagList parse(String text) {
        List<String> tags = new ArrayList<>();
        for (String tag : text.split(",", -1)) {
            tags.add(EscapedBytes.replaced(tag.strip()));
        }
        return new TagList(tags);
    }

    public boolean matches(Collection<String> snapshotTags) {
        for (String tag : tags) {
            if (tag.isEmpty() && snapshotTags.isEmpty()) {
                return true;
            }
            if (!snapshotTags.contains(tag)) {
                return false;
            }
        }
        return true;
    }

    /** {@code [a, b]}, as restic prints it. */
    @Override
    public String toString() {
        return "[" + String.join(", ", tags) + "]";
    }
}
