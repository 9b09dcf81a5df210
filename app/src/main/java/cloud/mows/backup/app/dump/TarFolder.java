package cloud.mows.backup.app.dump;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.extract.SnapshotFiles;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import cloud.mows.backup.core.tree.Xattr;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * POSIX.1-2001 tar: a ustar header for each entry, before it a pax header with what does not fit. Written here and not by a
 * library because names and attributes are bytes, which libraries pass through a character set.
 */
final class TarFolder implements FolderDump.Sink {
    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int ACCOUNT_BYTES = 31;
    private static final long OCTAL_7_MAX = 07777777L;
    private static final long OCTAL_11_MAX = 077777777777L;
    private static final int LINKS_MAX = 200_000;

    private final SnapshotFiles files;
    private final OutputStream out;
    private final Map<Inode, ByteString> firstNames = new HashMap<>();

    private record Inode(long deviceId, long inode) {}

    TarFolder(SnapshotFiles files, OutputStream out) {
        this.files = files;
        this.out = out;
    }

    @Override
    public void entry(BytePath path, Node node) throws IOException {
        ByteString name = relative(path);
        ByteString first = node.type() == NodeType.FILE && node.links() > 1 ? firstName(node, name) : null;
        switch (node.type()) {
            case FILE -> {
                if (first != null) {
                    header(name, node, '1', first, 0);
                } else {
                    header(name, node, '0', ByteString.EMPTY, node.size());
                    content(node);
                }
            }
            case DIRECTORY -> header(name.concat(ByteString.of("/")), node, '5', ByteString.EMPTY, 0);
            case SYMLINK -> header(name, node, '2', node.linkTarget(), 0);
            case CHARACTER_DEVICE -> header(name, node, '3', ByteString.EMPTY, 0);
            case BLOCK_DEVICE -> header(name, node, '4', ByteString.EMPTY, 0);
            case FIFO -> header(name, node, '6', ByteString.EMPTY, 0);
            case SOCKET, IRREGULAR -> {}
        }
    }

    static ByteString relative(BytePath path) {
        byte[] bytes = path.bytes().toArray();
        return ByteString.of(bytes, 1, bytes.length - 1);
    }

    private @Nullable ByteString firstName(Node node, ByteString name) {
        Inode inode = new Inode(node.deviceId(), node.inode());
        ByteString known = firstNames.get(inode);
        if (known == null && firstNames.size() < LINKS_MAX) {
            firstNames.put(inode, name);
        }
        return known;
    }

