package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.crds.backup.BackupPart;
import cloud.mows.backup.crds.backup.DatabaseServer;
import cloud.mows.backup.crds.backup.PartPhase;
import cloud.mows.backup.crds.backup.PartType;
import cloud.mows.backup.crds.backup.RepositorySnapshot;
import cloud.mows.backup.crds.policy.ProviderName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part from one phase to the next. */
final class Parts {
    private Parts() {}

    static BackupPart volume(String claim, String uid, ProviderName provider, List<String> excludeFiles) {
        return part(PartType.VOLUME, claim, PartPhase.PENDING, uid, provider, excludeFiles, null, null);
    }

    static BackupPart objects(String namespace) {
        return part(PartType.OBJECTS, namespace, PartPhase.PENDING, null, null, List.of(), null, null);
    }

    static BackupPart dump(String name, DatabaseServer server) {
        return part(PartType.DUMP, name, PartPhase.PENDING, null, null, List.of(), server, null);
    }

    /** @param ended SKIPPED or FAILED */
    static BackupPart noDump(String name, DatabaseServer server, PartPhase ended, String why) {
        return part(PartType.DUMP, name, ended, null, null, List.of(), server, why);
    }

    static BackupPart skipped(String claim, String why) {
        return part(PartType.VOLUME, claim, PartPhase.SKIPPED, null, null, List.of(), null, why);
    }

    static BackupPart unreadable(String claim, String why) {
        return part(PartType.VOLUME, claim, PartPhase.FAILED, null, null, List.of(), null, why);
    }

    private static BackupPart part(
            PartType type,
            String name,
            PartPhase phase,
            @Nullable String uid,
            @Nullable ProviderName provider,
            List<String> excludeFiles,
            @Nullable DatabaseServer server,
            @Nullable String reason) {
        return new BackupPart(
                type,
                name,
                phase,
                reason == null ? null : StatusDraft.cut(reason),
                uid,
                provider,
                excludeFiles,
                server,
                List.of(),
                null,
                null,
                null,
                null,
                null);
    }

    static BackupPart running(BackupPart part, Instant now) {
        return new BackupPart(
                part.type(),
                part.name(),
                PartPhase.RUNNING,
                part.reason(),
                part.claimUid(),
                part.provider(),
                part.excludeFiles(),
                part.server(),
                part.snapshots(),
                part.bytes(),
                part.files(),
                part.retries(),
                now,
                null);
    }

    /** With what was saved of it so far. */
    static BackupPart failed(BackupPart part, String why, Instant now) {
        return ended(part, PartPhase.FAILED, why, part.snapshots(), part.bytes(), part.files(), now);
    }

    static BackupPart ended(
            BackupPart part,
            PartPhase phase,
            @Nullable String reason,
            List<RepositorySnapshot> snapshots,
            @Nullable Long bytes,
            @Nullable Long files,
            Instant now) {
        return new BackupPart(
                part.type(),
                part.name(),
                phase,
                reason == null ? part.reason() : StatusDraft.cut(reason),
                part.claimUid(),
                part.provider(),
                part.excludeFiles(),
                part.server(),
                snapshots,
                bytes,
                files,
                part.retries(),
                part.startTime(),
                now);
    }
}
