package cloud.mows.backup.app.service;

import cloud.mows.backup.cluster.api.ClusterClient;
import cloud.mows.backup.cluster.api.ManagedBy;
import cloud.mows.backup.cluster.api.Refusal;
import cloud.mows.backup.restore.objects.ObjectRestore;
import cloud.mows.backup.restore.objects.ObjectSummary;
import cloud.mows.backup.restore.objects.RestoreReport;
import cloud.mows.backup.restore.objects.SavedObjects;
import cloud.mows.backup.restore.plan.PlanOptions;
import cloud.mows.backup.restore.plan.PlanText;
import cloud.mows.backup.restore.plan.Relocation;
import cloud.mows.backup.restore.plan.RestorePlan;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code mover restore-objects}: plans what becomes of the objects of a restore point that lies in a folder, or makes them. The plan and
 * the report go into a ConfigMap, their numbers into the termination message. Needs the rights to make the objects, and nothing else of the
 * service.
 */
final class MoverRestoreObjects {
    static final String WORD = "restore-objects";

    private static final Path OUTCOME = Path.of("/dev/termination-log");
    private static final String VOLUME = "--volume";
    private static final String STOPPED = "--stopped";
    private static final String TO = "--to";
    private static final String STORAGE_CLASS = "--storage-class";
    private static final String ONLY = "--only";
    private static final String PLAN = "--plan";
    private static final String REPLACE = "--replace";
    private static final String DELETE_FILES = "--delete-files";
    private static final Set<String> FLAGS = Set.of(PLAN, REPLACE, DELETE_FILES);
    private static final Set<String> REQUIRED =
            Set.of("--app", "--from", "--restore", "--restore-uid", "--namespace", "--config-map");

    private final Map<String, String> options;
    private final Map<String, String> volumes;
    private final Map<String, Integer> stopped;
    private final Map<String, String> storageClasses;
    private final Set<String> only;

    private MoverRestoreObjects(
            Map<String, String> options,
            Map<String, String> volumes,
            Map<String, Integer> stopped,
            Map<String, String> storageClasses,
            Set<String> only) {
        this.storageClasses = Map.copyOf(storageClasses);
        this.only = Set.copyOf(only);
        this.options = Map.copyOf(options);
        this.volumes = Map.copyOf(volumes);
        this.stopped = Map.copyOf(stopped);
    }

    /**
     * Does it now.
     *
     * @return the exit code; why it is not 0 stands on standard error
     */
    static int run(List<String> arguments) {
        try {
            MoverRestoreObjects command = parse(arguments);
            try (KubernetesClient client = ClusterClient.open(ClusterClient.config(30_000, 4))) {
                Files.writeString(OUTCOME, command.restore(client).text());
            }
            return 0;
        } catch (IllegalArgumentException e) {
            return Refused.because(e.getMessage());
        } catch (KubernetesClientException e) {
            return Refused.because("the objects cannot be restored: " + Refusal.of(e));
        } catch (IOException | UncheckedIOException e) {
            return Refused.because("the restore point cannot be read: " + e.getMessage());
        } catch (Throwable e) {
            // Nobody is behind us, and threads of the client would keep a process alive that does nothing any more.
            e.printStackTrace();
            return Refused.because("the objects cannot be restored because of a fault in this program: " + e);
        }
    }

    static MoverRestoreObjects parse(List<String> arguments) {
        Map<String, String> options = new HashMap<>();
        Map<String, String> volumes = new HashMap<>();
        Map<String, Integer> stopped = new HashMap<>();
        Map<String, String> storageClasses = new HashMap<>();
        Set<String> only = new HashSet<>();
        for (String argument : arguments.subList(2, arguments.size())) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            String value = argument.substring(equals + 1);
            if (name.equals(VOLUME) && value.indexOf('=') > 0) {
                volumes.put(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
            } else if (name.equals(STOPPED) && value.indexOf('=') > 0) {
                stopped.put(
                        value.substring(0, value.indexOf('=')),
                        Integer.valueOf(value.substring(value.indexOf('=') + 1)));
            } else if (name.equals(STORAGE_CLASS) && value.indexOf('=') > 0) {
                storageClasses.put(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
            } else if (name.equals(ONLY) && equals >= 0) {
                only.add(value);
            } else if (name.equals(TO) && equals >= 0) {
                options.put(name, value);
            } else if (FLAGS.contains(argument) || (REQUIRED.contains(name) && equals >= 0)) {
                options.put(name, value);
            } else {
                throw new IllegalArgumentException("mover restore-objects: unknown option " + argument);
            }
        }
        if (!options.keySet().containsAll(REQUIRED)) {
            throw new IllegalArgumentException("mover restore-objects needs "
                    + String.join(", ", REQUIRED.stream().sorted().toList()));
        }
        return new MoverRestoreObjects(options, volumes, stopped, storageClasses, only);
    }

    private ObjectSummary restore(KubernetesClient client) throws IOException {
        String app = options.get("--app");
        String to = options.getOrDefault(TO, app);
        ObjectRestore restore = new ObjectRestore(
                client,
                to,
                new SavedObjects(Path.of(options.get("--from"))),
                new Relocation(app, to, storageClasses),
                new PlanOptions(
                        options.containsKey(REPLACE),
                        options.containsKey(DELETE_FILES),
                        to.equals(app) ? Optional.empty() : Optional.of(app),
                        only),
                stopped);
        if (options.containsKey(PLAN)) {
            RestorePlan plan = restore.plan();
            store(client, PlanText.store(PlanText.PLAN, plan));
            return ObjectSummary.of(plan);
        }
        RestoreReport report = restore.apply(volumes, shown(client));
        store(client, PlanText.store(PlanText.REPORT, report));
        return ObjectSummary.of(report);
    }

    private RestorePlan shown(KubernetesClient client) throws IOException {
        ConfigMap stored = client.configMaps()
                .inNamespace(options.get("--namespace"))
                .withName(options.get("--config-map"))
                .get();
        if (stored == null) {
            throw new IOException("its plan is gone");
        }
        return PlanText.loadPlan(stored.getData(), stored.getBinaryData());
    }

    /** Adds to what is there. */
    private void store(KubernetesClient client, PlanText.Stored stored) {
        ConfigMap wanted = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(options.get("--namespace"))
                .withName(options.get("--config-map"))
                .addToLabels(ManagedBy.LABELS)
                .addNewOwnerReference()
                .withApiVersion("backup.k8s.mows.cloud/v1alpha1")
                .withKind("Restore")
                .withName(options.get("--restore"))
                .withUid(options.get("--restore-uid"))
                .endOwnerReference()
                .endMetadata()
                .withData(stored.data())
                .withBinaryData(stored.binaryData())
                .build();
        var place = client.configMaps().inNamespace(options.get("--namespace")).withName(options.get("--config-map"));
        ConfigMap there = place.get();
        if (there == null) {
            client.resource(wanted).create();
            return;
        }
        place.edit(old -> new ConfigMapBuilder(old)
                .addToData(stored.data())
                .addToBinaryData(stored.binaryData())
                .build());
    }
}
