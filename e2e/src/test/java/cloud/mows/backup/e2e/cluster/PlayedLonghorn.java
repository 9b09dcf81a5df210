package cloud.mows.backup.e2e.cluster;

import cloud.mows.backup.e2e.Finished;
import cloud.mows.backup.e2e.Machine;
import cloud.mows.backup.e2e.Program;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A fake of Longhorn 1.12: its engine needs iSCSI and a kernel with it, which machines that run tests do not have. It moves the states
 * of Volumes and Snapshots in the real API server as recorded conversations with a real one show: nothing is there at once, a clone
 * is copied before it is complete, the newest snapshot of a volume is only marked as removed, and goes after the next. What Longhorn
 * would refuse fails the test. The content of volumes lies in btrfs subvolumes, which a CSI driver of Longhorn's name mounts
 * ("longhorn-csi" of e2e/cluster). Not played: replicas, attaching, the default group of recurring jobs.
 */
final class PlayedLonghorn {
    static final String NAMESPACE = "mows-core-storage-longhorn";
    /** Of the class whose claims are served by {@link #serve}. */
    static final String STORAGE_CLASS = "longhorn";
    /** Between the names of a volume and of a snapshot of it. */
    static final String AT = "@";

    private static final Path DEFINITIONS = Machine.root().resolve("cluster/src/main/longhorn");
    private static final String VOLUMES = "volumes.longhorn.io";
    private static final String SNAPSHOTS = "snapshots.longhorn.io";
    private static final long PAUSE_MILLIS = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestCluster cluster;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<String> served = new ArrayList<>();
    private Future<?> playing = thread.submit(() -> {});
    private volatile boolean isPlaying = true;

    private PlayedLonghorn(TestCluster cluster) {
        this.cluster = cluster;
    }

    static PlayedLonghorn start(TestCluster cluster) throws IOException, InterruptedException {
        cluster.kubectl().succeed("apply", "--server-side", "--filename", DEFINITIONS.toString());
        cluster.kubectl()
                .succeed("wait", "--for=condition=Established", "--timeout=60s", "--filename", DEFINITIONS.toString());
        cluster.applyText(TestCluster.resource("longhorn.yaml"));
        cluster.start("longhorn-csi");
        PlayedLonghorn longhorn = new PlayedLonghorn(cluster);
        longhorn.playing = longhorn.thread.submit(longhorn::play);
        return longhorn;
    }

    /** Documents of an app whose claims want a volume of its. */
    static String fromLonghorn(String documents) {
        String claim = "spec: {accessModes:";
        if (!documents.contains(claim)) {
            throw new AssertionError("no claim in " + documents);
        }
        return documents.replace(claim, "spec: {storageClassName: " + STORAGE_CLASS + ", accessModes:");
    }

    /** Where the files of a volume lie. */
    Path content(String volume) {
        return cluster.longhornVolumes().resolve(volume);
    }

    /**
     * Makes a volume for a claim of {@link #STORAGE_CLASS}.
     *
     * @return its name
     */
    String serve(String namespace, String claim) throws IOException, InterruptedException {
        JsonNode wanted = object("persistentvolumeclaims", namespace, claim);
        String name = "pvc-" + wanted.at("/metadata/uid").asText();
        served.add(name);
        btrfs("create", content(name).toString());
        cluster.inside("chmod").succeed("777", content(name).toString());
        cluster.applyText("""
                apiVersion: longhorn.io/v1beta2
                kind: Volume
                metadata: {name: %1$s, namespace: %2$s, finalizers: [longhorn.io], labels: {longhornvolume: %1$s}}
                spec: {size: "1073741824", frontend: blockdev, accessMode: rwo, dataEngine: v1, dataSource: "", encrypted: false,
                       numberOfReplicas: 3, dataLocality: disabled, staleReplicaTimeout: 30, snapshotMaxCount: 250, Standby: false}
                ---
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: %1$s, annotations: {pv.kubernetes.io/provisioned-by: driver.longhorn.io}}
                spec:
                  capacity: {storage: 1Gi}
                  accessModes: [ReadWriteOnce]
                  persistentVolumeReclaimPolicy: Delete
                  storageClassName: %3$s
                  claimRef: {apiVersion: v1, kind: PersistentVolumeClaim, namespace: %4$s, name: %5$s}
                  csi: {driver: driver.longhorn.io, volumeHandle: %1$s, fsType: ext4}
                """.formatted(name, NAMESPACE, STORAGE_CLASS, namespace, claim));
        say(VOLUMES, name, """
                {"state": "attached", "robustness": "healthy", "currentImage": "longhornio/longhorn-engine:v1.12.1",
                 "restoreRequired": false, "cloneStatus": {"state": "", "attemptCount": 0}}""");
        return name;
    }

    /** The names of all Volumes, sorted. */
    List<String> volumes() throws InterruptedException {
        return namesOfVolumes().succeed().output().lines().toList();
    }

