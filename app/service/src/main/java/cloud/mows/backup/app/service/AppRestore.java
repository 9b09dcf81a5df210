package cloud.mows.backup.app.service;

import cloud.mows.backup.cluster.api.ClusterClient;
import cloud.mows.backup.cluster.api.NoCluster;
import cloud.mows.backup.crds.restore.Existing;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestorePhase;
import cloud.mows.backup.crds.restore.RestoreSpec;
import cloud.mows.backup.crds.restore.RestoreStatus;
import cloud.mows.backup.crds.restore.StorageClassMapping;
import cloud.mows.backup.restore.plan.PlanText;
import cloud.mows.backup.restore.plan.RestorePlan;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code app restore}: makes a Restore, shows its plan, asks, and follows it to its end. The work is done in the cluster: it goes on when
 * this program is stopped.
 */
final class AppRestore {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int INCOMPLETE = 3;
    private static final DateTimeFormatter NAME_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final AppRestoreOptions options;
    private final KubernetesClient client;
    private String told = "";

    private AppRestore(AppRestoreOptions options, KubernetesClient client) {
        this.options = options;
        this.client = client;
    }

    /**
     * Does it now.
     *
     * @return the exit code; why it is not 0 stands on standard error
     */
    static int run(List<String> arguments) {
        AppRestoreOptions options;
        try {
            options = AppRestoreOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            return Refused.because(e.getMessage());
        }
        Config config = ClusterClient.config(30_000, 3);
        try (KubernetesClient client = ClusterClient.open(config)) {
            return new AppRestore(options, client).restore();
        } catch (KubernetesClientException e) {
            return Refused.because(NoCluster.refuses(config.getMasterUrl(), e));
        } catch (InterruptedException e) {
            return Refused.because("was interrupted");
        }
    }

    private int restore() throws InterruptedException {
        if (options.cancel()) {
            return cancel();
        }
        RestoreSpec spec = spec();
        if (options.undo()) {
            Optional<String> before = savedBefore();
            if (before.isEmpty()) {
                return Refused.because(
                        "no restore of app " + options.app() + " has saved what it replaced: 'kubectl get"
                                + " restorepoints' shows what else there is to go back to");
            }
            spec = new RestoreSpec(
                    options.app(),
                    null,
                    List.of(),
                    options.only(),
                    before.get(),
                    null,
                    Existing.REPLACE,
                    true,
                    options.save(),
                    false,
                    true);
        }
        Restore restore = client.resource(wanted(spec)).create();
        String name = restore.getMetadata().getName();
        RestoreStatus planned = follow(name, true);
        if (planned.phase() != RestorePhase.PLANNED) {
            delete(name);
            return Refused.because(Objects.requireNonNullElse(planned.message(), "the plan failed"));
        }
        Optional<RestorePlan> plan = plan(planned);
        if (plan.isEmpty()) {
            return Refused.because("the plan of Restore " + name + " cannot be read");
        }
        System.out.print(
                options.json() && options.planOnly()
                        ? RestoreJson.plan(planned, plan.get())
                        : options.json() ? "" : RestoreText.plan(planned, plan.get(), options.save()));
        if (options.planOnly()) {
            delete(name);
            return 0;
        }
        if (!options.yes()) {
            Optional<String> no = Confirmation.ask("say --yes to do this, or --plan to see it only");
            if (no.isPresent()) {
                delete(name);
                return Refused.because(no.get());
            }
        }
        client.resources(Restore.class)
                .inNamespace(options.namespace())
                .withName(name)
                .edit(live -> {
                    live.setSpec(live.getSpec().withPlanOnly(false));
                    return live;
                });
        RestoreStatus ended = follow(name, false);
        System.out.print(options.json() ? RestoreJson.status(name, ended) : RestoreText.ended(name, ended));
        return switch (Objects.requireNonNull(ended.phase())) {
            case SUCCEEDED -> 0;
            case PARTIALLY_FAILED -> INCOMPLETE;
            default -> 1;
        };
    }

