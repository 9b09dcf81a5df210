package cloud.mows.backup.restore.run;

import cloud.mows.backup.cluster.api.Owner;
import cloud.mows.backup.cluster.api.ShortHash;
import cloud.mows.backup.cluster.mover.MoverTask;
import cloud.mows.backup.cluster.mover.RepositoryAccess;
import cloud.mows.backup.cluster.mover.RestoreTask;
import cloud.mows.backup.cluster.volume.VolumeMode;
import cloud.mows.backup.core.layout.PartId;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.restore.Existing;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestoreSource;
import cloud.mows.backup.crds.restore.RestoreSpec;
import cloud.mows.backup.crds.restore.StoppedWorkload;
import cloud.mows.backup.restore.plan.VolumeStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What movers are told to do for a restore. */
final class RestoreTasks {
    /** May make every object of the cluster, and change none. */
    private static final String RESTORER = "mows-backup-restorer";

    /** May change every object of the cluster too. */
    private static final String REPLACER = "mows-backup-replacer";

    private static final String FOLDER = "/restored";
    private static final Duration DEADLINE = Duration.ofDays(3);
    private static final String PATIENCE = "--retry-lock=1h";

    private final Restore restore;
    private final RestoreSource source;
    private final Repository repository;

    RestoreTasks(Restore restore, RestoreSource source, Repository repository) {
        this.restore = restore;
        this.source = source;
        this.repository = repository;
    }

    /** Of the ConfigMap with the plan and the report; another one for another Restore of the same name. */
    static String configMap(Restore restore) {
        return "restore-" + ShortHash.of(restore.getMetadata().getUid());
    }

    RestoreTask plan() {
        return objects("plan", List.of("--plan"));
    }

    /**
     * @param volumes names of PersistentVolumes by claim
     * @param stopped which are scaled to zero now
     */
    RestoreTask apply(Map<String, String> volumes, List<StoppedWorkload> stopped) {
        List<String> options = new ArrayList<>();
        stopped.forEach(each -> options.add("--stopped=" + each.kind() + "/" + each.name() + "=" + each.replicas()));
        new TreeMap<>(volumes).forEach((claim, volume) -> options.add("--volume=" + claim + "=" + volume));
        return objects("objects", options);
    }

    private RestoreTask objects(String what, List<String> options) {
        List<String> extract = new ArrayList<>(List.of("restore", source.snapshot()));
        extract.addAll(List.of(
                "--target=" + FOLDER,
                "--include=" + PartId.OBJECTS.path(),
                "--include=" + PartId.LEDGER.path(),
                PATIENCE));
        List<String> andThen = new ArrayList<>(List.of("mover", "restore-objects"));
        andThen.add("--app=" + restore.getSpec().app());
        RestoreSpec spec = restore.getSpec();
        if (!spec.target().equals(spec.app())) {
            andThen.add("--to=" + spec.target());
        }
        spec.storageClasses().forEach(each -> andThen.add("--storage-class=" + each.from() + "=" + each.to()));
        spec.only().forEach(each -> andThen.add("--only=" + each));
        andThen.add("--from=" + FOLDER);
        andThen.add("--restore=" + restore.getMetadata().getName());
        andThen.add("--restore-uid=" + restore.getMetadata().getUid());
        andThen.add("--namespace=" + restore.getMetadata().getNamespace());
        andThen.add("--config-map=" + configMap(restore));
        if (replaces()) {
            andThen.add("--replace");
        }
        if (restore.getSpec().deleteFiles()) {
            andThen.add("--delete-files");
        }
        andThen.addAll(options);
        return new RestoreTask.IntoCluster(
                identity(what),
                extract,
                access(),
                DEADLINE.toSeconds(),
                Owner.of(restore),
                FOLDER,
                replaces() ? REPLACER : RESTORER,
                andThen);
    }

    private boolean replaces() {
        return restore.getSpec().existing() == Existing.REPLACE;
    }

    /**
     * Fills a volume, or overwrites what differs of one.
     *
     * @param ownClaim in our namespace
     */
    RestoreTask.IntoVolume volume(VolumeStep step, String ownClaim) {
        String claim = step.claim();
        if (step.block()) {
            String device = PartId.volume(claim).path() + "/" + PartId.DEVICE;
            return volume(
                    claim,
                    List.of("dump", source.snapshot(), device, "--target=" + device, PATIENCE),
                    ownClaim,
                    VolumeMode.BLOCK,
                    device);
        }
        // From the folder above, so that the root of the volume gets its owner and permissions as well.
        String path = PartId.volume(claim).path().toString();
        String above = path.substring(0, path.lastIndexOf('/'));
        List<String> command = new ArrayList<>(List.of(
                "restore", source.snapshot() + ":" + above, "--target=" + above, "--sparse", "--verify", PATIENCE));
        if (step.paths().isEmpty()) {
            command.add("--include=/" + claim);
        }
        step.paths().forEach(each -> command.add("--include=/" + claim + "/" + literally(each)));
        command.add(restore.getSpec().deleteFiles() ? "--delete" : "--delete-in-databases");
        return volume(claim, command, ownClaim, VolumeMode.FILESYSTEM, path);
    }

    /** So that a pattern matches this name and no other. */
    private static String literally(String path) {
        return path.replaceAll("[\\\\*?\\[]", "\\\\$0");
    }

    private RestoreTask.IntoVolume volume(
            String claim, List<String> command, String ownClaim, VolumeMode mode, String path) {
        return new RestoreTask.IntoVolume(
                identity("volume/" + claim),
                command,
                access(),
                DEADLINE.toSeconds(),
                Owner.of(restore),
                ownClaim,
                mode,
                path);
    }

    private MoverTask.Identity identity(String what) {
        return new MoverTask.Identity(restore.getMetadata().getUid(), what);
    }

    private RepositoryAccess access() {
        return RepositoryAccess.to(repository, 1);
    }
}
