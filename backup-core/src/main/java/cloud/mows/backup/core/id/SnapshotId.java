package cloud.mows.backup.core.id;

/** Names a snapshot file: the SHA-256 of its bytes as stored. */
public record SnapshotId(Digest digest) implements Comparable<SnapshotId> {
    /**
     * @param hex 64 hexadecimal digits
     * @throws IllegalArgumentException if it is anything else
     */
    public static SnapshotId parse(CharSequence hex) {
        return new SnapshotId(Digest.parse(hex));
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return digest.hex();
    }

    @Override
    public int compareTo(SnapshotId other) {
        return digest.compareTo(other.digest);
    }

    @Override
    public String toString() {
        return digest.shortHex();
    }
}
