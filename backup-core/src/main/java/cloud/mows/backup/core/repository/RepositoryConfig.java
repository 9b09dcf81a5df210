package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * The file {@code config}.
 *
 * @param version of the format: 1 (read only for us) or 2
 * @param id names the repository, random
 * @param chunkerPolynomial for restic's own chunker
 * @param cutsByGear whether files are cut by our own chunker from the start: a mark that restic does not make
 */
public record RepositoryConfig(int version, Digest id, long chunkerPolynomial, boolean cutsByGear) {
    static final int VERSION = 2;

    /** Passed over by restic and rustic. */
    private static final String MARK = "mows_chunker";

    private static final String GEAR = "gear";

    static RepositoryConfig random(RandomGenerator random) {
        return random(random, new ChunkerParameters(ChunkerPolynomial.random(random), true));
    }

    static RepositoryConfig random(RandomGenerator random, ChunkerParameters chunker) {
        Digest id = new Digest(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
        return new RepositoryConfig(VERSION, id, chunker.polynomial(), chunker.gear());
    }

    /** Whether restic's chunker works with its polynomial. */
    public boolean hasUsablePolynomial() {
        return ChunkerPolynomial.isIrreducible(chunkerPolynomial);
    }

    /** Whether there is one, which makes a place a repository. */
    static boolean isIn(Storage storage) throws StorageException {
        try {
            storage.size(FileKey.CONFIG);
            return true;
        } catch (StorageException.NotFound e) {
            return false;
        }
    }

    ByteSlice json() {
        String json = "{\"version\":" + version + ",\"id\":\"" + id.hex() + "\",\"chunker_polynomial\":\""
                + Long.toHexString(chunkerPolynomial) + "\"" + (cutsByGear ? ",\"" + MARK + "\":\"" + GEAR + "\"" : "")
                + "}";
        return ByteSlice.of(json.getBytes(StandardCharsets.US_ASCII));
    }

    static RepositoryConfig read(ByteSlice json) throws MalformedFileException {
        JsonFields fields = JsonFields.read(json);
        int version = fields.intNumber("version");
        if (version < 1 || version > VERSION) {
            throw new BackupException(
                    ProblemCode.UNSUPPORTED_VERSION,
                    "the repository has format version " + version + ", this program knows 1 and 2",
                    "use a newer version of mows-backup or restic");
        }
        try {
            return new RepositoryConfig(
                    version,
                    Digest.parse(fields.text("id")),
                    Long.parseUnsignedLong(fields.text("chunker_polynomial"), 16),
                    fields.textOr(MARK, "").equals(GEAR));
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException("a field is not hexadecimal: " + e.getMessage());
        }
    }
}
