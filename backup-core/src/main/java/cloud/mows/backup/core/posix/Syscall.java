package cloud.mows.backup.core.posix;

/** System calls by number: x86-64 has its own table, aarch64 the generic one ({@code asm-generic/unistd.h}). */
enum Syscall {
    READ(0, 63),
    WRITE(1, 64),
    CLOSE(3, 57),
    LSEEK(8, 62),
    PREAD(17, 67),
    PWRITE(18, 68),
    MADVISE(28, 233),
    FLOCK(73, 32),
    FSYNC(74, 82),
    FDATASYNC(75, 83),
    FTRUNCATE(77, 46),
    GETCWD(79, 17),
    FCHMOD(91, 52),
    FCHOWN(93, 55),
    UMASK(95, 166),
    SYNC(162, 81),
    GETUID(102, 174),
    GETEUID(107, 175),
    GETEGID(108, 177),
    UNAME(63, 160),
    KILL(62, 129),
    FSTATFS(138, 44),
    LSETXATTR(189, 6),
    FSETXATTR(190, 7),
    LGETXATTR(192, 9),
    FGETXATTR(193, 10),
    LLISTXATTR(195, 12),
    FLISTXATTR(196, 13),
    LREMOVEXATTR(198, 15),
    FREMOVEXATTR(199, 16),
    GETDENTS64(217, 61),
    FADVISE64(221, 223),
    OPENAT(257, 56),
    MKDIRAT(258, 34),
    MKNODAT(259, 33),
    FCHOWNAT(260, 54),
    UNLINKAT(263, 35),
    LINKAT(265, 37),
    SYMLINKAT(266, 36),
    READLINKAT(267, 78),
    FCHMODAT(268, 53),
    SYNC_FILE_RANGE(277, 84),
    UTIMENSAT(280, 88),
    FALLOCATE(285, 47),
    SYNCFS(306, 267),
    RENAMEAT2(316, 276),
    STATX(332, 291),
    SETXATTRAT(463, 463),
    GETXATTRAT(464, 464),
    LISTXATTRAT(465, 465),
    REMOVEXATTRAT(466, 466);

    final int number;

    private final int x8664;
    private final int aarch64;

    Syscall(int x8664, int aarch64) {
        this.x8664 = x8664;
        this.aarch64 = aarch64;
        this.number = number(Architecture.X86_64);
    }

    int number(boolean onX8664) {
        return onX8664 ? x8664 : aarch64;
    }
}
