package cloud.mows.backup.schedulers.objects;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of an object.
 *
 * @param name of the object; {@code *} if it is about all of the kind
 * @param by who decided; empty if captured
 * @param reason in a sentence; empty if captured
 * @param path where it lies in the backup; null if it does not
 */
public record ObjectOutcome(
        String apiVersion,
        String kind,
        String name,
        Result result,
        String by,
        String reason,
        @Nullable String path) {
    /** Of an object. */
    public enum Result {
        CAPTURED,
        EXCUSED,
        FAILED
    }

    public ObjectOutcome {
        Objects.requireNonNull(apiVersion, "apiVersion");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(reason, "reason");
        if ((result == Result.CAPTURED) != (path != null)) {
            throw new IllegalArgumentException("what is captured has a path, and nothing else");
        }
    }

    static ObjectOutcome excused(ObjectKind kind, String name, Excuse excuse) {
        return new ObjectOutcome(
                kind.apiVersion(), kind.kind(), name, Result.EXCUSED, excuse.by(), excuse.reason(), null);
    }

    /** Of everything in an API group. */
    static ObjectOutcome excused(String group, Excuse excuse) {
        return new ObjectOutcome(group, "*", "*", Result.EXCUSED, excuse.by(), excuse.reason(), null);
    }

    /** Of all objects of a kind, or with {@code *} of all kinds of an API version. */
    static ObjectOutcome failed(String apiVersion, String kind, String reason) {
        return new ObjectOutcome(apiVersion, kind, "*", Result.FAILED, "the API server", reason, null);
    }

    /** Of one object, because of what is in it. */
    static ObjectOutcome failed(ObjectKind kind, String name, String reason) {
        return new ObjectOutcome(kind.apiVersion(), kind.kind(), name, Result.FAILED, "MOWS Backup", reason, null);
    }
}
