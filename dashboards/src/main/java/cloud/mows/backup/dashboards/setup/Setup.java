package cloud.mows.backup.dashboards.setup;

import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.id.KeyId;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.recovery.RecoverySecret;
import cloud.mows.backup.core.repository.KeySlot;
import cloud.mows.backup.core.repository.Password;
import cloud.mows.backup.dashboards.app.AppDraft;
import cloud.mows.backup.dashboards.event.EventHub;
import cloud.mows.backup.dashboards.host.AppSpec;
import cloud.mows.backup.dashboards.host.Documents;
import cloud.mows.backup.dashboards.host.HostIdentity;
import cloud.mows.backup.dashboards.host.HostState;
import cloud.mows.backup.dashboards.host.Named;
import cloud.mows.backup.dashboards.host.RepositorySpec;
import cloud.mows.backup.dashboards.host.Secrets;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.dashboards.run.Backups;
import cloud.mows.backup.dashboards.store.FreshWords;
import cloud.mows.backup.dashboards.store.HostName;
import cloud.mows.backup.dashboards.store.Place;
import cloud.mows.backup.dashboards.store.PlaceCredentials;
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
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The first set-up, step by step. */
public final class Setup {
    private static final String FILE = "setup.json";

    /** Whose slot it is, as {@code key list} shows it. */
    private static final String WORDS_USER = "recovery-words";

    private static final int PASSWORD_BYTES = 32;

    private final Documents documents;
    private final Secrets secrets;
    private final HostState state;
    private final Path cache;
    private final String version;
    private final EventHub events;
    private final Backups backups;
    private final HostIdentity identity;
    private final Runnable changed;
    private final SecureRandom random = new SecureRandom();
    private @Nullable RecoverySecret secret;
    private List<Integer> asked = List.of();

    /** @param words id of the slot of words that nobody confirmed yet */
    private record Stored(SetupPhase phase, @Nullable String words) {}

