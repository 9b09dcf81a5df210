package cloud.mows.backup.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.StoredFile;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The table of ARCHITECTURE.md: a package imports only what stands below it there. */
@AnalyzeClasses(packages = "cloud.mows.backup.core", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String CORE = "cloud.mows.backup.core.";
    private static final String[] VERBS = packages("archive", "browse", "check", "copy", "extract", "prune", "repair");

    @ArchTest
    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("door")
            .definedBy(packages("engine"))
            .layer("verbs")
            .definedBy(VERBS)
            .layer("snapshots")
            .definedBy(packages("snapshot", "layout"))
            .layer("repository")
            .definedBy(packages("repository", "source", "target"))
            .layer("format")
            .definedBy(packages("tree", "pack", "index", "ledger", "tar"))
            .layer("edge")
            .definedBy(packages("storage", "posix"))
            .layer("pure")
            .definedBy(packages(
                    "chunker", "crypto", "compress", "foreign", "pattern", "retain", "progress", "recovery", "work"))
            .layer("words")
            .definedBy(packages("id", "bytes", "problem"))
            .whereLayer("door")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("verbs")
            .mayOnlyBeAccessedByLayers("door")
            .whereLayer("snapshots")
            .mayOnlyBeAccessedByLayers("door", "verbs")
            .whereLayer("repository")
            .mayOnlyBeAccessedByLayers("door", "verbs", "snapshots")
            .whereLayer("format")
            .mayOnlyBeAccessedByLayers("door", "verbs", "snapshots", "repository")
            .whereLayer("edge")
            .mayOnlyBeAccessedByLayers("door", "verbs", "snapshots", "repository", "format")
            .whereLayer("pure")
            .mayOnlyBeAccessedByLayers("door", "verbs", "snapshots", "repository", "format", "edge")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching(CORE + "(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule VERBS_DO_NOT_KNOW_EACH_OTHER = slices().matching(CORE + "(*)..")
            .that(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "are verbs",
                    slice -> slice.iterator().next().getPackageName().matches(verbPattern())))
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule ONLY_THE_REPOSITORY_USES_THE_STORAGE = noClasses()
            .that(not(resideInAnyPackage(packages("storage", "repository", "engine"))))
            .should()
            .dependOnClassesThat(resideInAnyPackage(packages("storage"))
                    // What a listing of the repository's files is asked for and answers.
                    .and(not(type(FileKind.class)))
                    .and(not(type(FileKey.class)))
                    .and(not(type(StoredFile.class))));

    @ArchTest
    static final ArchRule STORAGE_KNOWS_NO_IDENTIFIERS = noClasses()
            .that(resideInAnyPackage(packages("storage")))
            .should()
            .dependOnClassesThat(resideInAnyPackage(packages("id")));

    @ArchTest
    static final ArchRule NOBODY_CALLS_A_CLASS_AN_IMPL =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Common|Manager|Impl|Base)");

    private static String[] packages(String... names) {
        String[] patterns = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            patterns[i] = CORE + names[i] + "..";
        }
        return patterns;
    }

    private static String verbPattern() {
        return String.join("|", VERBS).replace("..", "(\\..*)?");
    }
}
