package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.cluster.mover.MoverTask;
import cloud.mows.backup.cluster.mover.RepositoryAccess;
import cloud.mows.backup.cluster.volume.Readable;
import cloud.mows.backup.cluster.volume.VolumeMode;
import cloud.mows.backup.core.layout.AppId;
import cloud.mows.backup.core.layout.BackupId;
import cloud.mows.backup.core.layout.PartId;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPart;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.backup.DatabaseKind;
import cloud.mows.backup.crds.backup.DatabaseServer;
import cloud.mows.backup.crds.backup.RepositorySnapshot;
import cloud.mows.backup.crds.backup.RunPlan;
import cloud.mows.backup.crds.repository.Repository;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What movers are told to do for a run. */
final class RunTasks {
    /** What the objects are called as a part that belong to no namespace. */
    static final String CLUSTER = "cluster";

    /** May read every object of the cluster. */
    private static final String READER = "mows-backup-reader";

    /** May run commands in the namespaces where somebody has allowed it, and nothing else. */
    static final String DUMPER = "mows-backup-dumper";

    /** Of the pod's loopback interface; nobody else is there. */
    private static final int FEEDER_PORT = 7465;

    private static final String OUTCOME_FILE = "/dev/termination-log";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Backup backup;
    private final RunSettings settings;
    private final RunPlan plan;
    private final BackupId id;

    RunTasks(Backup backup, RunSettings settings, RunPlan plan) {
        this.backup = backup;
        this.id = new BackupId(
                new AppId(
                        settings.clusterId(),
                        backup.getSpec().scope() == BackupScope.CLUSTER
                                ? AppId.CLUSTER
                                : backup.getMetadata().getNamespace()),
                backup.getMetadata().getUid(),
                backup.getMetadata().getName());
        this.settings = settings;
        this.plan = plan;
    }

    MoverTask.Identity identity(BackupPart part, String repository) {
        return identity(part.type().name().toLowerCase(Locale.ROOT) + "/" + part.name(), repository);
    }

    MoverTask.Identity composeIdentity(String repository) {
        return identity("compose", repository);
    }

    private MoverTask.Identity identity(String what, String repository) {
        return new MoverTask.Identity(backup.getMetadata().getUid(), what + "/" + repository);
    }

    MoverTask volume(BackupPart part, Repository repository, Readable readable, Instant moment) {
        PartId id = PartId.volume(part.name());
        String folder = id.path().toString();
        List<String> command = save(id, moment);
        String path;
        if (readable.mode() == VolumeMode.BLOCK) {
            path = folder + "/" + PartId.DEVICE;
            command.add("--stdin-from-device=" + path);
            command.add("--stdin-filename=" + path);
        } else {
            path = folder;
            for (String pattern : part.excludeFiles()) {
                command.add("--exclude=" + (pattern.startsWith("/") ? path + pattern : pattern));
            }
            command.add(path);
        }
        return new MoverTask(
                identity(part, name(repository)),
                command,
                access(repository),
                List.of(new MoverTask.Input(readable.claim(), readable.mode(), path)),
                Optional.empty(),
                readable.nodes(),
                plan.deadlineSeconds());
    }

    MoverTask objects(BackupPart part, Repository repository, Instant moment) {
        List<String> command = save(PartId.OBJECTS, moment);
        command.add("--tar-from-port=" + FEEDER_PORT);
        boolean ofCluster = backup.getSpec().scope() == BackupScope.CLUSTER;
        // The bundle lies beside the objects.
        command.add("--stdin-filename=" + (ofCluster ? BytePath.ROOT : PartId.OBJECTS.path()));
        List<String> read = new ArrayList<>(List.of(
                "mover",
                "objects",
                "--backup=" + id.uid(),
                ofCluster ? "--cluster" : "--namespace=" + part.name(),
                "--to-port=" + FEEDER_PORT));
        plan.objects().forEach(rule -> read.add("--rule=" + Serialization.asJson(rule)));
        MoverTask.Feeder feeder = new MoverTask.Feeder(read, READER);
        return task(identity(part, name(repository)), command, repository, Optional.of(feeder));
    }

