package cloud.mows.backup.schedulers.bundle;

import cloud.mows.backup.cluster.api.Refusal;
import cloud.mows.backup.core.layout.PartId;
import cloud.mows.backup.core.ledger.LedgerEntry;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Writes the documents, an index of them, and what is missing. */
public final class ClusterBundle {
    /** Its file, for people. */
    public static final String INDEX = "README.md";

    private static final String TYPE = "bundle";
    private static final String BY_US = "MOWS Backup";
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private final ClusterApi api;
    private final List<Topic> topics;
    private final Files files;
    private final Consumer<LedgerEntry> outcomes;
    private final Map<String, String> gaps = new TreeMap<>();
    private final StringBuilder index = new StringBuilder();

    /** Takes the documents. */
    public interface Files {
        /** @throws java.io.UncheckedIOException if nothing more can be added */
        void add(String name, byte[] content);
    }

    ClusterBundle(ClusterApi api, String ownNamespace, Files files, Consumer<LedgerEntry> outcomes) {
        this.api = api;
        this.topics = List.of(
                new VersionsTopic(),
                new NodesTopic(),
                new StorageTopic(),
                new LonghornTopic(),
                new SecretsTopic(ownNamespace),
                new MowsTopic());
        this.files = files;
        this.outcomes = outcomes;
    }

    /**
     * Reads what is there now.
     *
     * @param ownNamespace that of the controller
     * @param files takes the documents
     * @param outcomes is told what became of each, and of each gap
     * @param asking is told before each request what it asks for
     */
    public static void write(
            KubernetesClient client,
            String ownNamespace,
            Files files,
            Consumer<LedgerEntry> outcomes,
            Consumer<String> asking) {
        new ClusterBundle(new ServedApi(client, asking), ownNamespace, files, outcomes).write();
    }

    void write() {
        index.append("""
                # What a rebuild of this cluster needs

                Objects of the cluster that belong to no namespace are in `../objects`, apps in restore points of their own. What
                is here tells what the cluster was made of. What the files mean: docs/cluster-bundle.md of MOWS Backup.

                """);
        topics.forEach(this::write);
        index.append("\n## What is not in here\n\n");
        gaps.forEach((what, sentence) -> {
            index.append("- ").append(sentence).append('\n');
            outcomes.accept(entry(what, LedgerEntry.Outcome.EXCUSED, BY_US, sentence, Optional.empty()));
        });
        save(INDEX, index.toString());
    }

    private void write(Topic topic) {
        String name = topic.fileName();
        Map<String, Object> document;
        try {
            document = topic.read(api, gaps::put);
        } catch (KubernetesClientException e) {
            fail(name, "the API server", Refusal.of(e));
            return;
        } catch (RuntimeException e) {
            // Whatever is odd about one object must not keep the others out of the backup.
            fail(name, BY_US, "it cannot be made: " + e);
            return;
        }
        if (document.isEmpty()) {
            outcomes.accept(entry(
                    name,
                    LedgerEntry.Outcome.EXCUSED,
                    BY_US,
                    "the cluster has nothing to tell there",
                    Optional.empty()));
            return;
        }
        index.append("- `").append(name).append("`: ").append(topic.holds()).append('\n');
        save(name, YAML.asYaml(document));
    }

    private void fail(String name, String by, String why) {
        index.append("- `").append(name).append("` is missing: ").append(why).append('\n');
        outcomes.accept(entry(name, LedgerEntry.Outcome.FAILED, by, why, Optional.empty()));
    }

    private void save(String name, String text) {
        files.add(name, text.getBytes(StandardCharsets.UTF_8));
        outcomes.accept(entry(
                name,
                LedgerEntry.Outcome.CAPTURED,
                "",
                "",
                Optional.of(PartId.BUNDLE.resolve(name).toString())));
    }

    private static LedgerEntry entry(
            String name, LedgerEntry.Outcome outcome, String by, String reason, Optional<String> path) {
        return new LedgerEntry(TYPE, name, outcome, by, reason, Optional.empty(), Optional.empty(), path);
    }
}
