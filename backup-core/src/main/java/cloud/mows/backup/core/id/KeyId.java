package cloud.mows.backup.core.id;

/** Names a key file: the SHA-256 of its bytes as stored. */
public record KeyId(Digest digest) implements Comparable<KeyId> {
    /**
     * @param hex 64 hexadecimal digits
     * @throws IllegalArgumentException if it is anything else
     */
    public static KeyId parse(CharSequence hex) {
        return new KeyId(Digest.parse(hex));
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return digest.hex();
    }

    @Override
    public int compareTo(KeyId other) {
        return digest.compareTo(other.digest);
    }

    @Override
    public String toString() {
        return digest.shortHex();
    }
}
