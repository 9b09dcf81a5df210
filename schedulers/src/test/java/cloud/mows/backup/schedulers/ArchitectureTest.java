package cloud.mows.backup.schedulers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The table of ARCHITECTURE.md. */
@AnalyzeClasses(packages = "cloud.mows.backup.schedulers", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String SCHEDULERS = "cloud.mows.backup.schedulers.";

    @ArchTest
    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("answer")
            .definedBy(SCHEDULERS + "answer")
            .layer("controller")
            .definedBy(SCHEDULERS + "controller")
            .layer("metrics")
            .definedBy(SCHEDULERS + "metrics")
            .layer("report")
            .definedBy(SCHEDULERS + "report")
            .layer("points")
            .definedBy(SCHEDULERS + "points")
            .layer("run")
            .definedBy(SCHEDULERS + "run")
            .layer("bundle")
            .definedBy(SCHEDULERS + "bundle")
            .layer("database")
            .definedBy(SCHEDULERS + "database")
            .layer("objects")
            .definedBy(SCHEDULERS + "objects")
            .layer("repository")
            .definedBy(SCHEDULERS + "repository")
            .layer("status")
            .definedBy(SCHEDULERS + "status")
            .layer("retention")
            .definedBy(SCHEDULERS + "retention")
            .layer("coverage")
            .definedBy(SCHEDULERS + "coverage")
            .layer("due")
            .definedBy(SCHEDULERS + "due")
            .layer("annotation")
            .definedBy(SCHEDULERS + "annotation")
            .layer("request")
            .definedBy(SCHEDULERS + "request")
            .layer("policy")
            .definedBy(SCHEDULERS + "policy")
            .layer("schedule")
            .definedBy(SCHEDULERS + "schedule")
            .whereLayer("metrics")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("metrics")
            .whereLayer("retention")
            .mayOnlyBeAccessedByLayers("controller", "metrics")
            .whereLayer("coverage")
            .mayOnlyBeAccessedByLayers("controller", "status", "report", "metrics")
            .whereLayer("due")
            .mayOnlyBeAccessedByLayers("controller", "status", "metrics")
            .whereLayer("annotation")
            .mayOnlyBeAccessedByLayers("answer")
            .whereLayer("request")
            .mayOnlyBeAccessedByLayers("answer")
            .whereLayer("policy")
            .mayOnlyBeAccessedByLayers(
                    "answer", "controller", "status", "retention", "coverage", "due", "request", "metrics")
            .whereLayer("schedule")
            .mayOnlyBeAccessedByLayers(
                    "controller", "status", "policy", "retention", "coverage", "due", "request", "metrics")
            .whereLayer("answer")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("controller")
            .mayOnlyBeAccessedByLayers("answer")
            .whereLayer("bundle")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("database")
            .mayOnlyBeAccessedByLayers("run")
            .whereLayer("objects")
            .mayOnlyBeAccessedByLayers("controller")
            .whereLayer("points")
            .mayOnlyBeAccessedByLayers("controller")
            .whereLayer("run")
            .mayOnlyBeAccessedByLayers("controller")
            .whereLayer("repository")
            .mayOnlyBeAccessedByLayers("controller")
            .whereLayer("status")
            .mayOnlyBeAccessedByLayers("controller")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching(SCHEDULERS + "(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule KNOWS_NOTHING_BESIDE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("cloud.mows.backup.restore..", "cloud.mows.backup.app..");

    @ArchTest
    static final ArchRule DECIDERS_DO_NOT_ACT = noClasses()
            .that()
            .haveSimpleNameEndingWith("Decider")
            .or()
            .haveSimpleNameEndingWith("Resources")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("cloud.mows.backup.cluster.api.Cluster")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.InstantSource")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("KubernetesClient");

    /** Who governs what is decided from documents alone. */
    @ArchTest
    static final ArchRule POLICIES_ARE_PURE = noClasses()
            .that()
            .resideInAnyPackage(
                    SCHEDULERS + "policy", SCHEDULERS + "request", SCHEDULERS + "coverage", SCHEDULERS + "status")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("cloud.mows.backup.cluster.api", "org.quartz..", "io.fabric8.kubernetes.client..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.InstantSource");

    @ArchTest
    static final ArchRule ONLY_RECONCILERS_KNOW_THE_OPERATOR_SDK = noClasses()
            .that()
            .resideOutsideOfPackage(SCHEDULERS + "controller")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.javaoperatorsdk..");

    @ArchTest
    static final ArchRule ONLY_SCHEDULES_KNOW_QUARTZ = noClasses()
            .that()
            .resideOutsideOfPackage(SCHEDULERS + "schedule")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.quartz..");

    @ArchTest
    static final ArchRule ONLY_METRICS_KNOW_MICROMETER = noClasses()
            .that()
            .resideOutsideOfPackage(SCHEDULERS + "metrics")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule NO_QUARKUS =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.quarkus..");

    @ArchTest
    static final ArchRule NOBODY_CALLS_A_CLASS_AN_IMPL =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Common|Manager|Impl|Base)");
}
