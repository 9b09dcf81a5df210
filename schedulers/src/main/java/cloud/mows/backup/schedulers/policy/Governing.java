package cloud.mows.backup.schedulers.policy;

import java.util.Optional;

/** What governs a namespace. */
public sealed interface Governing {
    /** Nothing: a rule leaves it out. */
    record Excluded(String by, String reason) implements Governing {}

    /** A BackupPolicy of its own, which a BackupGrant covers. */
    record ByPolicy(String policy, String grant, Settings settings) implements Governing {}

    /** The ClusterBackupPolicy, or its defaults. */
    record ByDefault(Settings settings) implements Governing {}

    /** How it is backed up; empty if it is not. */
    default Optional<Settings> effective() {
        return switch (this) {
            case Excluded(String _, String _) -> Optional.empty();
            case ByPolicy(String _, String _, Settings settings) -> Optional.of(settings);
            case ByDefault(Settings settings) -> Optional.of(settings);
        };
    }
}
