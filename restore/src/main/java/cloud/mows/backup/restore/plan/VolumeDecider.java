package cloud.mows.backup.restore.plan;

import cloud.mows.backup.core.ledger.LedgerEntry;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What becomes of the volume of a claim. */
final class VolumeDecider {
    private final LiveState live;
    private final PlanOptions options;
    private final Supplier<VolumeUsers> users;
    private final Map<String, LedgerEntry> volumes;

    /** @param volumes what the ledger says of them, by the names of their claims */
    VolumeDecider(LiveState live, PlanOptions options, Supplier<VolumeUsers> users, Map<String, LedgerEntry> volumes) {
        this.live = live;
        this.options = options;
        this.users = users;
        this.volumes = Map.copyOf(volumes);
    }

    VolumeStep decide(SavedObject claim) {
        String name = claim.reference().name();
        Optional<JsonNode> there = live.get(claim.reference());
        if (there.isPresent()) {
            return options.replace()
                    ? overwrite(claim, there.get())
                    : step(claim, VolumeStep.Action.KEEP, "the claim is there, and its volume is left as it is");
        }
        @Nullable String storageClass = storageClass(claim.json());
        if (storageClass != null && !storageClass.isEmpty() && !live.hasStorageClass(storageClass)) {
            return step(claim, VolumeStep.Action.IMPOSSIBLE, "the cluster has no storage class " + storageClass);
        }
        Optional<LedgerEntry> entry = Optional.ofNullable(volumes.get(name));
        if (entry.isEmpty()) {
            return step(claim, VolumeStep.Action.IMPOSSIBLE, "the restore point does not say what became of its data");
        }
        return switch (entry.get().outcome()) {
            case CAPTURED -> step(claim, VolumeStep.Action.FILL, "");
            case EXCUSED ->
                step(
                        claim,
                        VolumeStep.Action.EMPTY,
                        "it comes back empty: " + entry.get().by() + " left it out: "
                                + entry.get().reason());
            case FAILED ->
                step(
                        claim,
                        VolumeStep.Action.IMPOSSIBLE,
                        "its data is not in the restore point: " + entry.get().reason());
        };
    }

    /** Some of the files, into the volume that the app has. */
    VolumeStep decideFiles(SavedObject claim, List<String> paths) {
        Optional<JsonNode> there = live.get(claim.reference());
        if (there.isEmpty()) {
            return step(
                    claim,
                    VolumeStep.Action.IMPOSSIBLE,
                    "its claim is not there: restore PersistentVolumeClaim/"
                            + claim.reference().name() + " first, which brings all of its files");
        }
        if (isBlock(claim.json())) {
            return step(claim, VolumeStep.Action.IMPOSSIBLE, "it is a device, and has no files");
        }
        VolumeStep whole = overwrite(claim, there.get());
        return whole.action() == VolumeStep.Action.OVERWRITE
                ? whole.only(
                        paths,
                        "only " + String.join(", ", paths) + ", if different; "
                                + (options.deleteFiles()
                                        ? "what is in it and not in the restore point is DELETED; "
                                        : "what would spoil a database that is restored is DELETED; ")
                                + "everything else stays as it is")
                : whole;
    }

    /** The claim is there, and its volume is to become what it was. */
    private VolumeStep overwrite(SavedObject claim, JsonNode there) {
        String name = claim.reference().name();
        LedgerEntry entry = volumes.get(name);
        if (entry == null || entry.outcome() == LedgerEntry.Outcome.FAILED) {
            return step(
                    claim,
                    VolumeStep.Action.KEEP,
                    "it is left as it is: "
                            + (entry == null
                                    ? "the restore point does not say what became of its data"
                                    : "its data is not in the restore point: " + entry.reason()));
        }
        if (entry.outcome() == LedgerEntry.Outcome.EXCUSED) {
            return step(
                    claim,
                    VolumeStep.Action.LEFT_OUT,
                    "it is left as it is: " + entry.by() + " left it out of the backup: " + entry.reason());
        }
        return obstacle(claim, there)
                .map(reason -> step(claim, VolumeStep.Action.IMPOSSIBLE, reason))
                .orElseGet(() -> step(
                                claim,
                                VolumeStep.Action.OVERWRITE,
                                isBlock(claim.json())
                                        ? "it is a device, and all that differs on it is overwritten"
                                        : "files that differ are overwritten; files that are not in the restore point "
                                                + (options.deleteFiles()
                                                        ? "are DELETED"
                                                        : "stay, but are DELETED where they would spoil a database"))
                        .of(there.path("spec").path("volumeName").asText()));
    }

    private Optional<String> obstacle(SavedObject claim, JsonNode there) {
        if (isBlock(claim.json()) != isBlock(there)) {
            return Optional.of(
                    isBlock(there)
                            ? "it was saved as files and is a block device now: delete the claim, and restore again"
                            : "it was saved as a block device and holds files now: delete the claim, and restore again");
        }
        if (there.path("metadata").has("deletionTimestamp")) {
            return Optional.of("its claim is being deleted");
        }
        if (there.path("spec").path("volumeName").asText().isEmpty()) {
            return Optional.of("its claim has no volume yet");
        }
        return users.get().of(claim.reference().name()).objection();
    }

    private static boolean isBlock(JsonNode claim) {
        return claim.path("spec").path("volumeMode").asText().equals("Block");
    }

    private static VolumeStep step(SavedObject claim, VolumeStep.Action action, String reason) {
        JsonNode spec = claim.json().path("spec");
        List<String> modes = new ArrayList<>();
        spec.path("accessModes").forEach(mode -> modes.add(mode.asText()));
        String requested = spec.at("/resources/requests/storage").asText();
        // A volume may have become larger than its claim asked for.
        String capacity = claim.json().at("/status/capacity/storage").asText();
        return new VolumeStep(
                claim.reference().name(),
                action,
                storageClass(claim.json()),
                capacity.isEmpty() ? requested : capacity,
                modes,
                isBlock(claim.json()),
                reason);
    }

    private static @Nullable String storageClass(JsonNode claim) {
        JsonNode name = claim.path("spec").path("storageClassName");
        return name.isTextual() ? name.asText() : null;
    }
}
