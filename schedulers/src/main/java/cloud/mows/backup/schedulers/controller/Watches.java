package cloud.mows.backup.schedulers.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.stream.Collectors;

/** What makes a reconciler look again beside its own kind. */
final class Watches {
    private Watches() {}

    /** Any change of one of that kind, at all that there are of its own. */
    static <R extends HasMetadata, P extends HasMetadata> EventSource<R, P> all(
            Class<R> kind, EventSourceContext<P> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(kind, context.getPrimaryResourceClass())
                        .withSecondaryToPrimaryMapper(_ -> context.getPrimaryCache()
                                .list()
                                .map(ResourceID::fromResource)
                                .collect(Collectors.toSet()))
                        .build(),
                context);
    }

    /** Any change of one of that kind, at those of the same namespace. */
    static <R extends HasMetadata, P extends HasMetadata> EventSource<R, P> sameNamespace(
            Class<R> kind, EventSourceContext<P> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(kind, context.getPrimaryResourceClass())
                        .withSecondaryToPrimaryMapper(object -> context.getPrimaryCache()
                                .list(object.getMetadata().getNamespace())
                                .map(ResourceID::fromResource)
                                .collect(Collectors.toSet()))
                        .build(),
                context);
    }
}
