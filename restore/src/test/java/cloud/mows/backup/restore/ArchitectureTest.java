package cloud.mows.backup.restore;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The table of ARCHITECTURE.md. */
@AnalyzeClasses(packages = "cloud.mows.backup.restore", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String RESTORE = "cloud.mows.backup.restore.";

    @ArchTest
    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("controller")
            .definedBy(RESTORE + "controller")
            .layer("run")
            .definedBy(RESTORE + "run")
            .layer("browse")
            .definedBy(RESTORE + "browse")
            .layer("volumes")
            .definedBy(RESTORE + "volumes")
            .layer("objects")
            .definedBy(RESTORE + "objects")
            .layer("plan")
            .definedBy(RESTORE + "plan")
            .whereLayer("controller")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("run")
            .mayOnlyBeAccessedByLayers("controller")
            .whereLayer("browse")
            .mayOnlyBeAccessedByLayers("controller")
            .whereLayer("volumes")
            .mayOnlyBeAccessedByLayers("run")
            .whereLayer("objects")
            .mayOnlyBeAccessedByLayers("run")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule PLANS_ARE_PURE = noClasses()
            .that()
            .resideInAPackage(RESTORE + "plan")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.fabric8..", "cloud.mows.backup.cluster..", "cloud.mows.backup.crds..", "java.nio.file..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.InstantSource");

    @ArchTest
    static final ArchRule ONLY_THE_CONTROLLER_KNOWS_THE_OPERATOR_SDK = noClasses()
            .that()
            .resideOutsideOfPackage(RESTORE + "controller")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.javaoperatorsdk..");

    @ArchTest
    static final ArchRule KNOWS_NOTHING_BESIDE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("cloud.mows.backup.schedulers..", "cloud.mows.backup.app..", "io.quarkus..");

    @ArchTest
    static final ArchRule NOBODY_CALLS_A_CLASS_AN_IMPL =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Common|Manager|Impl|Base)");
}
