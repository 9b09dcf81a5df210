package cloud.mows.backup.dashboards;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The table of ARCHITECTURE.md: a package imports only what stands below it there. */
@AnalyzeClasses(packages = "cloud.mows.backup.dashboards", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String DASHBOARDS = "cloud.mows.backup.dashboards.";

    @ArchTest
    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("today")
            .definedBy(DASHBOARDS + "today")
            .layer("setup")
            .definedBy(DASHBOARDS + "setup")
            .layer("plan")
            .definedBy(DASHBOARDS + "plan")
            .layer("upkeep")
            .definedBy(DASHBOARDS + "upkeep")
            .layer("app")
            .definedBy(DASHBOARDS + "app")
            .layer("point")
            .definedBy(DASHBOARDS + "point")
            .layer("run")
            .definedBy(DASHBOARDS + "run")
            .layer("database")
            .definedBy(DASHBOARDS + "database")
            .layer("store")
            .definedBy(DASHBOARDS + "store")
            .layer("access")
            .definedBy(DASHBOARDS + "access")
            .layer("cluster")
            .definedBy(DASHBOARDS + "cluster")
            .layer("platform")
            .definedBy(DASHBOARDS + "platform")
            .layer("base")
            .definedBy(DASHBOARDS + "host", DASHBOARDS + "event", DASHBOARDS + "problem")
            .whereLayer("today")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("setup")
            .mayOnlyBeAccessedByLayers("today")
            .whereLayer("plan")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("upkeep")
            .mayOnlyBeAccessedByLayers("today")
            .whereLayer("app")
            .mayOnlyBeAccessedByLayers("today", "setup", "upkeep")
            .whereLayer("point")
            .mayOnlyBeAccessedByLayers("plan")
            .whereLayer("run")
            .mayOnlyBeAccessedByLayers("setup", "plan", "app", "point", "upkeep")
            .whereLayer("database")
            .mayOnlyBeAccessedByLayers("setup", "app", "run")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("setup", "plan", "app", "point")
            .whereLayer("cluster")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("platform")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("access")
            .mayNotBeAccessedByAnyLayer()
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule A_MACHINE_NEEDS_NO_CLUSTER = noClasses()
            .that()
            .resideOutsideOfPackage(DASHBOARDS + "cluster")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "cloud.mows.backup.cluster..", "cloud.mows.backup.restore..");

    @ArchTest
    static final ArchRule NO_FRAMEWORK =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("io.javaoperatorsdk..", "io.quarkus..");

    @ArchTest
    static final ArchRule A_CLUSTER_NEEDS_NO_ENGINE = noClasses()
            .that()
            .resideInAPackage(DASHBOARDS + "cluster")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("cloud.mows.backup.core..");

    @ArchTest
    static final ArchRule ONLY_TIMETABLES_OF_THE_SCHEDULERS = noClasses()
            .that()
            .resideOutsideOfPackage(DASHBOARDS + "cluster")
            .should()
            .dependOnClassesThat(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                            "cloud.mows.backup.schedulers..")
                    .and(com.tngtech.archunit.base.DescribedPredicate.not(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                                    "cloud.mows.backup.schedulers.schedule"))));
}
