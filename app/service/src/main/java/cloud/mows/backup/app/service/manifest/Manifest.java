package cloud.mows.backup.app.service.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A manifest that has been understood.
 *
 * @param name of the app
 * @param policy the specification of its BackupPolicy, as it is written; empty if the manifest says nothing about backups
 */
public record Manifest(Dialect dialect, String name, Optional<ObjectNode> policy) {
    /** Two formats share the file's name. */
    public enum Dialect {
        PACKAGE("raw", "a package for Kubernetes"),
        COMPOSE("compose", "a compose project");

        private final String key;
        private final String words;

        Dialect(String key, String words) {
            this.key = key;
            this.words = words;
        }

        String key() {
            return key;
        }

        public String words() {
            return words;
        }
    }
}