    MoverTask dump(BackupPart part, Repository repository, Instant moment) {
        PartId id = PartId.database(part.name());
        DatabaseServer server = Objects.requireNonNull(part.server(), "server");
        List<String> command = save(id, moment);
        command.add("--dumps-from-port=" + FEEDER_PORT);
        command.add("--stdin-filename=" + id.path());
        // What cannot be dumped is told of each, also where nothing can.
        command.add("--allow-empty-source");
        MoverTask.Feeder feeder = new MoverTask.Feeder(
                List.of(
                        "mover",
                        "database",
                        "--kind=" + server.kind().word(),
                        "--namespace=" + backup.getMetadata().getNamespace(),
                        "--pod=" + server.pod(),
                        "--container=" + server.container(),
                        "--to-port=" + FEEDER_PORT),
                DUMPER);
        return task(identity(part, name(repository)), command, repository, Optional.of(feeder));
    }

    /**
     * @param parts all of the run, ended
     * @param hooks how they went
     */
    MoverTask compose(Collection<BackupPart> parts, List<HookEntry> hooks, Repository repository, Instant moment) {
        List<String> command = command(moment, "mover", "compose");
        command.add("--cluster=" + id.app().cluster());
        command.add("--app=" + id.app().app());
        command.add("--backup=" + id.uid());
        command.add("--backup-name=" + id.name());
        for (BackupPart part : parts) {
            command.add("--part=" + json(part, name(repository)));
        }
        for (HookEntry hook : hooks) {
            command.add("--part=" + hook.json());
        }
        return task(composeIdentity(name(repository)), command, repository, Optional.empty());
    }

    private static ObjectNode json(BackupPart part, String repository) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(
                "type",
                switch (part.type()) {
                    case VOLUME -> PartId.Type.VOLUME.word();
                    case OBJECTS -> PartId.Type.OBJECTS.word();
                    case DUMP -> PartId.Type.DATABASE.word();
                    case FILES -> PartId.Type.FILES.word();
                });
        json.put("name", part.name());
        json.put(
                "outcome",
                switch (part.phase()) {
                    case SUCCEEDED -> "captured";
                    case SKIPPED -> "excused";
                    case PENDING, RUNNING, FAILED -> "failed";
                });
        if (part.provider() != null) {
            json.put("by", part.provider().word());
        } else if (part.server() != null) {
            json.put(
                    "by",
                    program(part.server().kind()) + " in pod " + part.server().pod());
        }
        if (part.reason() != null) {
            json.put("reason", part.reason());
        }
        part.snapshots().stream()
                .filter(snapshot -> snapshot.repository().equals(repository))
                .map(RepositorySnapshot::id)
                .findFirst()
                .ifPresent(id -> json.put("snapshot", id));
        return json;
    }

    private static String program(DatabaseKind kind) {
        return switch (kind) {
            case POSTGRESQL -> "pg_dump";
            case MARIADB -> "mariadb-dump";
        };
    }

    private MoverTask task(
            MoverTask.Identity identity,
            List<String> command,
            Repository repository,
            Optional<MoverTask.Feeder> feeder) {
        return new MoverTask(
                identity, command, access(repository), List.of(), feeder, Optional.empty(), plan.deadlineSeconds());
    }

    private RepositoryAccess access(Repository repository) {
        return RepositoryAccess.to(repository, settings.runsMax());
    }

    private static String name(Repository repository) {
        return repository.getMetadata().getName();
    }

    private List<String> save(PartId part, Instant moment) {
        List<String> command = command(moment, "backup", "--no-scan");
        command.add("--host=" + id.app().host());
        id.tags(part).forEach(tag -> command.add("--tag=" + tag));
        return command;
    }

    private static List<String> command(Instant moment, String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.add("--time=" + TIME.format(moment));
        command.add("--summary-file=" + OUTCOME_FILE);
        // A prune that somebody began elsewhere ends within that.
        command.add("--retry-lock=1h");
        return command;
    }
}
