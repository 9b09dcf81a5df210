package cloud.mows.backup.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.retain.TagList;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotSelectionTest {
    private static final SavedSnapshot A = saved("aa11", "2026-01-01T00:00:00Z", "h1", List.of("/x"), "t1");
    private static final SavedSnapshot B = saved("aa22", "2026-01-02T00:00:00Z", "h1", List.of("/y", "/x"), "t1", "t2");
    private static final SavedSnapshot C = saved("bb33", "2026-01-03T00:00:00Z", "h2", List.of("/x", "/y"));
    private static final SavedSnapshot C_TWIN = saved("cc44", "2026-01-03T00:00:00Z", "h2", List.of("/x", "/y"));
    private static final List<SavedSnapshot> ALL = List.of(B, C_TWIN, A, C);

    @Test
    void newestFirstAndNeverInAnotherOrder() {
        assertThat(SnapshotSelection.matching(ALL, SnapshotFilter.ALL)).containsExactly(C_TWIN, C, B, A);
        assertThat(SnapshotSelection.latest(ALL, SnapshotFilter.ALL)).contains(C_TWIN);
    }

    @Test
    void hostsAreAlternativesPathsAreNot() {
        assertThat(matching(new SnapshotFilter(List.of("h1", "h9"), List.of(), List.of())))
                .containsExactly(B, A);
        assertThat(matching(new SnapshotFilter(List.of(), List.of(), List.of("/x", "/y"))))
                .containsExactly(C_TWIN, C, B);
    }

    @Test
    void tagListsAreAlternativesTheirTagsAreNot() {
        assertThat(matching(tags("t1,t2"))).containsExactly(B);
        assertThat(matching(tags("t2", "t1"))).containsExactly(B, A);
        assertThat(matching(tags(""))).containsExactly(C_TWIN, C);
        assertThat(matching(tags("", "t2"))).containsExactly(C_TWIN, C, B);
    }

    @Test
    void untilATime() {
        Instant second = B.snapshot().time();
        assertThat(SnapshotSelection.latestUntil(ALL, SnapshotFilter.ALL, second))
                .contains(B);
        assertThat(SnapshotSelection.latestUntil(ALL, SnapshotFilter.ALL, second.minusNanos(1)))
                .contains(A);
        assertThat(SnapshotSelection.latestUntil(ALL, SnapshotFilter.ALL, Instant.EPOCH))
                .isEmpty();
    }

    @Test
    void byName() {
        assertThat(resolve("latest", SnapshotFilter.ALL)).isEqualTo(C_TWIN);
        assertThat(resolve("latest~2:/sub", SnapshotFilter.ALL)).isEqualTo(B);
        assertThat(resolve("latest", tags("t1"))).isEqualTo(B);
        assertThat(resolve("bb", SnapshotFilter.ALL)).isEqualTo(C);
        assertThat(resolve(A.id().hex(), SnapshotFilter.ALL)).isEqualTo(A);
    }

    @Test
    void whatFitsNoneOrSeveralIsAProblem() {
        assertProblem("aa", ProblemCode.AMBIGUOUS, "snapshot aa fits 2: aa110000, ");
        assertProblem("dd", ProblemCode.NOT_FOUND, "no snapshot dd");
        assertProblem("latest~4", ProblemCode.NOT_FOUND, "only 4 snapshots match");
        assertThatThrownBy(() -> resolve("latest", tags("t9")))
                .isInstanceOf(BackupException.class)
                .hasMessage("no snapshot matches (tags [[t9]])");
        assertThatThrownBy(() ->
                        SnapshotSelection.resolve(List.of(), SnapshotReference.parse("latest"), SnapshotFilter.ALL))
                .hasMessage("the repository has no snapshots");
    }

    @Test
    void referencesMayHaveAPath() {
        assertThat(SnapshotReference.parse("latest:/a:b")).isEqualTo(new SnapshotReference.Latest(0, "/a:b"));
        assertThat(SnapshotReference.parse("0a:sub")).isEqualTo(new SnapshotReference.ById("0a", "sub"));
        assertThat(SnapshotReference.parse("latest~12").path()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "latest~", "latest~-1", "latest~9999999", "xyz", "AA", "../aa", "last"})
    void nothingElseIsAReference(String text) {
        assertThatThrownBy(() -> SnapshotReference.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void groupsByWhatIsAskedFor() {
        assertThat(SnapshotGrouping.parse("host,path").group(ALL))
                .containsOnlyKeys(
                        new SnapshotGrouping.Key("h1", List.of("/x", "/y"), List.of()),
                        new SnapshotGrouping.Key("h2", List.of("/x", "/y"), List.of()),
                        new SnapshotGrouping.Key("h1", List.of("/x"), List.of()));
        assertThat(SnapshotGrouping.parse("").group(ALL).values()).containsExactly(ALL);
        assertThat(SnapshotGrouping.parse("tags").group(ALL)).hasSize(3);
        assertThat(SnapshotGrouping.parse("tag,hosts")).hasToString("host,tags");
        assertThatThrownBy(() -> SnapshotGrouping.parse("colour")).hasMessageContaining("'colour'");
    }

    private static List<SavedSnapshot> matching(SnapshotFilter filter) {
        return SnapshotSelection.matching(ALL, filter);
    }

    private static SnapshotFilter tags(String... lists) {
        return new SnapshotFilter(
                List.of(), List.of(lists).stream().map(TagList::parse).toList(), List.of());
    }

    private static SavedSnapshot resolve(String reference, SnapshotFilter filter) {
        return SnapshotSelection.resolve(ALL, SnapshotReference.parse(reference), filter);
    }

    private static void assertProblem(String reference, ProblemCode code, String message) {
        assertThatThrownBy(() -> resolve(reference, SnapshotFilter.ALL))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining(message)
                .satisfies(
                        e -> assertThat(((BackupException) e).problem().code()).isEqualTo(code));
    }

    private static SavedSnapshot saved(String prefix, String time, String host, List<String> paths, String... tags) {
        return new SavedSnapshot(
                SnapshotId.parse(prefix + "0".repeat(64 - prefix.length())),
                Snapshot.builder(Instant.parse(time), ZoneOffset.UTC, BlobId.parse("00".repeat(32)))
                        .hostname(host)
                        .paths(paths)
                        .tags(List.of(tags))
                        .build());
    }
}