    /** @param changed called when there is a repository from now on */
    public Setup(
            Documents documents,
            Secrets secrets,
            HostState state,
            Path cache,
            String version,
            EventHub events,
            Backups backups,
            HostIdentity identity,
            Runnable changed) {
        this.documents = documents;
        this.secrets = secrets;
        this.state = state;
        this.cache = cache;
        this.version = version;
        this.events = events;
        this.backups = backups;
        this.identity = identity;
        this.changed = changed;
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

    /** What a repository that is there holds. */
    FoundRepository look(LookRequest request) {
        if (request.place() == null) {
            throw ApiException.unusable("place is missing", "say where the repository is");
        }
        requireRepository(request.place());
        RepositoryPlace place =
                new RepositoryPlace(request.place().location().strip(), PlaceCredentials.of(request.place()), cache);
        try (RepositoryOpener.Opened opened =
                RepositoryOpener.open(place, request.place().location(), request.secret(), LockNeed.NONE)) {
            return RepositoryContents.of(opened.engine().snapshots().all()).found();
        }
    }

    private static void requireRepository(Place place) {
        PlaceTest test = PlaceTester.test(place);
        if (test.state() != PlaceTest.PlaceState.Repository) {
            throw ApiException.conflict(
                    test.state() == PlaceTest.PlaceState.Empty || test.state() == PlaceTest.PlaceState.Foreign
                            ? "there is no repository at " + place.location()
                            : test.message(),
                    "check the address, and that the disk or the server is on");
        }
    }

    /** Makes the repository, or goes on with one that is there, and shows its words. */
    synchronized RecoveryWords begin(SetupRequest request) {
        if (phase() != SetupPhase.FirstStart) {
            throw ApiException.conflict("the set-up has been begun already", "reload the page");
        }
        SetupPlan plan = SetupPlan.of(request);
        RepositoryPlace place =
                new RepositoryPlace(plan.repository().spec().address(), PlaceCredentials.of(request.place()), cache);
        try {
            return request.existing() == null
                    ? make(plan, place, PlaceTester.test(request.place()))
                    : open(plan, place, request.place(), request.existing());
        } catch (IOException e) {
            throw new UncheckedIOException("the set-up cannot be written down: " + e.getMessage(), e);
        }
    }

    private RecoveryWords make(SetupPlan plan, RepositoryPlace place, PlaceTest test) throws IOException {
        boolean begun = test.state() == PlaceTest.PlaceState.Repository
                && secrets.has(plan.repository().spec().passwordFile());
        if (test.state() != PlaceTest.PlaceState.Empty && !begun) {
            throw ApiException.conflict(
                    test.message(),
                    test.state() == PlaceTest.PlaceState.Repository
                            ? "open it with its recovery words or its password, or choose an empty place"
                            : "choose another place");
        }
        String password = writeSecrets(plan.repository().spec(), place);
        // Of a set-up that was cut off, the password is still there and opens what it made.
        KeyId words;
        try (Engine engine =
                begun ? Engine.open(place.access(password), LockNeed.SHARED) : Engine.create(place.access(password))) {
            words = renewWords(engine);
        }
        writeSecrets(plan);
        save(plan.repository(), plan.apps(), new Stored(SetupPhase.ConfirmWords, words.hex()));
        return shown(place.address());
    }

    /** Nothing in it is changed but for a key slot of ours, and one for new words where the old ones are not known. */
    private RecoveryWords open(SetupPlan plan, RepositoryPlace place, Place where, ExistingRepository existing)
            throws IOException {
        requireRepository(where);
        List<Named<AppSpec>> apps = plan.apps();
        Stored stored;
        try (RepositoryOpener.Opened opened =
                RepositoryOpener.open(place, where.location(), existing.secret(), LockNeed.SHARED)) {
            Engine engine = opened.engine();
            if (existing.host() != null) {
                apps = RepositoryContents.of(engine.snapshots().all()).apps(existing.host());
                if (apps.isEmpty()) {
                    throw ApiException.notFound(
                            "the repository has no apps of the machine '" + existing.host() + "'",
                            "look into it again");
                }
                SetupPlan.requireOutside(where, apps);
            }
            String password = writeSecrets(plan.repository().spec(), place);
            if (!opens(place, password)) {
                engine.addKey(Password.of(password), RepositoryPlace.identity(RepositoryPlace.SERVICE_USER));
            }
            stored = opened.words()
                    ? new Stored(SetupPhase.Ready, null)
                    : new Stored(SetupPhase.ConfirmWords, renewWords(engine).hex());
        }
        if (existing.host() != null) {
            identity.takeOver(existing.host());
        }
        writeSecrets(plan);
        save(plan.repository(), apps, stored);
        if (stored.phase() == SetupPhase.ConfirmWords) {
            return shown(place.address());
        }
        beginBackups();
        return new RecoveryWords(place.address(), List.of(), List.of());
    }

    /** Of its apps. */
    private void writeSecrets(SetupPlan plan) throws IOException {
        for (AppDraft draft : plan.drafts()) {
            draft.writeSecrets(secrets);
        }
    }

    private static boolean opens(RepositoryPlace place, String password) {
        try {
            Engine.open(place.access(password), LockNeed.NONE).close();
            return true;
        } catch (BackupException e) {
            if (e.problem().code() == ProblemCode.WRONG_PASSWORD) {
                return false;
            }
            throw e;
        }
    }

    /** @return our password */
    private String writeSecrets(RepositorySpec repository, RepositoryPlace place) throws IOException {
        // One that is there stays: it may be all that opens another repository.
        if (!secrets.has(repository.passwordFile())) {
            secrets.write(repository.passwordFile(), password());
        }
        if (repository.credentialsFile() != null) {
            secrets.write(repository.credentialsFile(), place.credentials().encode());
        }
        return secrets.password(repository);
    }

    private void save(Named<RepositorySpec> repository, List<Named<AppSpec>> apps, Stored stored) throws IOException {
        // In this order: as long as there is no repository document, the set-up begins anew.
        state.write(FILE, stored);
        documents.save(repository, apps);
        tellPhase();
        changed.run();
    }

    private void tellPhase() {
        events.publish("setup", Map.of("phase", phase()));
    }

    private void beginBackups() {
        documents.load().apps().stream().filter(app -> app.spec().active()).forEach(app -> backups.begin(app.name()));
    }

    private String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** New words, whose slot replaces that of words that nobody confirmed; those of others stay. @return its id */
    private KeyId renewWords(Engine engine) {
        RecoverySecret fresh = RecoverySecret.generate(random);
        KeyId added = engine.addKey(Password.of(fresh.repositoryPassword()), RepositoryPlace.identity(WORDS_USER));
        String unconfirmed = state.read(FILE, new TypeReference<Stored>() {})
                .map(Stored::words)
                .orElse("");
        for (KeySlot slot : engine.keys()) {
            if (slot.id().hex().equals(unconfirmed)) {
                engine.removeKey(slot.id());
            }
        }
        secret = fresh;
        asked = FreshWords.ask(random);
        return added;
    }

    private RecoveryWords shown(String address) {
        return new RecoveryWords(address, Objects.requireNonNull(secret).words(), asked);
    }

    /** The words that are to be confirmed; other ones after a restart. */
    synchronized RecoveryWords words() {
        requireConfirming();
        Named<RepositorySpec> repository = documents.load().repository().orElseThrow();
        if (secret == null) {
            RepositoryPlace place = RepositoryPlace.of(repository.spec(), secrets, cache);
            try (Engine engine = Engine.open(place.access(secrets.password(repository.spec())), LockNeed.SHARED)) {
                state.write(
                        FILE,
                        new Stored(SetupPhase.ConfirmWords, renewWords(engine).hex()));
            }
        }
        return shown(repository.spec().address());
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
        state.write(FILE, new Stored(SetupPhase.Ready, null));
        secret = null;
        asked = List.of();
        tellPhase();
        beginBackups();
    }

    private void requireConfirming() {
        if (phase() != SetupPhase.ConfirmWords) {
            throw ApiException.conflict(
                    "there are no words to confirm now", "recovery words are shown only until they were confirmed");
        }
    }
}
