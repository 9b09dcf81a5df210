package cloud.mows.backup.core.id;

/** Names a lock file: the SHA-256 of its bytes as stored. */
public record LockId(Digest digest) implements Comparable<LockId> {
    /**
     * @param hex 64 hexadecimal digits
     * @throws IllegalArgumentException if it is anything else
     */
    public static LockId parse(CharSequence hex) {
        return new LockId(Digest.parse(hex));
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return digest.hex();
    }

    @Override
    public int compareTo(LockId other) {
        return digest.compareTo(other.digest);
    }

    @Override
    public String toString() {
        return digest.shortHex();
    }
}
