package cloud.mows.backup.dashboards.plan;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.extract.ExtractAction;
import cloud.mows.backup.core.posix.BytePath;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanTallyTest {
    @TempDir
    Path folder;

    private RestorePlan plan(PlanTally tally) {
        return tally.plan("1", "photos", "2", null);
    }

    @Test
    void aDirectoryThatIsThereIsNotOverwritten() throws Exception {
        Files.createDirectory(folder.resolve("there"));
        Files.writeString(folder.resolve("there/file"), "old");
        PlanTally tally = new PlanTally(BytePath.of(folder));

        tally.done(ExtractAction.RESTORED, BytePath.of("/there"), 0);
        tally.done(ExtractAction.UPDATED, BytePath.of("/there/file"), 5);
        tally.done(ExtractAction.RESTORED, BytePath.of("/new"), 0);

        RestorePlan plan = plan(tally);
        assertThat(plan.same()).isEqualTo(1);
        assertThat(plan.overwritten()).isEqualTo(1);
        assertThat(plan.created()).isEqualTo(1);
        assertThat(plan.bytes()).isEqualTo(5);
        assertThat(plan.entries().getFirst().path()).isEqualTo(folder + "/there/file");
    }

    @Test
    void whatIsDeletedComesFirstAndIsNotWritten() throws Exception {
        Files.writeString(folder.resolve("b.db-wal"), "newer");
        PlanTally tally = new PlanTally(BytePath.of(folder));

        tally.done(ExtractAction.RESTORED, BytePath.of("/a"), 7);
        tally.done(ExtractAction.DELETED, BytePath.of("/b.db-wal"), 0);

        RestorePlan plan = plan(tally);
        assertThat(plan.deleted()).isEqualTo(1);
        assertThat(plan.same()).isZero();
        assertThat(plan.bytes()).isEqualTo(7);
        assertThat(plan.entries().getFirst().action()).isEqualTo(PlanEntry.PlanAction.Delete);
    }

    @Test
    void theOrderOfWhatIsToldDoesNotMatterAndEveryChangeDoes() throws Exception {
        Files.writeString(folder.resolve("a"), "a");
        PlanTally one = new PlanTally(BytePath.of(folder));
        one.done(ExtractAction.UPDATED, BytePath.of("/a"), 1);
        one.done(ExtractAction.RESTORED, BytePath.of("/b"), 1);
        PlanTally other = new PlanTally(BytePath.of(folder));
        other.done(ExtractAction.RESTORED, BytePath.of("/b"), 1);
        other.done(ExtractAction.UPDATED, BytePath.of("/a"), 1);

        assertThat(other.fingerprint()).isEqualTo(one.fingerprint());

        Files.writeString(folder.resolve("a"), "changed");
        PlanTally changed = new PlanTally(BytePath.of(folder));
        changed.done(ExtractAction.RESTORED, BytePath.of("/b"), 1);
        changed.done(ExtractAction.UPDATED, BytePath.of("/a"), 1);
        assertThat(changed.fingerprint()).isNotEqualTo(one.fingerprint());
    }
}
