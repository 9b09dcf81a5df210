package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPart;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.backup.PartSnapshot;
import cloud.mows.backup.crds.backup.PartType;
import cloud.mows.backup.crds.backup.RunPlan;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.schedulers.mover.MoverTask;
import cloud.mows.backup.schedulers.mover.RepositoryAccess;
import cloud.mows.backup.schedulers.volume.Readable;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What movers are told to do for a run. All snapshots of an app have its namespace as host and the run's uid as tag. */
final class RunTasks {
    /** What the objects are called as a part that belong to no namespace. */
    static final String CLUSTER = "cluster";

    /** May read every object of the cluster. */
    private static final String READER = "mows-backup-reader";

    private static final String VOLUMES = "/volumes/";
    private static final String OBJECTS = "/objects";
    private static final String OUTCOME_FILE = "/dev/termination-log";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Backup backup;
    private final RunSettings settings;
    private final RunPlan plan;

    RunTasks(Backup backup, RunSettings settings, RunPlan plan) {
        this.backup = backup;
        this.settings = settings;
        this.plan = plan;
    }

    MoverTask.Identity identity(BackupPart part, String repository) {
        return identity(part.type().name().toLowerCase(Locale.ROOT) + "/" + part.name(), repository);
    }

    MoverTask.Identity ledgerIdentity(String repository) {
        return identity("ledger", repository);
    }

    private MoverTask.Identity identity(String what, String repository) {
        return new MoverTask.Identity(backup.getMetadata().getUid(), what + "/" + repository);
    }

    MoverTask volume(BackupPart part, Repository repository, Readable readable, Instant moment) {
        String path = VOLUMES + part.name();
        List<String> command = command(moment, "backup", "--no-scan");
        for (String pattern : part.excludeFiles()) {
            command.add("--exclude=" + (pattern.startsWith("/") ? path + pattern : pattern));
        }
        command.add(path);
        return new MoverTask(
                identity(part, name(repository)),
                command,
                access(repository),
                List.of(new MoverTask.Input(readable.claim(), path)),
                Optional.empty(),
                readable.nodes(),
                plan.deadlineSeconds());
    }

    MoverTask objects(BackupPart part, Repository repository, Instant moment) {
        List<String> command = command(moment, "backup", "--no-scan");
        command.add(OBJECTS);
        MoverTask.Preparation read = new MoverTask.Preparation(
                List.of(
                        "mover",
                        "objects",
                        "--backup=" + backup.getMetadata().getUid(),
                        backup.getSpec().scope() == BackupScope.CLUSTER ? "--cluster" : "--namespace=" + part.name(),
                        "--to=" + OBJECTS),
                READER,
                OBJECTS);
        return task(identity(part, name(repository)), command, repository, Optional.of(read));
    }

    /** @param parts all of the run, ended */
    MoverTask ledger(Collection<BackupPart> parts, Repository repository, Instant moment) {
        List<String> command = command(moment, "mover", "ledger");
        command.add("--backup=" + backup.getMetadata().getUid());
        for (BackupPart part : parts) {
            command.add("--part=" + json(part, name(repository)));
        }
        return task(ledgerIdentity(name(repository)), command, repository, Optional.empty());
    }

    private static ObjectNode json(BackupPart part, String repository) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", part.type() == PartType.VOLUME ? "volume" : "objects");
        json.put("name", part.name());
        json.put(
                "outcome",
                switch (part.phase()) {
                    case SUCCEEDED -> "captured";
                    case SKIPPED -> "excused";
                    case PENDING, RUNNING, FAILED -> "failed";
                });
        if (part.reason() != null) {
            json.put("reason", part.reason());
        }
        part.snapshots().stream()
                .filter(snapshot -> snapshot.repository().equals(repository))
                .map(PartSnapshot::id)
                .findFirst()
                .ifPresent(id -> json.put("snapshot", id));
        return json;
    }

    private MoverTask task(
            MoverTask.Identity identity,
            List<String> command,
            Repository repository,
            Optional<MoverTask.Preparation> preparation) {
        return new MoverTask(
                identity,
                command,
                access(repository),
                List.of(),
                preparation,
                Optional.empty(),
                plan.deadlineSeconds());
    }

    private RepositoryAccess access(Repository repository) {
        return RepositoryAccess.to(repository, settings.runsMax());
    }

    private static String name(Repository repository) {
        return repository.getMetadata().getName();
    }

    private List<String> command(Instant moment, String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.add("--host=" + backup.getMetadata().getNamespace());
        command.add("--tag=backup-uid=" + backup.getMetadata().getUid());
        command.add("--time=" + TIME.format(moment));
        command.add("--summary-file=" + OUTCOME_FILE);
        // A prune that somebody began elsewhere ends within that.
        command.add("--retry-lock=1h");
        return command;
    }
}
