package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one object, and why; the reason is empty where there is nothing to explain.
 *
 * @param path of its file, below the folder of objects
 * @param seen tells the state that is to be replaced from others; null if nothing is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ObjectStep(
        ObjectReference object,
        ObjectAction action,
        @Nullable String reason,
        String path,
        @Nullable String seen) {
    public ObjectStep(ObjectReference object, ObjectAction action, String reason, String path) {
        this(object, action, reason, path, null);
    }

    public ObjectStep {
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(action, "action");
        // Not written where it is empty.
        reason = Objects.requireNonNullElse(reason, "");
        Objects.requireNonNull(path, "path");
    }
}
