package cloud.mows.backup.schedulers.repository;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.cluster.mover.MoverTask;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositoryStatus;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositoryDeciderTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00.75Z");
    private static final Instant SECOND = Instant.parse("2026-11-26T10:00:00Z");
    private static final String ID = "ab".repeat(32);
    private static final String OPENED = "{\"id\":\"" + ID + "\",\"snapshots\":7,\"made\":false}";

    private static Repository repository(String spec) {
        Repository repository = new KubernetesSerialization().unmarshal("""
                        apiVersion: backup.k8s.mows.cloud/v1alpha1
                        kind: Repository
                        metadata: {name: offsite, uid: u-1, generation: 3}
                        spec: {address: "s3:https://s3.example.org/b/home", password: {name: offsite, key: word}%s}
                        """.formatted(spec), Repository.class);
        assertThat(repository.getStatus()).isNull();
        return repository;
    }

    private static Repository seen(String spec, RepositoryStatus status) {
        Repository repository = repository(spec);
        repository.setStatus(status);
        return repository;
    }

    private static RepositoryStatus status(
            long generation, ConditionStatus ready, Instant since, @Nullable String id, @Nullable Instant attempt) {
        return new RepositoryStatus(
                generation,
                List.of(new Condition("Ready", ready, "Because", "because", since, generation)),
                id,
                attempt,
                5L,
                99L,
                null,
                SECOND,
                null,
                null,
                null,
                null);
    }

    private static RepositoryStatus after(Repository repository, MoverState moved) {
        return RepositoryDecider.status(repository, moved, Optional.empty(), NOW);
    }

    private static Condition ready(RepositoryStatus status) {
        assertThat(status.conditions()).hasSize(1);
        return status.conditions().getFirst();
    }

    private static MoverState problem(String code) {
        return new MoverState.Ended("{\"problem\":\"" + code + "\",\"message\":\"told so\"}", true);
    }

    private static MoverTask task(Repository repository) {
        OpenDecision next = RepositoryDecider.next(repository, NOW);
        assertThat(next).isInstanceOf(OpenDecision.Open.class);
        return ((OpenDecision.Open) next).task();
    }

    @Test
    void aNewOneIsOpenedAtOnceAndMadeIfItIsNotThere() {
        MoverTask task = task(repository(""));
        assertThat(task.command()).startsWith("mover", "repository").contains("--initialize");
        assertThat(task.feeder()).isEmpty();
        assertThat(task.goesWith()).hasValueSatisfying(owner -> {
            assertThat(owner.getKind()).isEqualTo("Repository");
            assertThat(owner.getName()).isEqualTo("offsite");
            assertThat(owner.getUid()).isEqualTo("u-1");
        });
        assertThat(task(repository("")).identity()).isEqualTo(task.identity());
        assertThat(task(repository(", initialize: false")).command()).doesNotContain("--initialize");
    }

    @Test
    void oneThatWasSeenIsNeverMadeAgain() {
        Repository gone = seen("", status(2, ConditionStatus.TRUE, SECOND, ID, SECOND));
        assertThat(task(gone).command()).doesNotContain("--initialize");
    }

    @ParameterizedTest
    @CsvSource({
        // Ready, for so many minutes when it was last tried so many minutes ago, next try in so many seconds
        "TRUE,    0,  0, 3600",
        "TRUE,  500, 59,   60",
        "FALSE,   0,  0,   60",
        "FALSE,  30, 10,  300",
        "FALSE, 900, 10, 3000",
        "UNKNOWN, 0,  0,   60",
    })
    void isTriedAgainTheLaterTheLongerItHasFailed(
            ConditionStatus ready, long failedMinutes, long agoMinutes, long nextSeconds) {
        Instant attempt = NOW.minus(Duration.ofMinutes(agoMinutes));
        Instant since = attempt.minus(Duration.ofMinutes(failedMinutes));
        Repository repository = seen("", status(3, ready, since, ID, attempt));
        assertThat(RepositoryDecider.next(repository, NOW))
                .isEqualTo(new OpenDecision.Wait(Duration.ofSeconds(nextSeconds)));
        assertThat(RepositoryDecider.next(repository, NOW.plusSeconds(nextSeconds)))
                .isInstanceOf(OpenDecision.Open.class);
    }

    @Test
    void aChangedDocumentIsTriedAtOnceByAnotherJob() {
        Repository changed = seen("", status(2, ConditionStatus.TRUE, SECOND, ID, SECOND));
        Repository same = seen("", status(3, ConditionStatus.TRUE, SECOND, ID, SECOND.minusSeconds(9999)));
        assertThat(task(changed).identity().name())
                .isNotEqualTo(task(same).identity().name());
        assertThat(task(changed).identity().owner())
                .isEqualTo(task(same).identity().owner());
    }

    @Test
    void aSuspendedOneIsLeftAlone() {
        Repository repository = seen(", suspend: true", status(3, ConditionStatus.TRUE, SECOND, ID, SECOND));
        OpenDecision.Tell tell = (OpenDecision.Tell) RepositoryDecider.next(repository, NOW);
        assertThat(ready(tell.status()).reason()).isEqualTo("Suspended");
        assertThat(ready(tell.status()).status()).isEqualTo(ConditionStatus.UNKNOWN);
        assertThat(tell.status().id()).isEqualTo(ID);
        repository.setStatus(tell.status());
        assertThat(RepositoryDecider.next(repository, NOW)).isInstanceOf(OpenDecision.Wait.class);
    }

    @Test
    void whatOpensIsReady() {
        RepositoryStatus status = after(repository(""), new MoverState.Ended(OPENED, true));
        assertThat(status)
                .isEqualTo(new RepositoryStatus(
                        3L,
                        List.of(new Condition("Ready", ConditionStatus.TRUE, "Opened", "it opens", SECOND, 3L)),
                        ID,
                        SECOND,
                        7L,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        RepositoryStatus made = after(repository(""), new MoverState.Ended(OPENED.replace("false", "true"), true));
        assertThat(ready(made).message()).isEqualTo("it was made and opens");
    }

    /** It is the owner of what it says, so it must not repeat what others said. */
    @Test
    void whatCheckAndPruneSaidIsNotRepeated() {
        Repository before = seen("", status(3, ConditionStatus.TRUE, SECOND, ID, SECOND));
        RepositoryStatus status = after(before, new MoverState.Ended(OPENED, true));
        assertThat(status.storedBytes()).isNull();
        assertThat(status.lastCheckTime()).isNull();
        assertThat(RepositoryDecider.ours(RepositoryDecider.status(before)).storedBytes())
                .isNull();
    }

    @Test
    void theTimeOfTheConditionChangesOnlyWithItsStatus() {
        Instant since = SECOND.minusSeconds(500);
        Repository before = seen("", status(3, ConditionStatus.TRUE, since, ID, since));
        assertThat(ready(after(before, new MoverState.Ended(OPENED, true))).lastTransitionTime())
                .isEqualTo(since);
        RepositoryStatus failed = after(before, problem("storage"));
        assertThat(ready(failed).lastTransitionTime()).isEqualTo(SECOND);
        assertThat(failed.snapshots()).isEqualTo(5);
        assertThat(failed.id()).isEqualTo(ID);
    }

    @Test
    void anotherRepositoryIsNotTakenForIt() {
        Repository before = seen("", status(3, ConditionStatus.TRUE, SECOND, "cd".repeat(32), SECOND));
        RepositoryStatus status = after(before, new MoverState.Ended(OPENED, true));
        assertThat(status.id()).isEqualTo("cd".repeat(32));
        assertThat(status.snapshots()).isEqualTo(5);
        assertThat(ready(status).status()).isEqualTo(ConditionStatus.FALSE);
        assertThat(ready(status).reason()).isEqualTo("OtherRepository");
        assertThat(ready(status).message())
                .contains("abababab instead of cdcdcdcd", "s3:https://s3.example.org/b/home");
    }

    @ParameterizedTest
    @CsvSource({
        "wrong_password,      false, WrongPassword,      the password in key word of Secret offsite does not open it",
        "repository_missing,  false, NotFound,           'told so, and none is made, since spec.initialize is false'",
        "repository_missing,  true,  Vanished,           is gone",
        "repository_exists,   false, RemainsFound,       told so",
        "storage,             true,  Unreachable,        told so",
        "damaged,             true,  Damaged,            told so",
        "unsupported_version, false, UnsupportedVersion, told so",
        "usage,               false, Misconfigured,      told so",
        "invented_yesterday,  false, Failed,             told so",
    })
    void whatKeepsItFromOpeningIsTold(String code, boolean known, String reason, String words) {
        Repository repository = known
                ? seen(", initialize: false", status(3, ConditionStatus.TRUE, SECOND, ID, SECOND))
                : repository(", initialize: false");
        RepositoryStatus status = after(repository, problem(code));
        assertThat(ready(status).status()).isEqualTo(ConditionStatus.FALSE);
        assertThat(ready(status).reason()).isEqualTo(reason);
        assertThat(ready(status).message()).contains(words);
        assertThat(status.observedGeneration()).isEqualTo(3);
        assertThat(status.lastAttemptTime()).isEqualTo(SECOND);
    }

    @ParameterizedTest
    @CsvSource({"'no JSON'", "'{}'", "'{\"id\":\"abc\"}'", "'[]'", "''"})
    void aJobThatTellsNonsenseHasNotOpenedIt(String outcome) {
        RepositoryStatus status = after(repository(""), new MoverState.Ended(outcome, true));
        assertThat(ready(status).reason()).isEqualTo("Failed");
        assertThat(status.id()).isNull();
    }

    @Test
    void aJobThatFailedIsAnAttempt() {
        RepositoryStatus status =
                after(repository(""), MoverState.Failed.forGood("its mover needed more memory than 256Mi"));
        assertThat(ready(status).reason()).isEqualTo("JobFailed");
        assertThat(ready(status).message()).isEqualTo("it could not be tried: its mover needed more memory than 256Mi");
        assertThat(status.lastAttemptTime()).isEqualTo(SECOND);
    }

    @Test
    void whileItIsTriedWhatWasKnownStays() {
        Repository before = seen("", status(2, ConditionStatus.TRUE, SECOND, ID, SECOND));
        RepositoryStatus running = after(before, new MoverState.Running("waits for its pod"));
        assertThat(running).isEqualTo(RepositoryDecider.ours(RepositoryDecider.status(before)));
        assertThat(running.observedGeneration()).isEqualTo(2);

        RepositoryStatus first = after(repository(""), new MoverState.Running("waits for its pod"));
        assertThat(ready(first).status()).isEqualTo(ConditionStatus.UNKNOWN);
        assertThat(ready(first).message()).isEqualTo("waits for its pod");
        assertThat(first.lastAttemptTime()).isNull();
        RepositoryStatus later = after(seen("", first), new MoverState.Running("is being moved"));
        assertThat(ready(later).message()).isEqualTo("is being moved");
    }

    /** And it stays the same attempt, which goes on when the obstacle is gone. */
    @Test
    void anObstacleIsTold() {
        RepositoryStatus status = RepositoryDecider.status(
                repository(""), new MoverState.Running("waits"), Optional.of("secret \"offsite\" not found"), NOW);
        assertThat(ready(status).reason()).isEqualTo("CannotStart");
        assertThat(ready(status).message()).isEqualTo("it cannot be tried: secret \"offsite\" not found");
        assertThat(task(seen("", status)).identity())
                .isEqualTo(task(repository("")).identity());
    }
}
