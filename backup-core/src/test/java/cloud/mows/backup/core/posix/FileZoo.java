package cloud.mows.backup.core.posix;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.mows.backup.core.bytes.ByteString;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;

/** A small tree with one of everything that is hard about Linux files. */
public final class FileZoo {
    /** {@code caf\xe9 \xff\n}: Latin-1, a byte that UTF-8 never has, and a line break. */
    public static final ByteString LATIN = bytes("636166e920ff0a");

    public static final Instant BEFORE_1970 = Instant.parse("1931-05-04T03:02:01.000000007Z");
    public static final Instant WITH_NANOS = Instant.parse("2024-02-29T23:59:59.123456789Z");

    private final int fd;

    private FileZoo(int fd) {
        this.fd = fd;
    }

    public static ByteString bytes(String hex) {
        return ByteString.of(HexFormat.of().parseHex(hex));
    }

    public static void assumeRoot() {
        assumeTrue(PosixProcess.effectiveUserId() == 0, "only root may make devices and change owners");
    }

    /** Fills the directory with what everybody may make, and as root with the rest. */
    public static void build(Path folder) throws PosixException {
        int fd = Posix.open(BytePath.of(folder), OpenFlags.READ | OpenFlags.DIRECTORY);
        try {
            FileZoo zoo = new FileZoo(fd);
            zoo.build();
            if (PosixProcess.effectiveUserId() == 0) {
                zoo.buildAsRoot();
            }
            Posix.changeTimes(fd, BEFORE_1970, BEFORE_1970);
        } finally {
            Posix.closeQuietly(fd);
        }
    }

    private void build() throws PosixException {
        ByteString plain = file("plain", 300_000, 0640, WITH_NANOS);
        PosixNames.makeHardLink(fd, plain, fd, ByteString.of("plain again"));
        file("empty", 0, 0600, Instant.EPOCH);
        ByteString odd = file(LATIN, 10, 0644, BEFORE_1970);
        xattr(odd, "user.of odd \u00e4", "value\0with nul");
        xattr(odd, "user.empty", "");
        file("longest " + "n".repeat(247), 1, 0644, WITH_NANOS);
        PosixNames.makeSymlink(LATIN, fd, ByteString.of("link"));
        PosixNames.changeTimes(fd, ByteString.of("link"), WITH_NANOS, BEFORE_1970);
        PosixNames.makeSymlink(ByteString.of("/no/such/place"), fd, ByteString.of("dangling"));
        PosixNames.changeTimes(fd, ByteString.of("dangling"), WITH_NANOS, WITH_NANOS);
        node("fifo", FileType.FIFO, 0620, 0);
        node("socket", FileType.SOCKET, 0700, 0);
        PosixNames.makeDirectory(fd, ByteString.of("folder"), 0755);
        int folder = Posix.open(fd, ByteString.of("folder"), OpenFlags.READ | OpenFlags.DIRECTORY, 0);
        try {
            PosixNames.makeHardLink(fd, plain, folder, ByteString.of("third name"));
            Posix.changeMode(folder, 03751);
            Posix.changeTimes(folder, WITH_NANOS, WITH_NANOS);
        } finally {
            Posix.closeQuietly(folder);
        }
        sparse();
    }

    private void sparse() throws PosixException {
        int file = Posix.open(fd, ByteString.of("sparse"), OpenFlags.WRITE | OpenFlags.CREATE, 0600);
        try {
            Posix.writeAt(file, new byte[] {1, 2, 3}, 0, 3, 10 << 20);
            Posix.truncate(file, 30 << 20);
            Posix.changeTimes(file, WITH_NANOS, WITH_NANOS);
        } finally {
            Posix.closeQuietly(file);
        }
    }

    private void buildAsRoot() throws PosixException {
        ByteString setUid = file("set-user-id", 5, 0755, WITH_NANOS);
        PosixNames.changeOwner(fd, setUid, 4_000_000_000L, 65_534);
        xattr(setUid, "trusted.secret", "for root");
        // cap_net_raw+ep, as struct vfs_cap_data of version 2.
        PosixXattrs.set(fd, setUid, ByteString.of("security.capability"), bytes("0100000200200000" + "0".repeat(24)));
        PosixNames.changeMode(fd, setUid, 06755);
        // The same changes the owner's class of an ACL: user 1234 may read, mask r-x.
        ByteString acl = file("with acl", 5, 0750, WITH_NANOS);
        PosixXattrs.set(
                fd,
                acl,
                ByteString.of("system.posix_acl_access"),
                bytes("02000000" + "01000700ffffffff" + "02000400d2040000" + "04000500ffffffff" + "10000500ffffffff"
                        + "20000000ffffffff"));
        PosixNames.changeTimes(fd, acl, WITH_NANOS, WITH_NANOS);
        ByteString link = ByteString.of("link");
        xattr(link, "trusted.of the link", "itself");
        PosixNames.changeOwner(fd, link, 12, 34);
        node("block", FileType.BLOCK_DEVICE, 0660, FileStat.deviceNumber(259, 70_000));
        node("null", FileType.CHARACTER_DEVICE, 0666, FileStat.deviceNumber(1, 3));
    }

    private void node(String name, FileType type, int mode, long device) throws PosixException {
        PosixNames.makeNode(fd, ByteString.of(name), type, mode, device);
        PosixNames.changeTimes(fd, ByteString.of(name), WITH_NANOS, WITH_NANOS);
    }

    private ByteString file(String name, int size, int mode, Instant time) throws PosixException {
        return file(ByteString.of(name), size, mode, time);
    }

    private ByteString file(ByteString name, int size, int mode, Instant time) throws PosixException {
        int file = Posix.open(fd, name, OpenFlags.WRITE | OpenFlags.CREATE | OpenFlags.EXCLUSIVE, 0600);
        try {
            byte[] content = new byte[size];
            for (int i = 0; i < size; i++) {
                content[i] = (byte) (1 + i * 31 + (i >> 8));
            }
            Posix.write(file, content, 0, size);
            Posix.changeMode(file, mode);
            Posix.changeTimes(file, time, time);
        } finally {
            Posix.close(file);
        }
        return name;
    }

    private void xattr(ByteString file, String name, String value) throws PosixException {
        PosixXattrs.set(fd, file, ByteString.of(name), ByteString.of(value));
    }
}
