package cloud.mows.backup.core.tar;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.tree.Xattr;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts together what the headers before an entry and its own say of it. */
final class HeaderFields {
    /** What is not an attribute by name, but text that stands for one. */
    private static final Map<String, String> NOT_SAVED = Map.of(
            "SCHILY.acl.access", "its ACL",
            "SCHILY.acl.default", "its default ACL",
            "RHT.security.selinux", "its SELinux label");

    private static final char NOT_UTF8 = '\ufffd';

    private @Nullable ByteString longName;
    private @Nullable ByteString longLink;

    boolean isBegun() {
        return longName != null || longLink != null;
    }

    void longName(byte[] data) {
        longName = untilNul(data);
    }

    void longLink(byte[] data) {
        longLink = untilNul(data);
    }

    private static ByteString untilNul(byte[] data) {
        int end = 0;
        while (end < data.length && data[end] != 0) {
            end++;
        }
        return ByteString.of(data, 0, end);
    }

    /** @return without its size */
    TarEntry entry(TarHeader header, PaxRecords pax) throws MalformedTarException {
        List<String> notes = new ArrayList<>(0);
        ByteString name = pax.bytes("path", longName == null ? header.name() : longName);
        // The real name; the other tells old programs that this is no plain file, and GNU tar may end it with a slash.
        name = pax.bytes("GNU.sparse.name", name);
        TarEntry.Type type = type(header.type(), name, notes);
        Instant mtime = pax.time("mtime");
        boolean device = type == TarEntry.Type.BLOCK_DEVICE || type == TarEntry.Type.CHARACTER_DEVICE;
        boolean linked = type == TarEntry.Type.HARD_LINK || type == TarEntry.Type.SYMLINK;
        return new TarEntry(
                name,
                type,
                header.mode(),
                pax.number("uid", header.uid()),
                pax.number("gid", header.gid()),
                pax.text("uname", header.user()),
                pax.text("gname", header.group()),
                0,
                mtime == null ? header.mtime() : mtime,
                pax.time("atime"),
                pax.time("ctime"),
                linked ? pax.bytes("linkpath", longLink == null ? header.link() : longLink) : ByteString.EMPTY,
                device ? header.deviceMajor() : 0,
                device ? header.deviceMinor() : 0,
                xattrs(pax, notes),
                notes);
    }

    TarEntry sized(TarEntry entry, long size) {
        return new TarEntry(
                entry.name(),
                entry.type(),
                entry.mode(),
                entry.uid(),
                entry.gid(),
                entry.user(),
                entry.group(),
                size,
                entry.mtime(),
                entry.atime(),
                entry.ctime(),
                entry.link(),
                entry.deviceMajor(),
                entry.deviceMinor(),
                entry.xattrs(),
                entry.notes());
    }

    private static TarEntry.Type type(char type, ByteString name, List<String> notes) {
        return switch (type) {
            case '1' -> TarEntry.Type.HARD_LINK;
            case '2' -> TarEntry.Type.SYMLINK;
            case '3' -> TarEntry.Type.CHARACTER_DEVICE;
            case '4' -> TarEntry.Type.BLOCK_DEVICE;
            case '5', 'D' -> TarEntry.Type.DIRECTORY;
            case '6' -> TarEntry.Type.FIFO;
            // Before there was a type for directories.
            case '0', 0 ->
                !name.isEmpty() && name.at(name.length() - 1) == '/' ? TarEntry.Type.DIRECTORY : TarEntry.Type.FILE;
            case '7', 'S' -> TarEntry.Type.FILE;
            default -> {
                notes.add("is of the type '" + (type > ' ' && type < 0x7f ? "" + type : "\\" + (int) type)
                        + "', which is not known: saved as a file");
                yield TarEntry.Type.FILE;
            }
        };
    }

    private static List<Xattr> xattrs(PaxRecords pax, List<String> notes) {
        List<Xattr> xattrs = new ArrayList<>(0);
        pax.all().forEach((key, value) -> {
            if (key.startsWith(TarReader.XATTR) && key.indexOf(NOT_UTF8) >= 0) {
                notes.add("an extended attribute is not saved: its name is not UTF-8");
            } else if (key.startsWith(TarReader.XATTR)) {
                xattrs.add(new Xattr(decoded(key.substring(TarReader.XATTR.length())), value));
            } else if (NOT_SAVED.containsKey(key)) {
                notes.add(Objects.requireNonNull(NOT_SAVED.get(key)) + " is not saved: a tar archive has it as text ("
                        + key + ")");
            }
        });
        return xattrs;
    }

    /** GNU tar writes a name so where it has an equals sign, which ends a key. */
    private static String decoded(String name) {
        return name.replace("%3D", "=").replace("%25", "%");
    }
}
