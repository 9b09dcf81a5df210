package cloud.mows.backup.dashboards;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import cloud.mows.backup.cluster.api.Cluster;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;

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
            .layer("oidc")
            .definedBy(DASHBOARDS + "oidc")
            .layer("browse")
            .definedBy(DASHBOARDS + "browse")
            .layer("cluster")
            .definedBy(DASHBOARDS + "cluster..")
            .layer("platform")
            .definedBy(DASHBOARDS + "platform")
            .layer("people")
            .definedBy(DASHBOARDS + "people")
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
            .mayOnlyBeAccessedByLayers("plan", "browse")
            .whereLayer("run")
            .mayOnlyBeAccessedByLayers("setup", "plan", "app", "point", "upkeep")
            .whereLayer("database")
            .mayOnlyBeAccessedByLayers("setup", "app", "run")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("setup", "plan", "app", "point", "cluster")
            .whereLayer("browse")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cluster")
            .mayOnlyBeAccessedByLayers("browse")
            .whereLayer("platform")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("access")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("oidc")
            .mayOnlyBeAccessedByLayers("access")
            .whereLayer("people")
            .mayOnlyBeAccessedByLayers("cluster", "browse", "access", "oidc")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule A_MACHINE_NEEDS_NO_CLUSTER = noClasses()
            .that()
            .resideOutsideOfPackages(DASHBOARDS + "cluster..", DASHBOARDS + "browse", DASHBOARDS + "people")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "cloud.mows.backup.cluster..", "cloud.mows.backup.restore..");

    /** This program may do more than most people who ask it: a change is made only after their rights were asked for. */
    @ArchTest
    static final ArchRule NOTHING_IS_CHANGED_UNASKED = noClasses()
            .that()
            .resideOutsideOfPackage(DASHBOARDS + "people")
            .and()
            // Makes what this program looks into repositories with, which is nobody's, after PointFiles has asked.
            .doNotHaveSimpleName("BrowseSessions")
            .should()
            .callMethod(Cluster.class, "apply", List.class)
            .orShould()
            .callMethod(Cluster.class, "run", String.class, String.class, String.class, List.class, Duration.class);

    /** Nor are there other ways to the API server than what rights are asked for with, and what reads. */
    @ArchTest
    static final ArchRule NO_CLIENT_BUT_TO_ASK = noClasses()
            .that()
            .resideOutsideOfPackage(DASHBOARDS + "people")
            .and()
            .doNotHaveSimpleName("ServedKinds")
            .and()
            // Only where this program has no rights but those of whoever runs it.
            .doNotHaveSimpleName("ForwardedReach")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(KubernetesClient.class);

    @ArchTest
    static final ArchRule ONE_PACKAGE_KNOWS_THE_PROTOCOL = noClasses()
            .that()
            .resideOutsideOfPackage(DASHBOARDS + "oidc")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.nimbusds..", "net.minidev..");

    @ArchTest
    static final ArchRule NO_FRAMEWORK =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("io.javaoperatorsdk..", "io.quarkus..");

    @ArchTest
    static final ArchRule A_CLUSTER_NEEDS_NO_ENGINE = noClasses()
            .that()
            .resideInAPackage(DASHBOARDS + "cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("cloud.mows.backup.core..");

    @ArchTest
    static final ArchRule ONLY_TIMETABLES_OF_THE_SCHEDULERS = noClasses()
            .that()
            .resideOutsideOfPackage(DASHBOARDS + "cluster..")
            .should()
            .dependOnClassesThat(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                            "cloud.mows.backup.schedulers..")
                    .and(com.tngtech.archunit.base.DescribedPredicate.not(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                                    "cloud.mows.backup.schedulers.schedule"))));
}
