package cloud.mows.backup.restore.plan;

import cloud.mows.backup.core.ledger.LedgerEntry;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes the plan. Is handed what was saved piece by piece, so that it needs room for the steps only. */
public final class RestorePlanner {
    private final String app;
    private final LiveState live;
    private final PlanOptions options;
    private final ObjectDecider decider;

    /** How many replicas were saved, by kind and name. */
    private final Map<String, Integer> replicas = new HashMap<>();

    private final Map<String, LedgerEntry> ofVolumes = new HashMap<>();
    private final Warnings warnings = new Warnings();
    private final List<String> gaps = new ArrayList<>();
    private final List<VolumeStep> volumes = new ArrayList<>();
    private final List<RestoreOrder.Entry<ObjectStep>> objects = new ArrayList<>();
    private final Set<String> missing;
    private @Nullable VolumeUsers users;

    /** @param app the namespace that is restored into */
    public RestorePlanner(String app, LiveState live, PlanOptions options) {
        this.app = app;
        this.live = live;
        this.options = options;
        decider = new ObjectDecider(app, live, options);
        missing = new TreeSet<>(options.only());
    }

    /** Looked for only where something is overwritten. */
    private VolumeUsers users() {
        VolumeUsers known = users;
        if (known == null) {
            known = new VolumeUsers(live);
            users = known;
        }
        return known;
    }

    /** What the ledger says of one thing; all of them come before the objects. */
    public void add(LedgerEntry entry) {
        boolean volume = entry.type().equals("volume");
        if (volume) {
            ofVolumes.put(entry.name(), entry);
        }
        if (entry.outcome() == LedgerEntry.Outcome.FAILED
                && (volume
                        ? options.wantsVolume(entry.name())
                        : options.wants(entry.kind().orElse(""), entry.name()))) {
            gaps.add(entry.kind().orElse(entry.type()) + " " + entry.name() + ": " + entry.reason());
        }
    }

    public void add(SavedObject saved) {
        ObjectReference reference = saved.reference();
        if (reference.isClaim()) {
            addFiles(saved);
        }
        if (!options.wants(reference.kind(), reference.name())) {
            return;
        }
        missing.remove(reference.kind() + "/" + reference.name());
        // One that is refused for what it says of itself has no volume that anybody may fill.
        Optional<VolumeStep> volume =
                reference.isClaim() && decider.strange(saved).isEmpty()
                        ? Optional.of(new VolumeDecider(live, options, this::users, ofVolumes).decide(saved))
                        : Optional.empty();
        volume.ifPresent(volumes::add);
        if (reference.group().equals("apps")) {
            replicas.put(
                    reference.kind() + "/" + reference.name(),
                    saved.json().path("spec").path("replicas").asInt(1));
        }
        JsonNode metadata = saved.json().path("metadata");
        List<String> owners = new ArrayList<>();
        metadata.path("ownerReferences")
                .forEach(owner -> owners.add(owner.path("uid").asText()));
        ObjectStep step = decider.decide(saved, volume);
        if (step.action() == ObjectAction.CREATE || step.action() == ObjectAction.REPLACE) {
            warnings.add(saved.json());
        }
        objects.add(new RestoreOrder.Entry<>(reference, metadata.path("uid").asText(), owners, step));
    }

    /** Files of a volume come back without the claim's object, which need not be as it was. */
    private void addFiles(SavedObject saved) {
        String name = saved.reference().name();
        List<String> paths = options.paths(name);
        missing.removeIf(each -> PlanOptions.isPathOf(name, each));
        if (paths.isEmpty()
                || options.wants(saved.reference().kind(), name)
                || decider.strange(saved).isPresent()) {
            return;
        }
        volumes.add(new VolumeDecider(live, options, this::users, ofVolumes).decideFiles(saved, paths));
    }

    public RestorePlan plan() {
        missing.forEach(each ->
                gaps.add(each + ": there is no such " + (PlanOptions.isPath(each) ? "volume" : "object") + " in it"));
        List<ObjectStep> sorted = RestoreOrder.sort(objects);
        return new RestorePlan(
                app,
                live.hasNamespace() ? RestorePlan.NamespaceAction.KEEP : RestorePlan.NamespaceAction.CREATE,
                stops(),
                volumes.stream().sorted(Comparator.comparing(VolumeStep::claim)).toList(),
                sorted,
                options.replace() && options.only().isEmpty() ? Unsaved.of(sorted, live) : List.of(),
                warnings.all(),
                gaps);
    }

    private List<StopStep> stops() {
        return volumes.stream()
                .filter(step -> step.action() == VolumeStep.Action.OVERWRITE)
                .flatMap(step -> users().of(step.claim()).stops().stream())
                .distinct()
                .map(stop -> new StopStep(
                        stop.kind(),
                        stop.name(),
                        stop.replicas(),
                        replicas.getOrDefault(stop.kind() + "/" + stop.name(), stop.replicas())))
                .sorted(Comparator.comparing(StopStep::kind).thenComparing(StopStep::name))
                .toList();
    }
}
