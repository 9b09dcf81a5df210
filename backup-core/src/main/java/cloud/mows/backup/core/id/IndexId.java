package cloud.mows.backup.core.id;

/** Names an index file: the SHA-256 of its bytes as stored. */
public record IndexId(Digest digest) implements Comparable<IndexId> {
    /**
     * @param hex 64 hexadecimal digits
     * @throws IllegalArgumentException if it is anything else
     */
    public static IndexId parse(CharSequence hex) {
        return new IndexId(Digest.parse(hex));
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return digest.hex();
    }

    @Override
    public int compareTo(IndexId other) {
        return digest.compareTo(other.digest);
    }

    @Override
    public String toString() {
        return digest.shortHex();
    }
}
