package cloud.mows.backup.cluster;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import cloud.mows.backup.crds.policy.ProviderName;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The table of ARCHITECTURE.md. */
@AnalyzeClasses(packages = "cloud.mows.backup.cluster", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String CLUSTER = "cloud.mows.backup.cluster.";

    @ArchTest
    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("mover")
            .definedBy(CLUSTER + "mover")
            .layer("choose")
            .definedBy(CLUSTER + "volume.choose")
            .layer("csi")
            .definedBy(CLUSTER + "volume.csi")
            .layer("live")
            .definedBy(CLUSTER + "volume.live")
            .layer("longhorn")
            .definedBy(CLUSTER + "volume.longhorn")
            .layer("volume")
            .definedBy(CLUSTER + "volume")
            .layer("api")
            .definedBy(CLUSTER + "api")
            .whereLayer("mover")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("choose")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("csi")
            .mayOnlyBeAccessedByLayers("choose")
            .whereLayer("live")
            .mayOnlyBeAccessedByLayers("choose")
            .whereLayer("longhorn")
            .mayOnlyBeAccessedByLayers("choose")
            .whereLayer("volume")
            .mayOnlyBeAccessedByLayers("choose", "csi", "live", "longhorn", "mover")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching(CLUSTER + "(**)").should().beFreeOfCycles();

    /**
     * Movers know repositories; volumes and the API server nothing of what backups, policies and repositories are, but for the
     * names of the ways to read a volume.
     */
    @ArchTest
    static final ArchRule VOLUMES_KNOW_NO_DOCUMENTS = noClasses()
            .that()
            .resideInAnyPackage(CLUSTER + "volume..", CLUSTER + "api")
            .should()
            .dependOnClassesThat(resideInAPackage("cloud.mows.backup.crds..").and(not(type(ProviderName.class))));

    @ArchTest
    static final ArchRule KNOWS_NOTHING_ABOVE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "cloud.mows.backup.core..",
                    "cloud.mows.backup.schedulers..",
                    "cloud.mows.backup.restore..",
                    "cloud.mows.backup.app..",
                    "io.javaoperatorsdk..",
                    "io.quarkus..",
                    "org.quartz..");

    @ArchTest
    static final ArchRule DECIDERS_DO_NOT_ACT = noClasses()
            .that()
            .haveSimpleNameEndingWith("Decider")
            .or()
            .haveSimpleNameEndingWith("Resources")
            .or()
            .haveSimpleNameEndingWith("Job")
            .or()
            .haveSimpleNameEndingWith("Choice")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(CLUSTER + "api.Cluster")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.InstantSource")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("KubernetesClient");

    @ArchTest
    static final ArchRule NOBODY_CALLS_A_CLASS_AN_IMPL =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Common|Manager|Impl|Base)");
}
