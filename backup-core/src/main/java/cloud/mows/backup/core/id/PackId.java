package cloud.mows.backup.core.id;

/** Names a pack file: the SHA-256 of its bytes as stored. */
public record PackId(Digest digest) implements Comparable<PackId> {
    /**
     * @param hex 64 hexadecimal digits
     * @throws IllegalArgumentException if it is anything else
     */
    public static PackId parse(CharSequence hex) {
        return new PackId(Digest.parse(hex));
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return digest.hex();
    }

    @Override
    public int compareTo(PackId other) {
        return digest.compareTo(other.digest);
    }

    @Override
    public String toString() {
        return digest.shortHex();
    }
}
