package cloud.mows.backup.schedulers.retention;

import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositoryStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part of a Repository's status that keeping it in order fills: what stands there, but for what is told anew. */
final class MaintenanceStatus {
    private static final RepositoryStatus NOTHING =
            new RepositoryStatus(null, List.of(), null, null, null, null, null, null, null, null, null, null);

    private List<Condition> pruned;
    private List<Condition> checked;
    private List<Condition> copied;
    private @Nullable Instant prunedAt;
    private @Nullable Instant nextPrune;
    private @Nullable Instant checkedAt;
    private @Nullable Instant nextCheck;
    private @Nullable String checkedPart;
    private @Nullable Long storedBytes;

    /** As it stands there, with these conditions. */
    MaintenanceStatus(Repository repository, List<Condition> pruned, List<Condition> checked, List<Condition> copied) {
        RepositoryStatus standing = Objects.requireNonNullElse(repository.getStatus(), NOTHING);
        this.pruned = pruned;
        this.checked = checked;
        this.copied = copied;
        prunedAt = standing.lastPruneTime();
        nextPrune = standing.nextPruneTime();
        checkedAt = standing.lastCheckTime();
        nextCheck = standing.nextCheckTime();
        checkedPart = standing.checkedPart();
        storedBytes = standing.storedBytes();
    }

    MaintenanceStatus pruned(List<Condition> told) {
        pruned = told;
        return this;
    }

    MaintenanceStatus checked(List<Condition> told) {
        checked = told;
        return this;
    }

    MaintenanceStatus copied(List<Condition> told) {
        copied = told;
        return this;
    }

    MaintenanceStatus prunedAt(Instant moment) {
        prunedAt = moment;
        return this;
    }

    /**
     * @param part of the data that was read; null if none was
     * @param bytes that it occupies; null if that is not known
     */
    MaintenanceStatus checkedAt(Instant moment, @Nullable String part, @Nullable Long bytes) {
        checkedAt = moment;
        checkedPart = part;
        storedBytes = bytes;
        return this;
    }

    MaintenanceStatus next(@Nullable Instant prune, @Nullable Instant check) {
        nextPrune = prune;
        nextCheck = check;
        return this;
    }

    RepositoryStatus build() {
        return new RepositoryStatus(
                null,
                Stream.of(pruned, checked, copied).flatMap(List::stream).toList(),
                null,
                null,
                null,
                storedBytes,
                null,
                checkedAt,
                nextCheck,
                checkedPart,
                prunedAt,
                nextPrune);
    }
}
