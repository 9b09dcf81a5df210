package cloud.mows.backup.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "cloud.mows.backup.app", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    /** Packages whose every type is a value or pure, and those by which the app says where bytes come from and go to. */
    private static final DescribedPredicate<JavaClass> WORDS = resideInAnyPackage(
            "cloud.mows.backup.core.engine..",
            "cloud.mows.backup.core.id..",
            "cloud.mows.backup.core.bytes..",
            "cloud.mows.backup.core.problem..",
            "cloud.mows.backup.core.pattern..",
            "cloud.mows.backup.core.posix..",
            "cloud.mows.backup.core.progress..",
            "cloud.mows.backup.core.recovery..",
            "cloud.mows.backup.core.ledger..",
            "cloud.mows.backup.core.recovery..",
            "cloud.mows.backup.core.retain..",
            "cloud.mows.backup.core.snapshot..",
            "cloud.mows.backup.core.source..",
            "cloud.mows.backup.core.tar..",
            "cloud.mows.backup.core.target..",
            "cloud.mows.backup.core.tree..");

    private static final DescribedPredicate<JavaClass> VALUES = describe(
            "are records, enums, interfaces, or what the engine takes and hands out",
            type -> type.isRecord()
                    || type.isEnum()
                    || type.isInterface()
                    || type.getSimpleName()
                            .matches("Password|.*Plan|.*Selection|Estimate|SnapshotFiles|TreeTraversal"));

    @ArchTest
    static final ArchRule ONLY_THE_ENGINE_AND_VALUES = noClasses()
            .should()
            .dependOnClassesThat(
                    resideInAPackage("cloud.mows.backup.core..").and(not(WORDS)).and(not(VALUES)));

    @ArchTest
    static final ArchRule NOTHING_OF_THE_STORAGE =
            noClasses().should().dependOnClassesThat(resideInAPackage("cloud.mows.backup.core.storage.."));

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("cloud.mows.backup.app.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule TEXT_KNOWS_NO_BACKUPS = noClasses()
            .that(resideInAnyPackage("cloud.mows.backup.app.cli.text..", "cloud.mows.backup.app.cli.option.."))
            .should()
            .dependOnClassesThat(resideInAPackage("cloud.mows.backup.core..")
                    // How names that are not UTF-8 go through strings.
                    .and(not(resideInAPackage("cloud.mows.backup.core.bytes"))));
}