    private void content(Node node) throws IOException {
        CountingOutput counting = new CountingOutput(out);
        files.copy(node, counting);
        if (counting.count() != node.size()) {
            throw new IOException(
                    node.name() + ": " + counting.count() + " bytes of content, but a size of " + node.size());
        }
        pad(node.size());
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) (-size & BLOCK - 1)]);
    }

    private void header(ByteString name, Node node, char type, ByteString link, long size) throws IOException {
        Pax pax = new Pax();
        if (!name.isUtf8() || !link.isUtf8()) {
            pax.add("hdrcharset", ByteString.of("BINARY"));
        }
        if (name.length() > NAME_BYTES || !isAscii(name)) {
            pax.add("path", name);
        }
        if (link.length() > NAME_BYTES || !isAscii(link)) {
            pax.add("linkpath", link);
        }
        pax.number("size", size, OCTAL_11_MAX);
        pax.number("uid", node.uid(), OCTAL_7_MAX);
        pax.number("gid", node.gid(), OCTAL_7_MAX);
        pax.account("uname", node.user());
        pax.account("gname", node.group());
        pax.time("mtime", node.mtime());
        pax.time("atime", node.atime());
        for (Xattr xattr : node.xattrs()) {
            pax.add("SCHILY.xattr." + xattr.name(), xattr.value());
        }
        byte[] records = pax.bytes();
        if (records.length > 0) {
            out.write(
                    block(ByteString.of("PaxHeaders/" + shortName(name)), node, 'x', ByteString.EMPTY, records.length));
            out.write(records);
            pad(records.length);
        }
        out.write(block(name, node, type, link, size));
    }

    /** Only for readers that know no pax: the real name is in its records. */
    private static String shortName(ByteString name) {
        String text = name.toString().replaceAll("[^ -~]", "_").replaceAll("/$", "");
        String last = text.substring(text.lastIndexOf('/') + 1);
        return last.substring(0, Math.min(80, last.length()));
    }

    private static boolean isAscii(ByteString text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.at(i) < 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] block(ByteString name, Node node, char type, ByteString link, long size) {
        byte[] block = new byte[BLOCK];
        bytes(block, 0, NAME_BYTES, name);
        octal(block, 100, 8, type == 'x' ? 0644 : node.mode());
        octal(block, 108, 8, Math.min(node.uid(), OCTAL_7_MAX));
        octal(block, 116, 8, Math.min(node.gid(), OCTAL_7_MAX));
        octal(block, 124, 12, Math.min(size, OCTAL_11_MAX));
        octal(block, 136, 12, Math.clamp(node.mtime().getEpochSecond(), 0, OCTAL_11_MAX));
        block[156] = (byte) type;
        bytes(block, 157, NAME_BYTES, link);
        bytes(block, 257, 8, ByteString.of("ustar\u000000"));
        bytes(block, 265, ACCOUNT_BYTES, ByteString.of(node.user()));
        bytes(block, 297, ACCOUNT_BYTES, ByteString.of(node.group()));
        octal(block, 329, 8, type == '3' || type == '4' ? FileStat.deviceMajor(node.device()) : 0);
        octal(block, 337, 8, type == '3' || type == '4' ? FileStat.deviceMinor(node.device()) : 0);
        // The sum is made with blanks in its place.
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        octal(block, 148, 7, sum);
        return block;
    }

    private static void bytes(byte[] block, int at, int max, ByteString text) {
        byte[] all = text.toArray();
        System.arraycopy(all, 0, block, at, Math.min(max, all.length));
    }

    /** Digits with zeros before them and a NUL after. */
    private static void octal(byte[] block, int at, int length, long value) {
        long rest = value;
        for (int i = length - 2; i >= 0; i--) {
            block[at + i] = (byte) ('0' + (rest & 7));
            rest >>>= 3;
        }
        block[at + length - 1] = 0;
    }

    /** Records of the form {@code length key=value\n}, the length that of the whole record. */
    private static final class Pax {
        private final ByteArrayOutputStream records = new ByteArrayOutputStream();

        void add(String key, ByteString value) {
            byte[] start = (" " + key + "=").getBytes(StandardCharsets.UTF_8);
            int rest = start.length + value.length() + 1;
            int length = rest + Integer.toString(rest).length();
            length = rest + Integer.toString(length).length();
            records.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
            records.writeBytes(start);
            records.writeBytes(value.toArray());
            records.write('\n');
        }

        void number(String key, long value, long max) {
            if (value > max) {
                add(key, ByteString.of(Long.toString(value)));
            }
        }

        void account(String key, String name) {
            if (name.length() > ACCOUNT_BYTES || !isAscii(ByteString.of(name))) {
                add(key, ByteString.of(name));
            }
        }

        /** A decimal number of seconds; before 1970 the fraction counts away from zero. */
        void time(String key, Instant time) {
            long seconds = time.getEpochSecond();
            int nanos = time.getNano();
            if (key.equals("mtime") && nanos == 0 && seconds >= 0 && seconds <= OCTAL_11_MAX) {
                return;
            }
            String sign = seconds < 0 ? "-" : "";
            if (seconds < 0 && nanos > 0) {
                seconds++;
                nanos = 1_000_000_000 - nanos;
            }
            String fraction = nanos == 0
                    ? ""
                    : "." + Integer.toString(1_000_000_000 + nanos).substring(1);
            add(key, ByteString.of(sign + Math.abs(seconds) + fraction));
        }

        byte[] bytes() {
            return records.toByteArray();
        }
    }

    /** Two empty blocks end the archive. */
    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.flush();
    }
}
