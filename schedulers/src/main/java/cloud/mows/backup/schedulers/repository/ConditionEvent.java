package cloud.mows.backup.schedulers.repository;

import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** What people see among the events when a condition changes. */
public final class ConditionEvent {
    private static final String COMPONENT = "mows-backup";

    /** Of the object's name in the event's, which may have 253 characters: the rest is a dot and a UUID. */
    private static final int NAME_CHARS_MAX = 253 - 1 - 36;

    private ConditionEvent() {}

    /** The event of a change, with a name that the change determines; none where only the words are others. */
    public static Optional<Event> of(HasMetadata about, Optional<Condition> before, Condition after, Instant now) {
        boolean same = before.filter(
                        old -> old.status() == after.status() && old.reason().equals(after.reason()))
                .isPresent();
        return same ? Optional.empty() : Optional.of(event(about, before, after, now));
    }

    private static Event event(HasMetadata about, Optional<Condition> before, Condition after, Instant now) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        // Events about objects of no namespace are kept in this one.
        String namespace = about.getMetadata().getNamespace() == null
                ? "default"
                : about.getMetadata().getNamespace();
        String change = about.getMetadata().getUid() + before + after;
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(start(about.getMetadata().getName()) + "."
                        + UUID.nameUUIDFromBytes(change.getBytes(StandardCharsets.UTF_8)))
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(about.getMetadata().getNamespace())
                .withName(about.getMetadata().getName())
                .withUid(about.getMetadata().getUid())
                .endInvolvedObject()
                .withType(after.status() == ConditionStatus.FALSE ? "Warning" : "Normal")
                .withReason(after.reason())
                .withMessage(after.message())
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .withCount(1)
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .withReportingComponent(COMPONENT)
                .build();
    }

    /** A name may not have a dot or hyphen before a dot. */
    private static String start(String name) {
        return name.length() <= NAME_CHARS_MAX
                ? name
                : name.substring(0, NAME_CHARS_MAX).replaceFirst("[.-]+$", "");
    }
}
