package cloud.mows.backup.schedulers.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.volume.ClaimReference;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.PartPhase;
import cloud.mows.backup.crds.backup.PartType;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.schedulers.FinishedBackup;
import cloud.mows.backup.schedulers.coverage.Covered.Kind;
import cloud.mows.backup.schedulers.policy.World;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class CoverageTest {
    private static final Instant LAST_NIGHT = Instant.parse("2026-11-26T03:30:00Z");

    private final World world = new World().namespace("notes").repository("offsite");
    private final List<PersistentVolumeClaim> claims = new ArrayList<>();
    private final List<Backup> backups = new ArrayList<>();

    private static PersistentVolumeClaim claim(String namespace, String name) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withUid("uid-" + name)
                .endMetadata()
                .build();
    }

    private Coverage decide() {
        return CoverageDecider.decide(world.decide(), claims, backups, World.NOW);
    }

    private Covered notes() {
        return decide().namespaces().get("notes");
    }

    private Covered files() {
        return decide().claims().get(new ClaimReference("notes", "files", "uid-files"));
    }

    @Test
    void whatTheNewestBackupHoldsIsProtected() {
        claims.add(claim("notes", "files"));
        backups.add(FinishedBackup.of("notes", LAST_NIGHT)
                .objects("offsite")
                .volume("files", "offsite")
                .build());
        assertThat(files()).isEqualTo(new Covered.Protected(LAST_NIGHT));
        assertThat(notes()).isEqualTo(new Covered.Protected(LAST_NIGHT));
        assertThat(decide().verdict().status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(decide().verdict().message())
                .isEqualTo(
                        "All namespaces and volumes are protected or left out on purpose: 1 namespaces and 1 volumes are protected.");
    }

    @Test
    void aPolicyAloneProtectsNothing() {
        claims.add(claim("notes", "files"));
        assertThat(notes()).isEqualTo(new Covered.Not("no backup of it has ended yet"));
        assertThat(files()).isEqualTo(new Covered.Not("no backup of it has ended yet"));
        assertThat(decide().verdict().message())
                .isEqualTo(
                        "2 of 2 namespaces and volumes are not protected: claim notes/files (no backup of it has ended yet),"
                                + " namespace notes (no backup of it has ended yet).");
    }

    @Test
    void whyThereIsNothing() {
        World none = new World().namespace("notes");
        assertThat(CoverageDecider.decide(none.decide(), claims, backups, World.NOW)
                        .namespaces()
                        .get("notes"))
                .isEqualTo(new Covered.Not("there is no Repository"));
        World broken = new World().namespace("notes").repository("offsite", "", "False");
        assertThat(CoverageDecider.decide(broken.decide(), claims, backups, World.NOW)
                        .namespaces()
                        .get("notes"))
                .isEqualTo(new Covered.Not("Repository offsite is not ready"));
        world.cluster("{suspend: true}");
        assertThat(notes()).isEqualTo(new Covered.Not("ClusterBackupPolicy default is suspended"));
    }

    @Test
    void whatIsOnlyInOneOfTwoRepositoriesIsPartly() {
        world.repository("usb-disk");
        claims.add(claim("notes", "files"));
        backups.add(FinishedBackup.of("notes", LAST_NIGHT)
                .objects("offsite", "usb-disk")
                .volume("files", "offsite")
                .phase(BackupPhase.PARTIALLY_FAILED)
                .build());
        assertThat(decide().namespaceCounts()).containsEntry(Kind.PARTLY, 1L);
    }

    @Test
    void aRunWithoutALedgerIsNoBackup() {
        backups.add(FinishedBackup.of("notes", LAST_NIGHT)
                .objects("offsite")
                .phase(BackupPhase.CANCELLED)
                .build());
        assertThat(notes().kind()).isEqualTo(Kind.NOT);
    }

    @Test
    void whatIsReadInPlaceIsPartly() {
        claims.add(claim("notes", "files"));
        backups.add(FinishedBackup.of("notes", LAST_NIGHT)
                .objects("offsite")
                .part(PartType.VOLUME, "files", PartPhase.SUCCEEDED, "read while in use", "offsite")
                .build());
        assertThat(files()).isEqualTo(new Covered.Partly("read while in use"));
        assertThat(notes()).isEqualTo(new Covered.Partly("volume files: read while in use"));
    }

    @Test
    void afterTwoMissedStartsItIsPartly() {
        Instant old = LAST_NIGHT.minus(Duration.ofDays(2));
        backups.add(FinishedBackup.of("notes", old).objects("offsite").build());
        assertThat(notes())
                .isEqualTo(new Covered.Partly(
                        "its objects: the newest backup is of " + old + ", and two should have come since"));
        backups.add(FinishedBackup.of("notes", LAST_NIGHT.minus(Duration.ofDays(1)))
                .objects("offsite")
                .build());
        assertThat(notes().kind()).isEqualTo(Kind.PROTECTED);
    }

    @Test
    void whatTheNewestBackupLacksIsPartly() {
        claims.add(claim("notes", "files"));
        Instant before = LAST_NIGHT.minus(Duration.ofDays(1));
        backups.add(FinishedBackup.of("notes", before)
                .objects("offsite")
                .volume("files", "offsite")
                .build());
        backups.add(FinishedBackup.of("notes", LAST_NIGHT)
                .objects("offsite")
                .part(PartType.VOLUME, "files", PartPhase.SKIPPED, "its snapshot never came")
                .build());
        assertThat(files())
                .isEqualTo(new Covered.Partly(
                        "the newest backup lacks it: its snapshot never came; there is one of " + before));
    }

    @Test
    void aNewClaimOfAnOldNameIsNotTheOldOne() {
        PersistentVolumeClaim anew = claim("notes", "files");
        anew.getMetadata().setUid("another");
        claims.add(anew);
        backups.add(FinishedBackup.of("notes", LAST_NIGHT)
                .objects("offsite")
                .volume("files", "offsite")
                .build());
        assertThat(decide().claims().get(ClaimReference.to(anew)).kind()).isEqualTo(Kind.NOT);
        assertThat(notes()).isEqualTo(new Covered.Partly("volume files: no backup of it has ended yet"));
    }

    @Test
    void whatIsLeftOutSaysByWhomAndWhy() {
        world.cluster("{volumes: [{names: ['*-cache'], action: Exclude, reason: caches}],"
                + " namespaces: [{names: [ci], action: Exclude, reason: made again}]}");
        world.namespace("ci");
        claims.add(claim("notes", "web-cache"));
        claims.add(claim("ci", "files"));
        backups.add(FinishedBackup.of("notes", LAST_NIGHT).objects("offsite").build());
        Coverage coverage = decide();
        Covered ci = new Covered.Excluded("ClusterBackupPolicy default", "made again");
        assertThat(coverage.claims().get(new ClaimReference("notes", "web-cache", "uid-web-cache")))
                .isEqualTo(new Covered.Excluded("ClusterBackupPolicy default", "caches"));
        assertThat(coverage.claims().get(new ClaimReference("ci", "files", "uid-files")))
                .isEqualTo(ci);
        assertThat(coverage.namespaces().get("ci")).isEqualTo(ci);
        assertThat(coverage.namespaces().get("notes").kind()).isEqualTo(Kind.PROTECTED);
        assertThat(coverage.verdict().holds()).isTrue();
        world.policy("ci", "ci", "{}");
        assertThat(decide().namespaces().get("ci"))
                .isEqualTo(
                        new Covered.Requested(
                                "BackupPolicy ci",
                                "no BackupGrant names namespace ci. Until that is put right, the ClusterBackupPolicy governs."));
        assertThat(decide().verdict().holds()).isFalse();
    }

    @Test
    void theWholeClustersObjectsAreNotThoseOfANamespace() {
        backups.add(FinishedBackup.of("notes", LAST_NIGHT)
                .objects("offsite")
                .wholeCluster()
                .build());
        assertThat(notes().kind()).isEqualTo(Kind.NOT);
    }

    @Test
    void everythingHasExactlyOneAnswerAndProtectedMeansThatThereIsABackup() {
        long seed = System.nanoTime();
        System.out.println("CoverageTest seed=" + seed);
        Random random = new Random(seed);
        int safe = 0;
        for (int round = 0; round < 300; round++) {
            World any = new World().repository("offsite");
            if (random.nextBoolean()) {
                any.cluster(
                        "{namespaces: [{names: ['b*'], action: Exclude, reason: r}], volumes: [{names: [v1], action: Exclude,"
                                + " reason: r}], suspend: " + random.nextBoolean() + "}");
            }
            List<String> names = List.of("a", "b", "c");
            names.forEach(any::namespace);
            if (random.nextBoolean()) {
                any.policy(names.get(random.nextInt(3)), "p", "{}");
            }
            List<PersistentVolumeClaim> someClaims = new ArrayList<>();
            List<Backup> someBackups = new ArrayList<>();
            for (String name : List.of("a", "b", "c", "unseen")) {
                for (int i = random.nextInt(4); i > 0; i--) {
                    someClaims.add(claim(name, "v" + i));
                }
                for (int i = random.nextInt(3); i > 0; i--) {
                    FinishedBackup backup =
                            FinishedBackup.of(name, World.NOW.minus(Duration.ofHours(random.nextInt(50))));
                    if (random.nextBoolean()) {
                        backup.objects("offsite");
                    }
                    if (random.nextBoolean()) {
                        backup.volume("v" + (1 + random.nextInt(3)), "offsite");
                    }
                    someBackups.add(backup.phase(random.nextInt(4) == 0 ? BackupPhase.RUNNING : BackupPhase.SUCCEEDED)
                            .build());
                }
            }
            Coverage coverage = CoverageDecider.decide(any.decide(), someClaims, someBackups, World.NOW);
            assertThat(coverage.namespaces())
                    .as("seed=%d round=%d", seed, round)
                    .containsOnlyKeys(names);
            assertThat(coverage.claims().keySet())
                    .as("seed=%d round=%d", seed, round)
                    .isEqualTo(someClaims.stream().map(ClaimReference::to).collect(Collectors.toSet()));
            assertThat(coverage.claimCounts().values().stream()
                            .mapToLong(n -> n)
                            .sum())
                    .isEqualTo(someClaims.size());
            for (var each : coverage.claims().entrySet()) {
                if (each.getValue() instanceof Covered.Protected(Instant moment)) {
                    safe++;
                    assertThat(someBackups)
                            .as("seed=%d round=%d: %s", seed, round, each)
                            .anySatisfy(backup -> {
                                assertThat(backup.getMetadata().getNamespace())
                                        .isEqualTo(each.getKey().namespace());
                                assertThat(backup.getStatus().phase()).isEqualTo(BackupPhase.SUCCEEDED);
                                assertThat(backup.getStatus().snapshotTime()).isEqualTo(moment);
                                assertThat(backup.getStatus().parts())
                                        .anyMatch(part ->
                                                part.name().equals(each.getKey().name()));
                            });
                }
            }
            Set<String> whole = coverage.namespaces().entrySet().stream()
                    .filter(each -> each.getValue() instanceof Covered.Protected)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            coverage.claims().forEach((claim, covered) -> {
                if (whole.contains(claim.namespace())) {
                    assertThat(covered).isInstanceOfAny(Covered.Protected.class, Covered.Excluded.class);
                }
            });
        }
        assertThat(safe).isGreaterThan(20);
    }
}
