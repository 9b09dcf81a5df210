package cloud.mows.backup.restore.plan;

import cloud.mows.backup.core.ledger.LedgerEntry;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the plan. Is handed what was saved piece by piece, so that it needs room for the steps only. */
public final class RestorePlanner {
    private final String app;
    private final LiveState live;
    private final Map<String, LedgerEntry> ofVolumes = new HashMap<>();
    private final List<String> gaps = new ArrayList<>();
    private final List<VolumeStep> volumes = new ArrayList<>();
    private final List<RestoreOrder.Entry<ObjectStep>> objects = new ArrayList<>();

    /** @param app the namespace that is restored into, which has the name that it had */
    public RestorePlanner(String app, LiveState live) {
        this.app = app;
        this.live = live;
    }

    /** What the ledger says of one thing; all of them come before the objects. */
    public void add(LedgerEntry entry) {
        if (entry.type().equals("volume")) {
            ofVolumes.put(entry.name(), entry);
        }
        if (entry.outcome() == LedgerEntry.Outcome.FAILED) {
            gaps.add(entry.kind().orElse(entry.type()) + " " + entry.name() + ": " + entry.reason());
        }
    }

    public void add(SavedObject saved) {
        ObjectDecider decider = new ObjectDecider(app, live);
        ObjectReference reference = saved.reference();
        // One that is refused for what it says of itself has no volume that anybody may fill.
        Optional<VolumeStep> volume =
                reference.isClaim() && decider.strange(saved).isEmpty()
                        ? Optional.of(new VolumeDecider(live, ofVolumes).decide(saved))
                        : Optional.empty();
        volume.ifPresent(volumes::add);
        JsonNode metadata = saved.json().path("metadata");
        List<String> owners = new ArrayList<>();
        metadata.path("ownerReferences")
                .forEach(owner -> owners.add(owner.path("uid").asText()));
        objects.add(new RestoreOrder.Entry<>(
                reference, metadata.path("uid").asText(), owners, decider.decide(saved, volume)));
    }

    public RestorePlan plan() {
        return new RestorePlan(
                app,
                live.hasNamespace() ? RestorePlan.NamespaceAction.KEEP : RestorePlan.NamespaceAction.CREATE,
                volumes.stream().sorted(Comparator.comparing(VolumeStep::claim)).toList(),
                RestoreOrder.sort(objects),
                gaps);
    }
}
