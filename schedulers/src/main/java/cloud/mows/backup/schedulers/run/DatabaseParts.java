package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.ServiceAccount;
import cloud.mows.backup.core.layout.MariaDbDumps;
import cloud.mows.backup.core.layout.PartId;
import cloud.mows.backup.core.layout.PostgreSqlDumps;
import cloud.mows.backup.crds.backup.BackupPart;
import cloud.mows.backup.crds.backup.DatabaseServer;
import cloud.mows.backup.crds.backup.PartPhase;
import cloud.mows.backup.schedulers.database.DatabasePods;
import cloud.mows.backup.schedulers.database.RecognisedServer;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** The database servers of an app, as parts of its backup. */
final class DatabaseParts {
    private final Cluster cluster;
    private final ServiceAccount dumper;

    /** @param ownNamespace where dumps are made from */
    DatabaseParts(Cluster cluster, String ownNamespace) {
        this.cluster = cluster;
        this.dumper = new ServiceAccount(ownNamespace, RunTasks.DUMPER);
    }

    /** Those that are recognised; without the right to dump them that is said, for their volumes are saved all the same. */
    List<BackupPart> of(String namespace) {
        List<RecognisedServer> servers = DatabasePods.find(cluster.list(Pod.class, namespace));
        boolean allowed = !servers.isEmpty() && cluster.mayRun(dumper, namespace);
        return servers.stream().map(server -> part(server, namespace, allowed)).toList();
    }

    private BackupPart part(RecognisedServer found, String namespace, boolean allowed) {
        String name = id(found).name();
        DatabaseServer server = new DatabaseServer(found.kind(), found.pod(), found.container());
        if (!allowed) {
            return Parts.noDump(
                    name,
                    server,
                    PartPhase.SKIPPED,
                    found.kind().word() + " in pod " + found.pod() + " is not dumped, for ServiceAccount "
                            + dumper.namespace()
                            + "/"
                            + dumper.name() + " may not run commands in namespace " + namespace
                            + ": bind ClusterRole mows-backup-hooks to it there. Its volumes are saved as a power failure"
                            + " would leave them");
        }
        return found.objection()
                .map(why -> Parts.noDump(name, server, PartPhase.FAILED, why))
                .orElseGet(() -> Parts.dump(name, server));
    }

    private static PartId id(RecognisedServer server) {
        return switch (server.kind()) {
            case POSTGRESQL -> PostgreSqlDumps.part(server.name());
            case MARIADB -> MariaDbDumps.part(server.name());
        };
    }
}
