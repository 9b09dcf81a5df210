package cloud.mows.backup.core.repository;

/**
 * How a repository cuts files.
 *
 * @param polynomial for restic's chunker
 * @param gear whether our own chunker is used, whose table comes from the repository's secret and is not copied
 */
public record ChunkerParameters(long polynomial, boolean gear) {
    /** @throws IllegalArgumentException if the polynomial is not irreducible of degree 53 */
    public ChunkerParameters {
        if (!ChunkerPolynomial.isIrreducible(polynomial)) {
            throw new IllegalArgumentException(
                    "the chunker polynomial " + Long.toHexString(polynomial) + " is not one that restic makes");
        }
    }
}
