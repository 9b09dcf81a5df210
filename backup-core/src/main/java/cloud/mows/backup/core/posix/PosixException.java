package cloud.mows.backup.core.posix;

import cloud.mows.backup.core.bytes.ByteString;
import java.io.IOException;

/** A system call that failed: which, with what, why. */
public final class PosixException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Errno errno;
    private final int number;
    private final String operation;
    private final String subject;

    /** @param number the kernel's errno */
    public PosixException(String operation, String subject, int number) {
        super(message(operation, subject, number));
        this.errno = Errno.of(number);
        this.number = number;
        this.operation = operation;
        this.subject = subject;
    }

    PosixException(String operation, ByteString subject, long negativeErrno) {
        this(operation, BytePath.shown(subject), (int) -negativeErrno);
    }

    PosixException(String operation, int fd, long negativeErrno) {
        this(operation, "descriptor " + fd, (int) -negativeErrno);
    }

    private static String message(String operation, String subject, int number) {
        return operation + " " + subject + ": " + reason(number);
    }

    private static String reason(int number) {
        Errno errno = Errno.of(number);
        return errno.text() + " (" + (errno == Errno.OTHER ? "errno " + number : errno.name()) + ")";
    }

    /** Why, without what: {@code permission denied (EACCES)}. */
    public String reason() {
        return reason(number);
    }

    public Errno errno() {
        return errno;
    }

    public boolean is(Errno candidate) {
        return errno == candidate;
    }

    /** The system call's name. */
    public String operation() {
        return operation;
    }

    /** The path or descriptor, for people. */
    public String subject() {
        return subject;
    }

    /** The same failure, said of a path that tells people more than the single name the call was made with. */
    public PosixException about(String path) {
        PosixException better = new PosixException(operation, path, number);
        better.initCause(this);
        return better;
    }
}