    private Program namesOfVolumes() {
        return cluster.kubectl(NAMESPACE)
                .and("get", VOLUMES, "--output", "jsonpath={range .items[*]}{.metadata.name}{\"\\n\"}{end}");
    }

    /** Waits until those of claims alone are left: what was told to go goes in its own time. */
    void untilOnlyVolumesOfClaimsAreLeft(int count) throws InterruptedException {
        OurController.until(
                cluster,
                "Longhorn has " + count + " volumes, all of them of claims",
                namesOfVolumes(),
                names -> names.lines().count() == count && names.lines().allMatch(name -> name.startsWith("pvc-")));
    }

    /**
     * Waits until of each volume only the newest snapshot is left, which is marked as removed.
     *
     * @return their names, by volume
     */
    Map<String, String> untilOnlyNewestSnapshotsAreLeft() throws InterruptedException {
        List<String> volumes = volumes();
        String printed = OurController.until(
                cluster,
                "Longhorn has one snapshot of each volume, which is marked as removed",
                cluster.kubectl(NAMESPACE)
                        .and(
                                "get",
                                SNAPSHOTS,
                                "--output",
                                "jsonpath={range .items[*]}{.spec.volume} {.metadata.name} {.status.markRemoved}{\"\\n\"}{end}"),
                all -> all.lines().allMatch(line -> line.endsWith(" true"))
                        && all.lines()
                                .map(line -> line.split(" ")[0])
                                .sorted()
                                .toList()
                                .equals(volumes));
        return printed.lines()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> words[0], words -> words[1]));
    }

    private Void play() throws IOException, InterruptedException {
        while (isPlaying) {
            List<JsonNode> snapshots = all(SNAPSHOTS);
            for (JsonNode snapshot : snapshots) {
                playSnapshot(snapshot, snapshots);
            }
            for (JsonNode volume : all(VOLUMES)) {
                playVolume(volume);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return null;
    }

    private List<JsonNode> all(String kind) throws IOException, InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        JSON.readTree(cluster.kubectl(NAMESPACE)
                        .succeed("get", kind, "--output=json")
                        .output())
                .at("/items")
                .forEach(all::add);
        return all;
    }

    private JsonNode object(String kind, String namespace, String name) throws IOException, InterruptedException {
        return JSON.readTree(cluster.kubectl(namespace)
                .succeed("get", kind, name, "--output=json")
                .output());
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    private static boolean isDeleted(JsonNode object) {
        return object.at("/metadata").has("deletionTimestamp");
    }

    /** What was not seen before: nothing of Longhorn's goes before Longhorn has let it go. */
    private boolean isNew(JsonNode object) {
        return object.at("/metadata/finalizers").isMissingNode();
    }

    private void adopt(String kind, JsonNode object, String volume, String owner) throws InterruptedException {
        change(kind, name(object), """
                {"metadata": {"finalizers": ["longhorn.io"], "labels": {"longhornvolume": "%s"}%s}}""".formatted(volume, owner));
    }

    private void playSnapshot(JsonNode snapshot, List<JsonNode> all) throws IOException, InterruptedException {
        String name = name(snapshot);
        String volume = snapshot.at("/spec/volume").asText();
        if (isNew(snapshot)) {
            if (!isDeleted(snapshot)) {
                String uid =
                        object(VOLUMES, NAMESPACE, volume).at("/metadata/uid").asText();
                adopt(SNAPSHOTS, snapshot, volume, """
                        , "ownerReferences": [{"apiVersion": "longhorn.io/v1beta2", "kind": "Volume", "name": "%s", "uid": "%s"}]""".formatted(volume, uid));
            }
        } else if (isDeleted(snapshot)) {
            remove(snapshot, all);
        } else if (snapshot.at("/status/requestedTime").isMissingNode()) {
            say(SNAPSHOTS, name, """
                    {"readyToUse": false, "creationTime": "", "requestedTime": "%s", "restoreSize": 0, "markRemoved": false,
                     "error": "engine %s-e-0 is not running. Waiting for the volume to be attached"}""".formatted(now(), volume));
        } else if (!snapshot.at("/status/readyToUse").asBoolean()) {
            btrfs(
                    "snapshot",
                    "-r",
                    content(volume).toString(),
                    content(volume + AT + name).toString());
            say(SNAPSHOTS, name, """
                    {"readyToUse": true, "creationTime": "%s", "restoreSize": 1073741824, "error": ""}""".formatted(now()));
        }
    }

    /** Between the newest snapshot and what is written now nothing can be merged, so that one stays. */
    private void remove(JsonNode snapshot, List<JsonNode> all) throws InterruptedException {
        String volume = snapshot.at("/spec/volume").asText();
        boolean isNewest = volumes().contains(volume)
                && all.stream()
                        .filter(other -> other.at("/spec/volume").asText().equals(volume))
                        .noneMatch(other -> taken(other).compareTo(taken(snapshot)) > 0);
        if (!isNewest) {
            String content = content(volume + AT + name(snapshot)).toString();
            if (cluster.inside("test", "-e", content).run().exitCode() == 0) {
                btrfs("delete", content);
            }
            letGo(SNAPSHOTS, name(snapshot));
        } else if (!snapshot.at("/status/markRemoved").asBoolean()) {
            say(SNAPSHOTS, name(snapshot), "{\"markRemoved\": true, \"readyToUse\": false}");
        }
    }

    private static String taken(JsonNode snapshot) {
        return snapshot.at("/status/creationTime").asText();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void playVolume(JsonNode volume) throws IOException, InterruptedException {
        String name = name(volume);
        if (isNew(volume)) {
            if (!isDeleted(volume)) {
                adopt(VOLUMES, volume, name, "");
            }
            return;
        }
        if (isDeleted(volume)) {
            if (cluster.inside("test", "-e", content(name).toString()).run().exitCode() == 0) {
                btrfs("delete", content(name).toString());
            }
            letGo(VOLUMES, name);
            return;
        }
        if (!volume.at("/spec/dataSource").asText().isEmpty()) {
            playClone(volume);
        }
    }

    private void playClone(JsonNode clone) throws IOException, InterruptedException {
        String name = name(clone);
        String[] source = clone.at("/spec/dataSource")
                .asText()
                .replaceFirst("^snap://", "")
                .split("/");
        switch (clone.at("/status/cloneStatus/state").asText()) {
            case "" -> {
                checkRequest(clone, source[0], source[1]);
                say(VOLUMES, name, """
                        {"state": "attaching", "robustness": "unknown", "restoreRequired": false,
                         "cloneStatus": {"state": "initiated", "attemptCount": 1, "sourceVolume": "%s", "snapshot": "%s"}}""".formatted(source[0], source[1]));
            }
            case "initiated" -> {
                btrfs(
                        "snapshot",
                        content(source[0] + AT + source[1]).toString(),
                        content(name).toString());
                say(VOLUMES, name, """
                        {"state": "attached", "robustness": "degraded", "cloneStatus": {"state": "copy-completed-awaiting-healthy"}}""");
            }
            case "copy-completed-awaiting-healthy" -> say(VOLUMES, name, """
                    {"state": "detached", "robustness": "unknown", "cloneStatus": {"state": "completed"}}""");
            default -> {}
        }
    }

    /** As its webhook does. */
    private void checkRequest(JsonNode clone, String volume, String snapshot) throws IOException, InterruptedException {
        JsonNode original = object(VOLUMES, NAMESPACE, volume);
        for (String same : List.of("/spec/size", "/spec/dataEngine", "/spec/encrypted")) {
            if (!Objects.equals(clone.at(same), original.at(same))) {
                throw new AssertionError("Longhorn would refuse this clone of " + original + ": " + clone);
            }
        }
        JsonNode from = object(SNAPSHOTS, NAMESPACE, snapshot);
        if (!from.at("/spec/volume").asText().equals(volume)
                || !from.at("/status/readyToUse").asBoolean()) {
            throw new AssertionError("Longhorn would refuse a clone of this: " + from);
        }
        if (name(clone).length() > 40) {
            throw new AssertionError("Longhorn would give another name to " + name(clone));
        }
    }

    private void btrfs(String... subvolume) throws InterruptedException {
        cluster.inside("btrfs", "-q", "subvolume").succeed(subvolume);
    }

    private void letGo(String kind, String name) throws InterruptedException {
        change(kind, name, "{\"metadata\": {\"finalizers\": null}}");
    }

    private void say(String kind, String name, String status) throws InterruptedException {
        change(kind, name, "{\"status\": " + status + "}", "--subresource=status");
    }

    /** What has gone meanwhile needs no change. */
    private void change(String kind, String name, String patch, String... more) throws InterruptedException {
        Finished changed = cluster.kubectl(NAMESPACE)
                .and("patch", kind, name, "--type=merge", "--patch=" + patch)
                .run(more);
        if (!changed.errors().contains("(NotFound)")) {
            changed.exits(0);
        }
    }

    /** Removes all that there is of it, and fails if something went wrong. */
    void end() throws Exception {
        try {
            for (String name : served) {
                cluster.kubectl().succeed("delete", "persistentvolume", name, "--timeout=60s");
            }
            cluster.kubectl(NAMESPACE).succeed("delete", VOLUMES + "," + SNAPSHOTS, "--all", "--timeout=60s");
        } finally {
            isPlaying = false;
            thread.shutdown();
            playing.get(1, TimeUnit.MINUTES);
            cluster.stop("longhorn-csi");
            cluster.kubectl().succeed("delete", "namespace", NAMESPACE, "--timeout=60s");
            cluster.kubectl()
                    .succeed(
                            "delete",
                            "storageclass,csidriver",
                            STORAGE_CLASS,
                            "driver.longhorn.io",
                            "--ignore-not-found");
            cluster.kubectl().succeed("delete", "--timeout=60s", "--filename", DEFINITIONS.toString());
        }
    }
}
