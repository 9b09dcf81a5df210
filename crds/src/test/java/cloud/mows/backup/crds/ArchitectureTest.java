package cloud.mows.backup.crds;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The table of ARCHITECTURE.md: documents know each other by name only, and nothing else of ours. */
@AnalyzeClasses(packages = "cloud.mows.backup", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String CRDS = "cloud.mows.backup.crds.";

    @ArchTest
    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("restore")
            .definedBy(CRDS + "restore")
            .layer("browse")
            .definedBy(CRDS + "browse")
            .layer("grant")
            .definedBy(CRDS + "grant")
            .layer("backup")
            .definedBy(CRDS + "backup")
            .layer("policy")
            .definedBy(CRDS + "policy")
            .layer("repository")
            .definedBy(CRDS + "repository")
            .layer("schedule")
            .definedBy(CRDS + "schedule")
            .layer("meta")
            .definedBy(CRDS + "meta")
            .whereLayer("browse")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("grant")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("restore")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("backup")
            .mayOnlyBeAccessedByLayers("restore")
            .whereLayer("policy")
            .mayOnlyBeAccessedByLayers("grant", "backup")
            .whereLayer("repository")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("schedule")
            .mayOnlyBeAccessedByLayers("policy", "repository")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching(CRDS + "(*)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_VALUES_AND_THEIR_ANNOTATIONS = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "cloud.mows.backup.crds..",
                    "java.lang..",
                    "java.time..",
                    "java.util..",
                    "org.jspecify.annotations",
                    "com.fasterxml.jackson.annotation",
                    "io.fabric8.generator.annotation",
                    "io.fabric8.crd.generator.annotation",
                    "io.fabric8.kubernetes.api.model",
                    "io.fabric8.kubernetes.client",
                    "io.fabric8.kubernetes.model.annotation");

    @ArchTest
    static final ArchRule NOBODY_CALLS_A_CLASS_AN_IMPL =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Common|Manager|Impl|Base)");
}
