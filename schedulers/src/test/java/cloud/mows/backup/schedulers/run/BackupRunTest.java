package cloud.mows.backup.schedulers.run;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.mover.MoverSettings;
import cloud.mows.backup.cluster.volume.ResourceReference;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPart;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.backup.BackupSpec;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.backup.BackupTrigger;
import cloud.mows.backup.crds.backup.DatabaseKind;
import cloud.mows.backup.crds.backup.DatabaseServer;
import cloud.mows.backup.crds.backup.LedgerSummary;
import cloud.mows.backup.crds.backup.MadeResource;
import cloud.mows.backup.crds.backup.PartPhase;
import cloud.mows.backup.crds.backup.PartType;
import cloud.mows.backup.crds.backup.PolicyKind;
import cloud.mows.backup.crds.backup.PolicyReference;
import cloud.mows.backup.crds.backup.RepositorySnapshot;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.policy.ObjectRule;
import cloud.mows.backup.crds.policy.ObjectRuleInForce;
import cloud.mows.backup.crds.policy.ProviderName;
import cloud.mows.backup.crds.policy.RuleAction;
import cloud.mows.backup.crds.repository.Repository;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BackupRunTest {
    private static final String OWN = "mows-backup";
    private static final int STEPS_MAX = 200;

    private final Map<String, ClaimVerdict> verdicts = new HashMap<>();
    private List<Repository> repositories = List.of(repository("offsite"));
    private Function<List<String>, Ending> ending = command -> saved();
    private Optional<String> obstacle = Optional.empty();
    private List<ObjectRuleInForce> objectRules = List.of();
    private Set<String> broken = Set.of();
    private Map<String, String> objections = Map.of();
    private Instant now = Instant.parse("2026-11-26T02:00:00Z");
    private Duration stepTime = Duration.ofSeconds(2);

    private MemoryCluster cluster = new MemoryCluster();
    private Backup backup = backup();
    private final List<Job> jobs = new ArrayList<>();

    /** How a mover ends. */
    private record Ending(int exitCode, String message) {}

    private static Ending saved() {
        return new Ending(
                0,
                "{\"snapshot_id\":\"" + "ab".repeat(32)
                        + "\",\"total_bytes_processed\":100,\"total_files_processed\":3,\"data_added_packed\":40,"
                        + "\"captured\":5,\"excused\":2,\"failed\":0}");
    }

    private static Ending composed(int captured, int excused, int failed) {
        return new Ending(
                0,
                "{\"snapshot_id\":\"" + "ab".repeat(32) + "\",\"captured\":" + captured + ",\"excused\":" + excused
                        + ",\"failed\":" + failed + "}");
    }

    private static Backup backup() {
        return Serialization.unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Backup
                metadata: {name: nightly, namespace: photos, uid: b-1, generation: 1, creationTimestamp: "2026-11-26T01:59:59Z"}
                spec: {policy: {name: photos}}
                """, Backup.class);
    }

    private static Repository repository(String name) {
        return Serialization.unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Repository
                metadata: {name: %s}
                spec: {address: "s3:https://s3.example.org/%s", password: {name: %s, key: password}}
                """.formatted(name, name, name), Repository.class);
    }

    private void claim(String name, String volumeMode) {
        cluster.put(Serialization.unmarshal("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: pv-%s}
                spec: {capacity: {storage: 1Gi}, volumeMode: %s, nfs: {server: nas, path: /%s}}
                """.formatted(name, volumeMode, name), PersistentVolume.class));
        cluster.put(Serialization.unmarshal("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: %s, namespace: photos, uid: u-%s}
                spec: {volumeName: pv-%s}
                """.formatted(name, name, name), PersistentVolumeClaim.class));
    }

    private RunSettings settings() {
        return new RunSettings(
                "c-1",
                repositories.stream().map(each -> each.getMetadata().getName()).toList(),
                repositories.stream()
                        .collect(Collectors.toMap(each -> each.getMetadata().getName(), Function.identity())),
                objections,
                obstacle,
                claim -> verdicts.getOrDefault(claim.getMetadata().getName(), ClaimVerdict.INCLUDED),
                objectRules,
                List.of(),
                Duration.ofSeconds(120),
                Duration.ofHours(1),
                2);
    }

    /** In a process of its own. */
    private BackupRun run() {
        Mover mover = new Mover(cluster, new MoverSettings(OWN, "image"));
        return new BackupRun(
                cluster, Map.of(ProviderName.LIVE, copies, ProviderName.CSI, copies), mover, OWN, () -> now);
    }

    private Copies copies = new Copies(cluster, Set.of());

    /** Everything that is made stands in the status that is stored. */
    private void watch() {
        copies = new Copies(cluster, broken);
        cluster.onCreate(object -> {
            if (object instanceof Job job) {
                jobs.add(job);
            }
            ResourceReference made = ResourceReference.to(object);
            assertThat(backup.getStatus().resources())
                    .contains(new MadeResource(made.apiVersion(), made.kind(), made.namespace(), made.name()));
        });
    }

    private BackupStatus toTheEnd() {
        watch();
        for (int i = 0; i < STEPS_MAX; i++) {
            try {
                backup.setStatus(run().step(backup, settings()));
            } catch (KubernetesClientException e) {
                // Tried again by the next one.
            }
            if (BackupRun.isOver(backup.getStatus() == null ? run().step(backup, settings()) : backup.getStatus())) {
                return backup.getStatus();
            }
            endMovers();
            now = now.plus(stepTime);
        }
        throw new AssertionError("no end after " + STEPS_MAX + " steps: " + backup.getStatus());
    }

    /** What the Job controller and the kubelet would do. */
    private void endMovers() {
        for (Job job : cluster.all(Job.class)) {
            if (job.getStatus() != null) {
                continue;
            }
            Ending end = ending.apply(job.getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .getFirst()
                    .getArgs());
            cluster.put(pod(job, end));
            cluster.put(new JobBuilder(job)
                    .withNewStatus()
                    .addNewCondition()
                    .withType(end.exitCode() == 0 ? "Complete" : "Failed")
                    .withStatus("True")
                    .withLastTransitionTime(now.toString())
                    .endCondition()
                    .endStatus()
                    .build());
        }
        for (Pod pod : cluster.all(Pod.class)) {
            boolean hasJob = cluster.all(Job.class).stream()
                    .anyMatch(job ->
                            job.getMetadata().getName().equals(pod.getMetadata().getName()));
            if (!hasJob) {
                cluster.remove(pod);
            }
        }
    }

    private static Pod pod(Job job, Ending end) {
        Map<String, String> labels = new HashMap<>(job.getMetadata().getLabels());
        labels.put("batch.kubernetes.io/job-name", job.getMetadata().getName());
        return new PodBuilder()
                .withNewMetadata()
                .withName(job.getMetadata().getName())
                .withNamespace(OWN)
                .withLabels(labels)
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewTerminated()
                .withExitCode(end.exitCode())
                .withMessage(end.message())
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private void nothingIsLeft() {
        assertThat(cluster.all(HasMetadata.class))
                .noneMatch(object -> OWN.equals(object.getMetadata().getNamespace()));
    }

    private static BackupPart part(BackupStatus status, String name) {
        return status.parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Condition condition(BackupStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everythingIsSavedAndNothingIsLeft() {
        repositories = List.of(repository("offsite"), repository("usb"));
        claim("album", "Filesystem");
        claim("thumbnails", "Filesystem");
        claim("disk", "Filesystem");
        verdicts.put("thumbnails", new ClaimVerdict.Exclude("BackupPolicy photos", "made again from the originals"));
        BackupStatus end = toTheEnd();

        assertThat(end.phase()).isEqualTo(BackupPhase.SUCCEEDED);
        assertThat(end.ledger()).isEqualTo(new LedgerSummary(5, 2, 0));
        assertThat(end.snapshotTime()).isEqualTo(Copies.MOMENT);
        assertThat(end.requestedTime()).isEqualTo("2026-11-26T01:59:59Z");
        assertThat(end.bytes()).isEqualTo(300);
        assertThat(end.addedBytes()).isEqualTo(240);
        assertThat(part(end, "album").phase()).isEqualTo(PartPhase.SUCCEEDED);
        assertThat(part(end, "album").snapshots()).hasSize(2);
        assertThat(part(end, "photos").snapshots()).hasSize(2);
        assertThat(end.restorePoints())
                .containsExactly(
                        new RepositorySnapshot("offsite", "ab".repeat(32), 120L),
                        new RepositorySnapshot("usb", "ab".repeat(32), 120L));
        assertThat(part(end, "thumbnails").phase()).isEqualTo(PartPhase.SKIPPED);
        assertThat(part(end, "thumbnails").reason())
                .isEqualTo("excluded by BackupPolicy photos: made again from the originals");
        assertThat(condition(end, "Complete").status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(condition(end, "CleanedUp").status()).isEqualTo(ConditionStatus.TRUE);
        nothingIsLeft();
    }

    @Test
    void theLedgerIsToldHowAVolumeWasRead() {
        claim("album", "Filesystem");
        List<String> told = new ArrayList<>();
        ending = command -> {
            command.stream()
                    .filter(argument -> argument.contains("\"type\":\"volume\""))
                    .forEach(told::add);
            return saved();
        };
        toTheEnd();
        assertThat(told)
                .containsExactly(
                        "--part={\"type\":\"volume\",\"name\":\"album\",\"outcome\":\"captured\",\"by\":\"live\","
                                + "\"snapshot\":\"" + "ab".repeat(32) + "\"}");
    }

    private void database() {
        cluster.put(Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: db-0, namespace: photos}
                spec: {containers: [{name: server, image: "postgres:17"}]}
                status: {phase: Running}
                """, Pod.class));
    }

    /** What the containers of all Jobs are told, of the kind that is named. */
    private List<List<String>> told(String container, String word) {
        return jobs.stream()
                .flatMap(job -> job.getSpec().getTemplate().getSpec().getContainers().stream())
                .filter(each -> each.getName().equals(container)
                        && each.getArgs().stream().anyMatch(argument -> argument.contains(word)))
                .map(Container::getArgs)
                .toList();
    }

    @Test
    void rulesAboutObjectsAreThoseOfWhenItWasPlanned() {
        ObjectRuleInForce rule = new ObjectRuleInForce(
                "BackupPolicy photos",
                new ObjectRule(List.of("configmaps"), List.of("cache"), null, RuleAction.EXCLUDE, "made again"));
        objectRules = List.of(rule);
        backup.setStatus(run().step(backup, settings()));
        objectRules = List.of();
        assertThat(toTheEnd().phase()).isEqualTo(BackupPhase.SUCCEEDED);
        assertThat(told("feeder", "objects"))
                .isNotEmpty()
                .allSatisfy(command -> assertThat(command).contains("--rule=" + Serialization.asJson(rule)));
    }

    @Test
    void aDatabaseIsDumpedInItsPodByWhoMayDoNothingElse() {
        database();
        cluster.allowCommands("photos");
        BackupStatus end = toTheEnd();
        assertThat(end.phase()).isEqualTo(BackupPhase.SUCCEEDED);
        assertThat(part(end, "postgresql-db-0"))
                .satisfies(part -> assertThat(part.type()).isEqualTo(PartType.DUMP))
                .satisfies(part -> assertThat(part.server())
                        .isEqualTo(new DatabaseServer(DatabaseKind.POSTGRESQL, "db-0", "server")))
                .satisfies(part -> assertThat(part.phase()).isEqualTo(PartPhase.SUCCEEDED));
        assertThat(told("feeder", "database"))
                .containsExactly(List.of(
                        "mover",
                        "database",
                        "--kind=PostgreSQL",
                        "--namespace=photos",
                        "--pod=db-0",
                        "--container=server",
                        "--to-port=7465"));
        assertThat(told("mover", "--dumps-from-port=7465"))
                .singleElement()
                .satisfies(command -> assertThat(command)
                        .contains(
                                "--stdin-filename=/databases/postgresql-db-0", "--tag=part=database/postgresql-db-0"));
        assertThat(told("mover", "compose"))
                .singleElement()
                .satisfies(command -> assertThat(command)
                        .contains("--part={\"type\":\"database\",\"name\":\"postgresql-db-0\",\"outcome\":\"captured\","
                                + "\"by\":\"pg_dump in pod db-0\",\"snapshot\":\"" + "ab".repeat(32) + "\"}"));
        assertThat(jobs)
                .filteredOn(job -> job.getSpec().getTemplate().getSpec().getContainers().stream()
                        .anyMatch(container -> container.getArgs().contains("--pod=db-0")))
                .extracting(job -> job.getSpec().getTemplate().getSpec().getServiceAccountName())
                .containsExactly("mows-backup-dumper");
        nothingIsLeft();
    }

    @Test
    void aDatabaseThatMayNotBeDumpedIsToldAndItsVolumeSaved() {
        claim("album", "Filesystem");
        database();
        BackupStatus end = toTheEnd();
        assertThat(end.phase()).isEqualTo(BackupPhase.SUCCEEDED);
        assertThat(part(end, "album").phase()).isEqualTo(PartPhase.SUCCEEDED);
        assertThat(part(end, "postgresql-db-0").phase()).isEqualTo(PartPhase.SKIPPED);
        assertThat(part(end, "postgresql-db-0").reason())
                .startsWith("PostgreSQL in pod db-0 is not dumped")
                .contains("ServiceAccount mows-backup/mows-backup-dumper", "bind ClusterRole mows-backup-hooks");
        assertThat(told("feeder", "database")).isEmpty();
        assertThat(told("mover", "compose"))
                .singleElement()
                .satisfies(command -> assertThat(command)
                        .anyMatch(argument -> argument.contains("\"type\":\"database\"")
                                && argument.contains("\"outcome\":\"excused\"")));
    }

    @Test
    void aDatabaseThatCannotBeDumpedMakesTheBackupPartial() {
        database();
        cluster.allowCommands("photos");
        ending = command -> command.contains("--dumps-from-port=7465")
                ? new Ending(3, saved().message().replace("{", "{\"error_count\":1,\"first_error\":\"pg_dump: gone\","))
                : command.contains("compose") ? composed(1, 0, 1) : saved();
        BackupStatus end = toTheEnd();
        assertThat(end.phase()).isEqualTo(BackupPhase.PARTIALLY_FAILED);
        assertThat(part(end, "postgresql-db-0").phase()).isEqualTo(PartPhase.FAILED);
        assertThat(end.message()).contains("dump postgresql-db-0", "1 thing is missing, the first: pg_dump: gone");
    }

    @Test
    void theClusterHasObjectsAndNoVolumes() {
        claim("album", "Filesystem");
        backup.getMetadata().setNamespace(OWN);
        backup.setSpec(new BackupSpec(
                new PolicyReference(PolicyKind.CLUSTER_BACKUP_POLICY, "default"),
                BackupScope.CLUSTER,
                BackupTrigger.MANUAL,
                false));
        List<List<String>> feeders = new ArrayList<>();
        List<String> movers = new ArrayList<>();
        cluster.onCreate(object -> {
            if (object instanceof Job job) {
                movers.add(job.getSpec().getTemplate().getSpec().getContainers().toString());
                job.getSpec().getTemplate().getSpec().getContainers().stream()
                        .filter(container -> container.getName().equals("feeder"))
                        .forEach(container -> feeders.add(container.getArgs()));
            }
        });
        for (int i = 0; i < STEPS_MAX; i++) {
            backup.setStatus(run().step(backup, settings()));
            endMovers();
        }
        BackupStatus end = backup.getStatus();
        assertThat(end.phase()).isEqualTo(BackupPhase.SUCCEEDED);
        assertThat(end.parts()).extracting(BackupPart::name).containsExactly("cluster");
        assertThat(feeders).containsExactly(List.of("mover", "objects", "--backup=b-1", "--cluster", "--to-port=7465"));
        // The archive has both /objects and /bundle.
        assertThat(movers.getFirst()).contains("--stdin-filename=/]");
        nothingIsLeft();
    }

    /** Whoever may make Backups in a namespace of their own must not read the whole cluster by it. */
    @Test
    void theClusterIsBackedUpFromOurNamespaceOnly() {
        backup.setSpec(new BackupSpec(
                new PolicyReference(PolicyKind.CLUSTER_BACKUP_POLICY, "default"),
                BackupScope.CLUSTER,
                BackupTrigger.MANUAL,
                false));
        BackupStatus end = run().step(backup, settings());
        assertThat(end.phase()).isEqualTo(BackupPhase.FAILED);
        assertThat(end.message()).contains("can only be made in namespace mows-backup");
        nothingIsLeft();
    }

    @Test
    void oneVolumeThatCannotBeReadDoesNotStopTheOthers() {
        claim("album", "Filesystem");
        claim("mail", "Filesystem");
        claim("raw", "Block");
        verdicts.put("raw", new ClaimVerdict.Include(Optional.empty(), List.of("*.tmp")));
        broken = Set.of("mail");
        ending = command -> command.contains("compose") ? composed(1, 0, 2) : saved();
        BackupStatus end = toTheEnd();

        assertThat(end.phase()).isEqualTo(BackupPhase.PARTIALLY_FAILED);
        assertThat(end.message()).isEqualTo("something is missing: volume mail: its snapshot was not ready in time");
        assertThat(part(end, "album").phase()).isEqualTo(PartPhase.SUCCEEDED);
        assertThat(part(end, "raw").reason()).startsWith("it is a raw block device, which has no files");
        nothingIsLeft();
    }

    @Test
    void aBlockDeviceIsSavedAsOneFile() {
        claim("raw", "Block");
        List<List<String>> commands = new ArrayList<>();
        List<String> devices = new ArrayList<>();
        ending = command -> {
            commands.add(command);
            cluster.all(Job.class).stream()
                    .flatMap(job -> job.getSpec().getTemplate().getSpec().getContainers().stream())
                    .flatMap(container -> container.getVolumeDevices().stream())
                    .forEach(device -> devices.add(device.getDevicePath()));
            return saved();
        };
        assertThat(toTheEnd().phase()).isEqualTo(BackupPhase.SUCCEEDED);
        assertThat(commands)
                .anySatisfy(command -> assertThat(command)
                        .contains(
                                "--stdin-from-device=/volumes/raw/device.img",
                                "--stdin-filename=/volumes/raw/device.img")
                        .doesNotContain("/volumes/raw"));
        assertThat(devices).contains("/volumes/raw/device.img");
        nothingIsLeft();
    }

    @Test
    void whatIsMissingInARepositoryIsToldWithIt() {
        repositories = List.of(repository("offsite"), repository("usb"));
        claim("album", "Filesystem");
        claim("gone", "Filesystem");
        ending = command -> {
            if (command.contains("compose")) {
                return composed(1, 0, 2);
            }
            return command.getLast().equals("/volumes/gone")
                    ? new Ending(12, "mows-backup: wrong password")
                    : new Ending(
                            command.getLast().equals("/volumes/album") ? 3 : 0,
                            "{\"snapshot_id\":\"" + "cd".repeat(32)
                                    + "\",\"error_count\":2,\"first_error\":\"/volumes/album/a: permission denied\"}");
        };
        BackupStatus end = toTheEnd();

        assertThat(end.phase()).isEqualTo(BackupPhase.PARTIALLY_FAILED);
        assertThat(part(end, "gone").reason())
                .isEqualTo("offsite: mows-backup: wrong password; usb: mows-backup: wrong password");
        assertThat(part(end, "album").reason())
                .isEqualTo("offsite: 2 things are missing, the first: /volumes/album/a: permission denied;"
                        + " usb: 2 things are missing, the first: /volumes/album/a: permission denied");
        assertThat(part(end, "album").snapshots()).hasSize(2);
    }

    @Test
    void withoutALedgerThereIsNoBackup() {
        claim("album", "Filesystem");
        stepTime = Duration.ofMinutes(2);
        ending = command ->
                command.contains("compose") ? new Ending(1, "mows-backup: no space left on the disk") : saved();
        BackupStatus end = toTheEnd();

        assertThat(end.phase()).isEqualTo(BackupPhase.FAILED);
        assertThat(end.message())
                .isEqualTo("no restore point could be made: offsite: mows-backup: no space left on the disk");
        nothingIsLeft();
    }

    @Test
    void aMoverThatSaysNothingHasSavedNothing() {
        ending = command -> new Ending(0, "hello");
        BackupStatus end = toTheEnd();
        assertThat(end.phase()).isEqualTo(BackupPhase.FAILED);
        assertThat(part(end, "photos").reason()).contains("nothing that can be understood: hello");
    }

    @Test
    void waitsForARepositoryAndForItsTurn() {
        watch();
        repositories = List.of();
        backup.setStatus(run().step(backup, settings()));
        assertThat(backup.getStatus().phase()).isEqualTo(BackupPhase.PENDING);
        assertThat(backup.getStatus().message()).isEqualTo("waits: there is no Repository");
        repositories = List.of(repository("offsite"));
        obstacle = Optional.of("2 other backups are running");
        backup.setStatus(run().step(backup, settings()));
        assertThat(backup.getStatus().message()).isEqualTo("waits: 2 other backups are running");
        obstacle = Optional.empty();
        assertThat(toTheEnd().phase()).isEqualTo(BackupPhase.SUCCEEDED);
    }

    @Test
    void aClaimThatWasMadeAnewIsNotTakenForTheOldOne() {
        claim("album", "Filesystem");
        watch();
        backup.setStatus(run().step(backup, settings()));
        PersistentVolumeClaim other = cluster.all(PersistentVolumeClaim.class).getFirst();
        other.getMetadata().setUid("u-other");
        BackupStatus end = toTheEnd();
        assertThat(part(end, "album").reason()).isEqualTo("it was deleted before its snapshot was taken");
        nothingIsLeft();
    }

    @Test
    void whatTakesTooLongIsStopped() {
        claim("album", "Filesystem");
        watch();
        for (int i = 0; i < 5; i++) {
            backup.setStatus(run().step(backup, settings()));
        }
        assertThat(cluster.all(Job.class)).isNotEmpty();
        now = now.plus(Duration.ofHours(2));
        BackupStatus end = toTheEnd();
        assertThat(end.phase()).isEqualTo(BackupPhase.FAILED);
        assertThat(part(end, "album").reason()).isEqualTo("offsite: it took longer than 3600 s: waits for its pod");
        nothingIsLeft();
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            backup.setStatus(run().step(backup, settings()));
            endMovers();
            now = now.plus(stepTime);
        }
    }

    private List<String> jobsRepositories() {
        return cluster.all(Job.class).stream()
                .map(job -> job.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream()
                        .filter(env -> env.getName().equals("MOWS_BACKUP_REPOSITORY"))
                        .findFirst()
                        .orElseThrow()
                        .getValue())
                .distinct()
                .toList();
    }

    /** As one warning about a Job that only looks whether it can be opened makes it. */
    @Test
    void aRepositoryThatIsAwayInTheMiddleIsWaitedFor() {
        repositories = List.of(repository("offsite"), repository("usb"));
        claim("album", "Filesystem");
        watch();
        steps(1);
        objections = Map.of("usb", "Repository usb is not ready");
        steps(20);
        assertThat(backup.getStatus().phase()).isEqualTo(BackupPhase.RUNNING);
        assertThat(backup.getStatus().waitsForRepository()).isTrue();
        assertThat(backup.getStatus().message()).isEqualTo("album into usb: waits: Repository usb is not ready");
        assertThat(jobsRepositories()).containsExactly("s3:https://s3.example.org/offsite");
        assertThat(part(backup.getStatus(), "album").snapshots())
                .extracting(RepositorySnapshot::repository)
                .containsExactly("offsite");
        objections = Map.of();
        BackupStatus end = toTheEnd();
        assertThat(end.phase()).isEqualTo(BackupPhase.SUCCEEDED);
        assertThat(end.waitsForRepository()).isFalse();
        assertThat(part(end, "album").snapshots()).hasSize(2);
        nothingIsLeft();
    }

    @Test
    void aRepositoryThatIsGoneIsToldAndTheOtherHasItsBackup() {
        repositories = List.of(repository("offsite"), repository("usb"));
        claim("album", "Filesystem");
        watch();
        steps(1);
        repositories = List.of(repository("offsite"));
        steps(20);
        assertThat(backup.getStatus().message()).isEqualTo("album into usb: waits: there is no Repository usb");
        now = now.plus(Duration.ofHours(1));
        ending = command -> command.contains("compose") ? composed(1, 0, 2) : saved();
        BackupStatus end = toTheEnd();
        assertThat(end.phase()).isEqualTo(BackupPhase.PARTIALLY_FAILED);
        assertThat(part(end, "album").reason())
                .isEqualTo("usb: it took longer than 3600 s: waits: there is no Repository usb");
        assertThat(part(end, "album").snapshots()).hasSize(1);
        nothingIsLeft();
    }

    /** What the policy says later is for the next run. */
    @Test
    void aRunKeepsToWhatItPromised() {
        claim("album", "Filesystem");
        verdicts.put("album", new ClaimVerdict.Include(Optional.empty(), List.of("/cache", "*.tmp")));
        watch();
        steps(1);
        repositories = List.of(repository("offsite"), repository("usb"));
        verdicts.clear();
        List<List<String>> commands = new ArrayList<>();
        ending = command -> {
            commands.add(command);
            return saved();
        };
        BackupStatus end = toTheEnd();
        assertThat(end.phase()).isEqualTo(BackupPhase.SUCCEEDED);
        assertThat(end.plan().repositories()).containsExactly("offsite");
        assertThat(commands)
                .anySatisfy(command -> assertThat(command)
                        .contains("--exclude=/volumes/album/cache", "--exclude=*.tmp", "/volumes/album"));
        assertThat(part(end, "album").snapshots()).hasSize(1);
    }

    @Test
    void aLedgerThatFailedIsTriedAgainAndNothingIsUploadedTwice() {
        claim("album", "Filesystem");
        stepTime = Duration.ofMinutes(1);
        List<String> uploads = new ArrayList<>();
        AtomicInteger ledgers = new AtomicInteger();
        ending = command -> {
            if (!command.contains("compose")) {
                uploads.add(command.getLast());
                return saved();
            }
            return ledgers.getAndIncrement() < 2 ? new Ending(1, "mows-backup: connection refused") : saved();
        };
        BackupStatus end = toTheEnd();
        assertThat(end.phase()).isEqualTo(BackupPhase.SUCCEEDED);
        assertThat(end.ledgerRetries()).isEqualTo(2);
        assertThat(uploads).containsExactlyInAnyOrder("/volumes/album", "--stdin-filename=/objects");
        nothingIsLeft();
    }

    @Test
    void aMoverThatFailedIsTriedAgainButNotForEver() {
        claim("album", "Filesystem");
        stepTime = Duration.ofMinutes(2);
        AtomicInteger tries = new AtomicInteger();
        ending = command -> {
            if (command.contains("compose")) {
                return composed(1, 0, 1);
            }
            if (command.getLast().equals("/volumes/album")) {
                tries.incrementAndGet();
                return new Ending(1, "mows-backup: connection refused");
            }
            return saved();
        };
        BackupStatus end = toTheEnd();
        assertThat(end.phase()).isEqualTo(BackupPhase.PARTIALLY_FAILED);
        // The fourth pause is longer than the run may take.
        assertThat(tries).hasValue(4);
        assertThat(part(end, "album").retries()).isEqualTo(3);
        assertThat(part(end, "album").reason())
                .startsWith("offsite: it took longer than 3600 s: mows-backup: connection refused; is tried again at ");
        nothingIsLeft();
    }

    @Test
    void aClaimThatIsDeletedDuringTheUploadIsSavedAllTheSame() {
        claim("album", "Filesystem");
        watch();
        for (int i = 0; i < 20 && cluster.all(Job.class).size() < 2; i++) {
            backup.setStatus(run().step(backup, settings()));
        }
        assertThat(cluster.all(Job.class)).hasSize(2);
        cluster.all(PersistentVolumeClaim.class).stream()
                .filter(claim -> claim.getMetadata().getNamespace().equals("photos"))
                .forEach(cluster::remove);
        BackupStatus end = toTheEnd();
        assertThat(end.phase()).isEqualTo(BackupPhase.SUCCEEDED);
        assertThat(part(end, "album").phase()).isEqualTo(PartPhase.SUCCEEDED);
        nothingIsLeft();
    }

    /** After any number of steps. */
    @Test
    void cancelledOrDeletedAtAnyMomentItLeavesNothing() {
        for (boolean deleted : List.of(true, false)) {
            for (int steps = 0; steps < 12; steps++) {
                cluster = new MemoryCluster();
                backup = backup();
                claim("album", "Filesystem");
                watch();
                for (int i = 0; i < steps; i++) {
                    backup.setStatus(run().step(backup, settings()));
                    if (i > 5) {
                        endMovers();
                    }
                }
                abort(deleted);
                nothingIsLeft();
            }
        }
    }

    private void abort(boolean deleted) {
        if (!deleted) {
            backup.setSpec(new cloud.mows.backup.crds.backup.BackupSpec(
                    backup.getSpec().policy(), null, null, true));
        }
        boolean wasOver =
                backup.getStatus() != null && backup.getStatus().phase().isFinal();
        for (int i = 0; i < STEPS_MAX; i++) {
            backup.setStatus(deleted ? run().abandon(backup) : run().step(backup, settings()));
            if (BackupRun.isOver(backup.getStatus())) {
                if (!wasOver) {
                    assertThat(backup.getStatus().phase()).isEqualTo(BackupPhase.CANCELLED);
                }
                return;
            }
            endMovers();
        }
        throw new AssertionError("not over: " + backup.getStatus());
    }

    /** The API server fails at call 1, 2, 3 … n; each time the process is gone, with what it had not stored. */
    @Test
    void anyCallMayFail() {
        boolean more = true;
        int call = 1;
        for (; more; call++) {
            cluster = new MemoryCluster().failing(call);
            backup = backup();
            claim("album", "Filesystem");
            claim("mail", "Filesystem");
            BackupStatus end = toTheEnd();
            assertThat(end.phase()).as("call %d failed", call).isEqualTo(BackupPhase.SUCCEEDED);
            nothingIsLeft();
            more = cluster.hasFailed();
        }
        assertThat(call).isGreaterThan(50);
    }

    /** Every step is done twice, because its status got lost the first time. */
    @Test
    void aStepWhoseStatusGotLostIsDoneAgain() {
        claim("album", "Filesystem");
        watch();
        for (int i = 0; i < STEPS_MAX; i++) {
            run().step(backup, settings());
            backup.setStatus(run().step(backup, settings()));
            if (BackupRun.isOver(backup.getStatus())) {
                break;
            }
            endMovers();
        }
        assertThat(backup.getStatus().phase()).isEqualTo(BackupPhase.SUCCEEDED);
        nothingIsLeft();
    }
}
