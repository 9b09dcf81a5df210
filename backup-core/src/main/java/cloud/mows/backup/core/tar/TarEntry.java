package cloud.mows.backup.core.tar;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.tree.Xattr;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an archive.
 *
 * @param name as it stands there: it may be absolute, hold {@code ..}, or end with a slash
 * @param mode permission bits with set-user-id, set-group-id and sticky: {@code 0..07777}
 * @param size of the content in bytes, holes included; 0 for what has none
 * @param atime null if the archive does not tell
 * @param ctime likewise
 * @param link what a symbolic link holds, or the name of the entry that a hard link is another name of; else empty
 * @param notes for people, each about something in the archive that this entry does not have
 */
public record TarEntry(
        ByteString name,
        Type type,
        int mode,
        long uid,
        long gid,
        String user,
        String group,
        long size,
        Instant mtime,
        @Nullable Instant atime,
        @Nullable Instant ctime,
        ByteString link,
        long deviceMajor,
        long deviceMinor,
        List<Xattr> xattrs,
        List<String> notes) {
    /** What an entry is. */
    public enum Type {
        FILE,
        HARD_LINK,
        SYMLINK,
        CHARACTER_DEVICE,
        BLOCK_DEVICE,
        DIRECTORY,
        FIFO
    }

    public TarEntry {
        xattrs = List.copyOf(xattrs);
        notes = List.copyOf(notes);
    }
}
