package cloud.mows.backup.core.id;

/** Names a blob: the SHA-256 of its plaintext. */
public record BlobId(Digest digest) implements Comparable<BlobId> {
    /**
     * @param hex 64 hexadecimal digits
     * @throws IllegalArgumentException if it is anything else
     */
    public static BlobId parse(CharSequence hex) {
        return new BlobId(Digest.parse(hex));
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return digest.hex();
    }

    @Override
    public int compareTo(BlobId other) {
        return digest.compareTo(other.digest);
    }

    @Override
    public String toString() {
        return digest.shortHex();
    }
}
