package cloud.mows.backup.restore.objects;

import cloud.mows.backup.restore.plan.BeforeStop;
import cloud.mows.backup.restore.plan.LiveState;
import cloud.mows.backup.restore.plan.ObjectAction;
import cloud.mows.backup.restore.plan.ObjectCleaning;
import cloud.mows.backup.restore.plan.ObjectDecider;
import cloud.mows.backup.restore.plan.ObjectStep;
import cloud.mows.backup.restore.plan.OwnerLinks;
import cloud.mows.backup.restore.plan.PlanOptions;
import cloud.mows.backup.restore.plan.Relocation;
import cloud.mows.backup.restore.plan.Replacement;
import cloud.mows.backup.restore.plan.RestorePlan;
import cloud.mows.backup.restore.plan.RestorePlanner;
import cloud.mows.backup.restore.plan.SavedObject;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans what becomes of the objects of an app, and does it. */
public final class ObjectRestore {
    private static final int REPLACE_ATTEMPTS = 5;

    private final KubernetesClient client;
    private final String app;
    private final SavedObjects saved;
    private final Relocation relocation;
    private final PlanOptions options;
    private final ApiObjects api;
    private final LiveState live;
    private final ObjectDecider decider;
    private final List<String> unreadable = new ArrayList<>();

    /**
     * Of what was saved of one namespace.
     *
     * @param app the namespace that is restored into
     * @param relocation from the one that was saved
     * @param stopped replicas that workloads had before they were scaled to zero, by kind and name as {@code Deployment/web}
     */
    public ObjectRestore(
            KubernetesClient client,
            String app,
            SavedObjects saved,
            Relocation relocation,
            PlanOptions options,
            Map<String, Integer> stopped) {
        this.client = client;
        this.app = app;
        this.saved = saved;
        this.relocation = relocation;
        this.options = options;
        this.api = new ApiObjects(client, app);
        this.live = new BeforeStop(api, stopped);
        this.decider = new ObjectDecider(app, live, options);
    }

    /** @throws IOException if the restore point has no whole ledger */
    public RestorePlan plan() throws IOException {
        unreadable.clear();
        RestorePlanner planner = new RestorePlanner(app, live, options);
        saved.readLedger(planner::add);
        saved.forEach(object -> planner.add(relocation.move(object)), unreadable::add);
        RestorePlan plan = planner.plan();
        List<String> gaps = new ArrayList<>(plan.gaps());
        gaps.addAll(unreadable);
        return plan.withGaps(gaps);
    }

    /**
     * Makes what is not there, and replaces what is to be replaced.
     *
     * @param volumes names of the PersistentVolumes that are filled, by the names of their claims
     * @param shown what people have agreed to: nothing else is replaced
     * @throws IOException if the restore point has no whole ledger
     */
    public RestoreReport apply(Map<String, String> volumes, RestorePlan shown) throws IOException {
        RestorePlan plan = plan();
        if (plan.namespace() == RestorePlan.NamespaceAction.CREATE
                && plan.objects().stream().noneMatch(step -> step.object().isNamespace())) {
            makeNamespace();
        }
        OwnerLinks owners = new OwnerLinks();
        List<ObjectStep> done = new ArrayList<>();
        for (ObjectStep step : plan.objects()) {
            done.add(
                    switch (step.action()) {
                        case CREATE -> create(step, volumes, owners);
                        case REPLACE ->
                            shown.covers(step)
                                    ? replace(step, owners)
                                    : new ObjectStep(
                                            step.object(),
                                            ObjectAction.CONFLICT,
                                            step.reason()
                                                    + ", but it was changed after the plan was made: restore again",
                                            step.path());
                        case SAME, DIFFERENT, CONFLICT -> {
                            live.get(step.object())
                                    .ifPresent(there -> owners.found(read(step).json(), there));
                            yield step;
                        }
                        case LEFT_OUT, IMPOSSIBLE -> step;
                    });
        }
        return new RestoreReport(app, done, unreadable);
    }

    /** One as good as any: what it was like was not saved. */
    private void makeNamespace() {
        try {
            client.namespaces()
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(app)
                            .endMetadata()
                            .build())
                    .create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }

    private ObjectStep create(ObjectStep step, Map<String, String> volumes, OwnerLinks owners) {
        SavedObject object = read(step);
        ObjectNode wanted = ObjectCleaning.clean(object.json());
        owners.link(object.json(), wanted);
        String volume = volumes.get(step.object().name());
        if (step.object().isClaim() && volume != null && wanted.get("spec") instanceof ObjectNode spec) {
            spec.put("volumeName", volume);
        }
        try {
            JsonNode made = api.create(wanted);
            owners.found(object.json(), made);
            return step;
        } catch (KubernetesClientException e) {
            return switch (e.getCode()) {
                // Somebody was faster, or we were before we died.
                case HttpURLConnection.HTTP_CONFLICT -> exists(step, object, owners, e);
                case HttpURLConnection.HTTP_BAD_REQUEST,
                        HttpURLConnection.HTTP_FORBIDDEN,
                        ApiObjects.UNPROCESSABLE,
                        HttpURLConnection.HTTP_NOT_FOUND ->
                    new ObjectStep(step.object(), ObjectAction.IMPOSSIBLE, RefusedChange.reason(e), step.path());
                default -> throw e;
            };
        }
    }

    /** Where somebody else changes it at the same time, the version that was seen last is replaced. */
    private ObjectStep replace(ObjectStep step, OwnerLinks owners) {
        SavedObject object = read(step);
        for (int attempt = 1; ; attempt++) {
            // Not as it was before the stop: what is replaced starts with the replicas that were saved.
            Optional<JsonNode> there = api.get(step.object());
            if (there.isEmpty()) {
                return create(new ObjectStep(step.object(), ObjectAction.CREATE, "", step.path()), Map.of(), owners);
            }
            try {
                api.replace(Replacement.of(object.json(), there.get()));
                owners.found(object.json(), there.get());
                return step;
            } catch (KubernetesClientException e) {
                boolean again = e.getCode() == HttpURLConnection.HTTP_CONFLICT && attempt < REPLACE_ATTEMPTS;
                if (!again) {
                    return switch (e.getCode()) {
                        case HttpURLConnection.HTTP_BAD_REQUEST,
                                HttpURLConnection.HTTP_FORBIDDEN,
                                HttpURLConnection.HTTP_CONFLICT,
                                ApiObjects.UNPROCESSABLE ->
                            new ObjectStep(
                                    step.object(),
                                    ObjectAction.CONFLICT,
                                    step.reason() + ", but " + RefusedChange.reason(e),
                                    step.path());
                        default -> throw e;
                    };
                }
            }
        }
    }

    private ObjectStep exists(
            ObjectStep step, SavedObject object, OwnerLinks owners, KubernetesClientException conflict) {
        return live.get(step.object())
                .map(there -> {
                    owners.found(object.json(), there);
                    ObjectStep compared = decider.compare(object, there);
                    return compared.action() == ObjectAction.REPLACE ? replace(compared, owners) : compared;
                })
                .orElseGet(() -> new ObjectStep(
                        step.object(), ObjectAction.IMPOSSIBLE, RefusedChange.reason(conflict), step.path()));
    }

    private SavedObject read(ObjectStep step) {
        try {
            return relocation.move(saved.read(step.path()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
