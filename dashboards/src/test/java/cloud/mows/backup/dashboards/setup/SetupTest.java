package cloud.mows.backup.dashboards.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.recovery.RecoverySecret;
import cloud.mows.backup.core.repository.KeySlot;
import cloud.mows.backup.core.repository.Password;
import cloud.mows.backup.dashboards.app.AppRequest;
import cloud.mows.backup.dashboards.database.Databases;
import cloud.mows.backup.dashboards.event.EventHub;
import cloud.mows.backup.dashboards.host.Credentials;
import cloud.mows.backup.dashboards.host.Documents;
import cloud.mows.backup.dashboards.host.HostIdentity;
import cloud.mows.backup.dashboards.host.HostState;
import cloud.mows.backup.dashboards.host.Secrets;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.dashboards.run.Backups;
import cloud.mows.backup.dashboards.run.Children;
import cloud.mows.backup.dashboards.run.RunQueue;
import cloud.mows.backup.dashboards.store.Place;
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
    private HostIdentity identity;

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
        Backups backups = new Backups(documents, queue, () -> "host", new Databases(new Secrets(folder)));
        identity = new HostIdentity(state);
        return new Setup(documents, secrets, state, folder.resolve("cache"), "1", events, backups, identity, () -> {});
    }

    @AfterEach
    void end() {
        queue.close();
    }

    private SetupRequest request() {
        return new SetupRequest(
                List.of(new AppRequest(
                        "photos", List.of(folder.resolve("photos").toString()), null, List.of())),
                new Place(null, folder.resolve("repository").toString(), null, null, null, null, null),
                null);
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
        assertThatThrownBy(() -> setup.begin(existing("wrong", null))).hasMessageContaining("does not open");
        assertThatThrownBy(() -> setup.begin(existing(" ", null))).hasMessageContaining("nothing was given");
        assertThatThrownBy(() -> setup.begin(existing("zoo ".repeat(11) + "zooo", null)))
                .hasMessageContaining("word 12 is not one of the recovery words");
        assertThat(slots("theirs")).hasSize(1);
        assertThat(setup.phase()).isEqualTo(SetupPhase.FirstStart);
    }

    private SetupRequest existing(String secret, String host) {
        return new SetupRequest(
                host == null ? request().apps() : List.of(), request().place(), new ExistingRepository(secret, host));
    }

    @Test
    void aRepositoryIsOpenedByItsPasswordAndKeepsIt() {
        RepositoryPlace place = new RepositoryPlace(folder.resolve("repository").toString(), Credentials.NONE, null);
        try (Engine engine = Engine.create(place.access("theirs"))) {
            engine.addKey(Password.of("their words"), RepositoryPlace.identity("recovery-words"));
        }

        RecoveryWords shown = setup.begin(existing("theirs", null));

        assertThat(setup.phase()).isEqualTo(SetupPhase.ConfirmWords);
        // Theirs, their words, ours, our words; after a restart still as many.
        assertThat(slots("theirs")).hasSize(4);
        assertThat(slots("their words")).hasSize(4);
        Setup again = fresh();
        RecoveryWords other = again.words();
        assertThat(slots(password(other))).hasSize(4);
        assertThatThrownBy(() -> slots(password(shown))).isInstanceOf(BackupException.class);
        again.confirm(right(other));
        assertThat(queue.all()).extracting(run -> run.app()).containsExactly("photos");
    }

    @Test
    void aRepositoryIsOpenedByItsWordsWhichStayValid() throws IOException {
        RecoveryWords shown = setup.begin(request());
        setup.confirm(right(shown));
        // Another machine.
        queue.close();
        for (String name : List.of("config", "state")) {
            Files.move(folder.resolve(name), folder.resolve("old-" + name));
        }
        Setup other = fresh();
        String mine = identity.get();

        RecoveryWords none =
                other.begin(existing(String.join("  ", shown.words()).toUpperCase(), null));

        assertThat(none.words()).isEmpty();
        assertThat(other.phase()).isEqualTo(SetupPhase.Ready);
        assertThat(slots(password(shown))).hasSize(3);
        assertThat(identity.get()).isEqualTo(mine);
    }

    @Test
    void nobodysPlaceCannotBeTaken() {
        RecoveryWords shown = setup.begin(request());
        Setup other = fresh();
        assertThatThrownBy(() -> other.look(new LookRequest(null, "x"))).hasMessage("place is missing");
        assertThat(other.look(new LookRequest(request().place(), String.join(" ", shown.words()))))
                .isEqualTo(new FoundRepository(List.of(), 0));
        assertThatThrownBy(() -> other.look(
                        new LookRequest(new Place(null, folder.toString(), null, null, null, null, null), "x")))
                .hasMessageContaining("there is no repository at");
    }
}
