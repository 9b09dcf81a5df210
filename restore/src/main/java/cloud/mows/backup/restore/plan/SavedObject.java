package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * An object as it lies in a restore point.
 *
 * @param path of its file, below the folder of objects
 */
public record SavedObject(String path, ObjectNode json) {
    public SavedObject {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(json, "json");
    }

    public ObjectReference reference() {
        return ObjectReference.of(json);
    }
}
