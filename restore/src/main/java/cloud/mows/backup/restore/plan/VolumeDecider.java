package cloud.mows.backup.restore.plan;

import cloud.mows.backup.core.ledger.LedgerEntry;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of the volume of a claim. */
final class VolumeDecider {
    private final LiveState live;
    private final Map<String, LedgerEntry> volumes;

    /** @param volumes what the ledger says of them, by the names of their claims */
    VolumeDecider(LiveState live, Map<String, LedgerEntry> volumes) {
        this.live = live;
        this.volumes = Map.copyOf(volumes);
    }

    VolumeStep decide(SavedObject claim) {
        String name = claim.reference().name();
        if (live.get(claim.reference()).isPresent()) {
            return step(claim, VolumeStep.Action.KEEP, "the claim is there, and its volume is left as it is");
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
            case CAPTURED ->
                claim.json().path("spec").path("volumeMode").asText().equals("Block")
                        ? step(claim, VolumeStep.Action.IMPOSSIBLE, "volumes of blocks cannot be restored yet")
                        : step(claim, VolumeStep.Action.FILL, "");
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
                reason);
    }

    private static @Nullable String storageClass(JsonNode claim) {
        JsonNode name = claim.path("spec").path("storageClassName");
        return name.isTextual() ? name.asText() : null;
    }
}
