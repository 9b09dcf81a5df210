package cloud.mows.backup.dashboards.setup;

import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.id.KeyId;
import cloud.mows.backup.core.recovery.RecoverySecret;
import cloud.mows.backup.core.repository.KeySlot;
import cloud.mows.backup.core.repository.Password;
import cloud.mows.backup.dashboards.event.EventHub;
import cloud.mows.backup.dashboards.host.Documents;
import cloud.mows.backup.dashboards.host.HostState;
import cloud.mows.backup.dashboards.host.Named;
import cloud.mows.backup.dashboards.host.RepositorySpec;
import cloud.mows.backup.dashboards.host.Secrets;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.dashboards.run.Backups;
import cloud.mows.backup.dashboards.store.HostName;
import cloud.mows.backup.dashboards.store.RepositoryPlace;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The first set-up, step by step. */
public final class Setup {
    private static final String FILE = "setup.json";

    /** Whose slot it is, as {@code key list} shows it. */
    private static final String WORDS_USER = "recovery-words";

    private static final int ASKED = 3;
    private static final int PASSWORD_BYTES = 32;

    private final Documents documents;
    private final Secrets secrets;
    private final HostState state;
    private final Path cache;
    private final String version;
    private final EventHub events;
    private final Backups backups;
    private final SecureRandom random = new SecureRandom();
    private @Nullable RecoverySecret secret;
    private List<Integer> asked = List.of();

    private record Stored(SetupPhase phase) {}

    public Setup(
            Documents documents,
            Secrets secrets,
            HostState state,
            Path cache,
            String version,
            EventHub events,
            Backups backups) {
        this.documents = documents;
        this.secrets = secrets;
        this.state = state;
        this.cache = cache;
        this.version = version;
        this.events = events;
        this.backups = backups;
    }

    public SetupPhase phase() {
        return phase(documents, state);
    }

    /** Documents that a person wrote need no set-up: who wrote them has the password. */
    public static SetupPhase phase(Documents documents, HostState state) {
        if (documents.load().repository().isEmpty()) {
            return SetupPhase.FirstStart;
        }
        return state.read(FILE, new TypeReference<Stored>() {})
                .map(Stored::phase)
                .orElse(SetupPhase.Ready);
    }

    public SetupState state() {
        return new SetupState(
                phase(), HostName.get(), version, Directories.suggestions(Path.of(System.getProperty("user.home"))));
    }

    /** Makes the repository and shows its words. */
    synchronized RecoveryWords begin(SetupRequest request) {
        if (phase() != SetupPhase.FirstStart) {
            throw ApiException.conflict("the set-up has been begun already", "reload the page");
        }
        SetupPlan plan = SetupPlan.of(request);
        Named<RepositorySpec> repository = plan.repository();
        RepositoryPlace place =
                new RepositoryPlace(repository.spec().address(), PlaceCredentials.of(request.place()), cache);
        String passwordFile = repository.spec().passwordFile();
        PlaceTest test = PlaceTester.test(request.place());
        boolean begun = test.state() == PlaceTest.PlaceState.Repository && secrets.has(passwordFile);
        if (test.state() != PlaceTest.PlaceState.Empty && !begun) {
            throw ApiException.conflict(
                    test.message(),
                    test.state() == PlaceTest.PlaceState.Repository
                            ? "choose an empty place; what is in the repository can be restored by 'mows-backup restore'"
                            : "choose another place");
        }
        try {
            // One that is there stays: it may be all that opens another repository.
            if (!secrets.has(passwordFile)) {
                secrets.write(passwordFile, password());
            }
            if (repository.spec().credentialsFile() != null) {
                secrets.write(
                        repository.spec().credentialsFile(), place.credentials().encode());
            }
            String password = secrets.password(repository.spec());
            // Of a set-up that was cut off, the password is still there and opens what it made.
            try (Engine engine = begun
                    ? Engine.open(place.access(password), LockNeed.SHARED)
                    : Engine.create(place.access(password))) {
                renewWords(engine);
            }
            // In this order: as long as there is no repository document, the set-up begins anew.
            state.write(FILE, new Stored(SetupPhase.ConfirmWords));
            documents.save(repository, plan.apps());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        events.publish("setup", new Stored(SetupPhase.ConfirmWords));
        return shown();
    }

    private String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** New words, whose slot replaces all that there were for words that nobody confirmed. */
    private void renewWords(Engine engine) {
        RecoverySecret fresh = RecoverySecret.generate(random);
        KeyId added = engine.addKey(Password.of(fresh.repositoryPassword()), RepositoryPlace.identity(WORDS_USER));
        for (KeySlot slot : engine.keys()) {
            if (slot.username().equals(WORDS_USER) && !slot.id().equals(added)) {
                engine.removeKey(slot.id());
            }
        }
        secret = fresh;
        asked = random.ints(1, RecoverySecret.WORD_COUNT + 1)
                .distinct()
                .limit(ASKED)
                .sorted()
                .boxed()
                .toList();
    }

    private RecoveryWords shown() {
        return new RecoveryWords(Objects.requireNonNull(secret).words(), asked);
    }

    /** The words that are to be confirmed; other ones after a restart. */
    synchronized RecoveryWords words() {
        requireConfirming();
        if (secret == null) {
            Named<RepositorySpec> repository = documents.load().repository().orElseThrow();
            RepositoryPlace place = RepositoryPlace.of(repository.spec(), secrets, cache);
            try (Engine engine = Engine.open(place.access(secrets.password(repository.spec())), LockNeed.SHARED)) {
                renewWords(engine);
            }
        }
        return shown();
    }

    /** Ends the set-up if the words are right: from then on everything is backed up. */
    synchronized void confirm(WordsAnswer answer) {
        requireConfirming();
        if (secret == null) {
            throw ApiException.conflict(
                    "the program was started anew, and the words that were shown before are not valid any more",
                    "look at the new words and write them down");
        }
        List<String> words = secret.words();
        List<String> wrong = new ArrayList<>();
        for (int number : asked) {
            String typed = answer.answers() == null ? null : answer.answers().get(Integer.toString(number));
            if (typed == null || !typed.strip().toLowerCase(Locale.ROOT).equals(words.get(number - 1))) {
                wrong.add(Integer.toString(number));
            }
        }
        if (!wrong.isEmpty()) {
            throw ApiException.unusable(
                    "not the right words: number " + String.join(", ", wrong),
                    "look at what you wrote down, or at the words again");
        }
        state.write(FILE, new Stored(SetupPhase.Ready));
        secret = null;
        asked = List.of();
        events.publish("setup", new Stored(SetupPhase.Ready));
        documents.load().apps().forEach(app -> backups.begin(app.name()));
    }

    private void requireConfirming() {
        if (phase() != SetupPhase.ConfirmWords) {
            throw ApiException.conflict(
                    "there are no words to confirm now", "recovery words are shown only until they were confirmed");
        }
    }
}
