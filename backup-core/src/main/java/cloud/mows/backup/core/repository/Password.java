package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** A password that does not show itself. Bytes, because restic takes whatever bytes a password file holds. */
public final class Password {
    private final byte[] bytes;
    private final boolean mayBeEmpty;

    private Password(byte[] bytes) {
        this(bytes, false);
    }

    private Password(byte[] bytes, boolean mayBeEmpty) {
        this.bytes = bytes;
        this.mayBeEmpty = mayBeEmpty;
    }

    /** The empty one of somebody who chose to have none: it protects nothing. */
    public static Password none() {
        return new Password(new byte[0], true);
    }

    public static Password of(String text) {
        return new Password(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Copies. */
    public static Password of(ByteSlice bytes) {
        return new Password(bytes.toArray());
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** @throws BackupException USAGE if it is empty, and not by choice */
    void requireAny() {
        if (isEmpty() && !mayBeEmpty) {
            throw new BackupException(ProblemCode.USAGE, "an empty password protects nothing", "choose a password");
        }
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Password that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "(password)";
    }
}
