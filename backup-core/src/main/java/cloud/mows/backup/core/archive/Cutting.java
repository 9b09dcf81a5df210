package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.chunker.ChunkSizes;
import cloud.mows.backup.core.chunker.Chunker;
import cloud.mows.backup.core.chunker.FixedChunker;
import cloud.mows.backup.core.chunker.GearChunker;
import cloud.mows.backup.core.chunker.GearTable;
import cloud.mows.backup.core.chunker.RabinChunker;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import org.jspecify.annotations.Nullable;

/** Where files are cut into chunks: whoever cuts elsewhere than the backup before stores a changed file as a whole. */
public enum Cutting {
    /** As the backup before was cut, or what the repository's maker cuts by. */
    AUTO,
    /** Our own hash, keyed by the repository. */
    GEAR,
    /** restic's and rustic's. */
    RABIN,
    /** By no hash but every MiB, as fits images of disks. */
    FIXED;

    private static final String OURS = "mows-backup";
    private static final String BY_RABIN = " (rabin)";

    /** @throws IllegalArgumentException if it is none of {@code auto}, {@code gear}, {@code rabin}, {@code fixed} */
    public static Cutting parse(String word) {
        return switch (word) {
            case "auto" -> AUTO;
            case "gear" -> GEAR;
            case "rabin" -> RABIN;
            case "fixed" -> FIXED;
            default ->
                throw new IllegalArgumentException("the chunker is auto, gear, rabin or fixed, not '" + word + "'");
        };
    }

    /**
     * What to cut by.
     *
     * @param previous the backup before, if there is one
     */
    Chunker chunker(Repository repository, @Nullable SavedSnapshot previous) {
        return switch (this) {
            case FIXED -> new FixedChunker(FixedChunker.DEFAULT_BYTES);
            case GEAR -> gear(repository);
            case RABIN -> rabin(repository);
            case AUTO -> {
                boolean usual = !repository.config().cutsByGear()
                        || previous != null && isByRabin(previous.snapshot().programVersion());
                yield usual && repository.config().hasUsablePolynomial() ? rabin(repository) : gear(repository);
            }
        };
    }

    private static Chunker gear(Repository repository) {
        return new GearChunker(GearTable.of(repository.derive(GearTable.SEED_LABEL)), ChunkSizes.DEFAULT);
    }

    private static Chunker rabin(Repository repository) {
        if (!repository.config().hasUsablePolynomial()) {
            throw new BackupException(
                    ProblemCode.DAMAGED,
                    "the chunker polynomial in the config of " + repository.location()
                            + " is not one that restic makes",
                    "leave --chunker out");
        }
        return new RabinChunker(repository.config().chunkerPolynomial(), ChunkSizes.DEFAULT);
    }

    /** Whether it looks at the backup before. */
    boolean dependsOnPrevious(Repository repository) {
        return this == AUTO && repository.config().cutsByGear();
    }

    /** What the snapshot records, from which the next backup sees what this one was cut by. */
    static String record(String programVersion, Chunker chunker) {
        return chunker instanceof RabinChunker ? programVersion + BY_RABIN : programVersion;
    }

    private static boolean isByRabin(String programVersion) {
        return !programVersion.startsWith(OURS) || programVersion.endsWith(BY_RABIN);
    }
}