    private RestoreSpec spec() {
        return new RestoreSpec(
                options.app(),
                options.to().orElse(null),
                options.storageClasses().entrySet().stream()
                        .map(each -> new StorageClassMapping(each.getKey(), each.getValue()))
                        .toList(),
                options.only(),
                options.point().orElse(null),
                options.asOf().orElse(null),
                options.replace() ? Existing.REPLACE : Existing.KEEP,
                options.delete(),
                options.save(),
                false,
                true);
    }

    private Restore wanted(RestoreSpec spec) {
        Restore restore = new Restore();
        restore.setMetadata(new ObjectMetaBuilder()
                .withNamespace(options.namespace())
                .withName(options.app() + "-" + NAME_TIME.format(Instant.now()))
                .build());
        restore.setSpec(spec);
        return restore;
    }

    private Stream<Restore> restores() {
        return client.resources(Restore.class).inNamespace(options.namespace()).list().getItems().stream()
                .filter(restore -> restore.getSpec().target().equals(options.app()) && restore.getStatus() != null);
    }

    /** The restore point that shows the app as it was before the last restore that replaced something. */
    private Optional<String> savedBefore() {
        return restores()
                .filter(restore -> restore.getStatus().savedAs() != null)
                .max(Comparator.comparing(restore -> restore.getMetadata().getCreationTimestamp()))
                .map(restore -> restore.getStatus().savedAs());
    }

    private int cancel() throws InterruptedException {
        Optional<String> name = restores()
                .filter(restore ->
                        !Objects.requireNonNull(restore.getStatus().phase()).isFinal())
                .map(restore -> restore.getMetadata().getName())
                .findFirst();
        if (name.isEmpty()) {
            return Refused.because("no restore of app " + options.app() + " is at work");
        }
        client.resources(Restore.class)
                .inNamespace(options.namespace())
                .withName(name.get())
                .edit(live -> {
                    live.setSpec(live.getSpec().withCancel());
                    return live;
                });
        RestoreStatus ended = follow(name.get(), false);
        System.out.print(options.json() ? RestoreJson.status(name.get(), ended) : RestoreText.ended(name.get(), ended));
        return ended.phase() == RestorePhase.CANCELLED ? 0 : 1;
    }

    /** Until it is planned, or has ended. */
    private RestoreStatus follow(String name, boolean untilPlanned) throws InterruptedException {
        while (true) {
            Restore restore = client.resources(Restore.class)
                    .inNamespace(options.namespace())
                    .withName(name)
                    .get();
            if (restore == null) {
                throw new KubernetesClientException("Restore " + name + " was deleted by somebody else");
            }
            RestoreStatus status = Objects.requireNonNullElse(restore.getStatus(), RestoreStatus.NONE);
            RestorePhase phase = Objects.requireNonNull(status.phase());
            if (phase.isFinal() || (untilPlanned && phase == RestorePhase.PLANNED)) {
                return status;
            }
            tell(
                    phase == RestorePhase.PENDING && status.message() == null
                            ? "waits for the controller in namespace " + options.namespace()
                            : Objects.requireNonNullElse(status.message(), ""));
            Thread.sleep(PAUSE);
        }
    }

    private void tell(String doing) {
        if (!doing.equals(told) && !options.json()) {
            System.err.println(doing);
            told = doing;
        }
    }

    private Optional<RestorePlan> plan(RestoreStatus planned) {
        ConfigMap stored = client.configMaps()
                .inNamespace(options.namespace())
                .withName(Objects.requireNonNullElse(planned.plan(), "none"))
                .get();
        if (stored == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(PlanText.loadPlan(stored.getData(), stored.getBinaryData()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void delete(String name) {
        client.resources(Restore.class)
                .inNamespace(options.namespace())
                .withName(name)
                .delete();
    }
}
