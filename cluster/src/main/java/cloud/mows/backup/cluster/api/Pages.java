package cloud.mows.backup.cluster.api;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import java.util.Objects;
import java.util.function.Consumer;

/** Lists that are too long for one answer. */
public final class Pages {
    private Pages() {}

    /**
     * Hands over all objects, page by page.
     *
     * @param objectsMax of a page, which is in memory as a whole
     * @throws KubernetesClientException if the server refuses; with code 410 if the list grew old meanwhile
     */
    public static <T extends HasMetadata, L extends KubernetesResourceList<T>> void forEach(
            FilterWatchListDeletable<T, L, ?> request, long objectsMax, Consumer<T> taken) {
        String next = "";
        do {
            L page = request.list(new ListOptionsBuilder()
                    .withLimit(objectsMax)
                    .withContinue(next.isEmpty() ? null : next)
                    .build());
            page.getItems().forEach(taken);
            next = Objects.requireNonNullElse(page.getMetadata().getContinue(), "");
        } while (!next.isEmpty());
    }
}
