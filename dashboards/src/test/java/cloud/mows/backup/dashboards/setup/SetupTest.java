package cloud.mows.backup.dashboards.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.recovery.RecoverySecret;
import cloud.mows.backup.core.repository.KeySlot;
import cloud.mows.backup.dashboards.app.AppRequest;
import cloud.mows.backup.dashboards.event.EventHub;
import cloud.mows.backup.dashboards.host.Credentials;
import cloud.mows.backup.dashboards.host.Documents;
import cloud.mows.backup.dashboards.host.HostState;
import cloud.mows.backup.dashboards.host.Secrets;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.dashboards.run.Backups;
import cloud.mows.backup.dashboards.run.Children;
import cloud.mows.backup.dashboards.run.RunQueue;
import cloud.mows.backup.dashboards.store.RepositoryPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real repository. The backups that it begins fail, for there is no program here to make them. */
final class SetupTest {
    private RunQueue queue;
    private Setup setup;

    @TempDir
    Path folder;

    @BeforeEach
    void begin() throws IOException {
        Files.createDirectories(folder.resolve("photos"));
        setup = fresh();
    }

    private Setup fresh() {
        Documents documents = new Documents(folder.resolve("config"));
        Secrets secrets = new Secrets(documents.folder());
        HostState state = new HostState(folder.resolve("state"));
        EventHub events = new EventHub("test");
        if (queue != null) {
            queue.close();
        }
        queue = RunQueue.start(
                state,
                new Children(folder.resolve("no-program"), documents, secrets, folder.resolve("cache")),
                events,
                InstantSource.system(),
                () -> {},
                app -> Optional.empty());
        Backups backups = new Backups(documents, queue, "host");
        return new Setup(documents, secrets, state, folder.resolve("cache"), "1", events, backups);
    }

    @AfterEach
    void end() {
        queue.close();
    }

    private SetupRequest request() {
        return new SetupRequest(
                List.of(new AppRequest(
                        "photos", List.of(folder.resolve("photos").toString()), List.of())),
                new Place(null, folder.resolve("repository").toString(), null, null, null, null, null));
    }

    private List<KeySlot> slots(String password) {
        RepositoryPlace place = new RepositoryPlace(folder.resolve("repository").toString(), Credentials.NONE, null);
        try (Engine engine = Engine.open(place.access(password), LockNeed.NONE)) {
            return engine.keys();
        }
    }

    private static String password(RecoveryWords shown) {
        return RecoverySecret.parse(String.join(" ", shown.words())).repositoryPassword();
    }

    private static WordsAnswer right(RecoveryWords shown) {
        Map<String, String> answers = new TreeMap<>();
        shown.ask()
                .forEach(number -> answers.put(
                        number.toString(), " " + shown.words().get(number - 1).toUpperCase() + " "));
        return new WordsAnswer(answers);
    }

    @Test
    void wordsAndServiceHaveASlotEach() {
        RecoveryWords shown = setup.begin(request());

        assertThat(setup.phase()).isEqualTo(SetupPhase.ConfirmWords);
        assertThat(setup.words()).isEqualTo(shown);
        assertThat(shown.ask()).hasSize(3).doesNotHaveDuplicates().allMatch(number -> number >= 1 && number <= 12);
        assertThat(slots(password(shown)))
                .extracting(KeySlot::username)
                .containsExactlyInAnyOrder("mows-backup serve", "recovery-words");

        setup.confirm(right(shown));

        assertThat(setup.phase()).isEqualTo(SetupPhase.Ready);
        assertThat(queue.all()).extracting(run -> run.app()).containsExactly("photos");
        assertThatThrownBy(() -> setup.words()).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> setup.begin(request())).isInstanceOf(ApiException.class);
    }

    @Test
    void afterARestartThereAreNewWordsAndTheOldOnesOpenNothing() {
        RecoveryWords old = setup.begin(request());

        Setup again = fresh();
        assertThat(again.phase()).isEqualTo(SetupPhase.ConfirmWords);
        assertThatThrownBy(() -> again.confirm(right(old))).hasMessageContaining("not valid any more");
        RecoveryWords shown = again.words();

        assertThat(slots(password(shown))).hasSize(2);
        assertThatThrownBy(() -> slots(password(old))).isInstanceOf(BackupException.class);
        again.confirm(right(shown));
        assertThat(again.phase()).isEqualTo(SetupPhase.Ready);
    }

    @Test
    void wrongWordsAreToldByTheirNumbers() {
        RecoveryWords shown = setup.begin(request());
        Map<String, String> answers = new TreeMap<>(right(shown).answers());
        String second = shown.ask().get(1).toString();
        answers.put(second, "satoshi1");

        assertThatThrownBy(() -> setup.confirm(new WordsAnswer(answers)))
                .hasMessage("not the right words: number " + second);
        assertThatThrownBy(() -> setup.confirm(new WordsAnswer(null))).hasMessageContaining("number ");
        assertThat(setup.phase()).isEqualTo(SetupPhase.ConfirmWords);
    }

    @Test
    void aSetUpThatWasCutOffGoesOn() throws IOException {
        RecoveryWords old = setup.begin(request());
        // As if the last step had not been done.
        Files.delete(folder.resolve("config/repositories/main.yaml"));
        Setup again = fresh();
        assertThat(again.phase()).isEqualTo(SetupPhase.FirstStart);

        RecoveryWords shown = again.begin(request());

        assertThat(slots(password(shown))).hasSize(2);
        assertThatThrownBy(() -> slots(password(old))).isInstanceOf(BackupException.class);
    }

    @Test
    void somebodyElsesRepositoryIsLeftAlone() {
        RepositoryPlace place = new RepositoryPlace(folder.resolve("repository").toString(), Credentials.NONE, null);
        Engine.create(place.access("theirs")).close();

        assertThatThrownBy(() -> setup.begin(request())).hasMessageContaining("there is a repository in");
        assertThat(slots("theirs")).hasSize(1);
        assertThat(setup.phase()).isEqualTo(SetupPhase.FirstStart);
    }
}
