package cloud.mows.backup.schedulers.policy;

import java.util.Optional;

/** What governs a namespace. */
public sealed interface EffectivePolicy {
    /** Nothing: a rule leaves it out. */
    record Excluded(String by, String reason) implements EffectivePolicy {}

    /** A BackupPolicy of its own, which a BackupGrant covers. */
    record ByPolicy(String policy, String grant, AppSettings settings) implements EffectivePolicy {}

    /** The ClusterBackupPolicy, or its defaults. */
    record ByDefault(AppSettings settings) implements EffectivePolicy {}

    /** How it is backed up; empty if it is not. */
    default Optional<AppSettings> effective() {
        return switch (this) {
            case Excluded(String _, String _) -> Optional.empty();
            case ByPolicy(String _, String _, AppSettings settings) -> Optional.of(settings);
            case ByDefault(AppSettings settings) -> Optional.of(settings);
        };
    }
}
