package cloud.mows.backup.app.serve;

import cloud.mows.backup.dashboards.access.Gate;
import cloud.mows.backup.dashboards.access.Sessions;
import cloud.mows.backup.dashboards.app.Apps;
import cloud.mows.backup.dashboards.app.BackupTimer;
import cloud.mows.backup.dashboards.app.HoldingsWatch;
import cloud.mows.backup.dashboards.app.NewApps;
import cloud.mows.backup.dashboards.database.Databases;
import cloud.mows.backup.dashboards.event.EventHub;
import cloud.mows.backup.dashboards.host.Documents;
import cloud.mows.backup.dashboards.host.HostIdentity;
import cloud.mows.backup.dashboards.host.HostState;
import cloud.mows.backup.dashboards.host.Named;
import cloud.mows.backup.dashboards.host.RepositorySpec;
import cloud.mows.backup.dashboards.host.Secrets;
import cloud.mows.backup.dashboards.plan.RestorePlans;
import cloud.mows.backup.dashboards.point.FileBrowser;
import cloud.mows.backup.dashboards.point.RestorePoints;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.dashboards.run.Backups;
import cloud.mows.backup.dashboards.run.Children;
import cloud.mows.backup.dashboards.run.RunQueue;
import cloud.mows.backup.dashboards.setup.Setup;
import cloud.mows.backup.dashboards.setup.SetupPhase;
import cloud.mows.backup.dashboards.store.OpenRepository;
import cloud.mows.backup.dashboards.store.RepositoryPlace;
import cloud.mows.backup.dashboards.upkeep.Upkeep;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that is behind the page, in the order in which it needs each other. */
final class Host implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.system();
    private static @Nullable ServeOptions chosen;

    private final ServeOptions options = Objects.requireNonNull(chosen, "started by Serve");
    private final Documents documents = new Documents(options.config());
    private final Secrets secrets = new Secrets(options.config());
    private final HostState state = new HostState(options.state());
    private final HostIdentity id = new HostIdentity(state);
    private final EventHub events = new EventHub(UUID.randomUUID().toString().substring(0, 8));
    private final OpenRepository repository = new OpenRepository(
            () -> {
                Named<RepositorySpec> found = documents
                        .load()
                        .repository()
                        .orElseThrow(() -> ApiException.conflict("there is no repository yet", "finish the set-up"));
                RepositoryPlace place = RepositoryPlace.of(found.spec(), secrets, options.cache());
                return OpenRepository.open(place, secrets.password(found.spec()));
            },
            CLOCK);
    private final HoldingsWatch holdings = new HoldingsWatch(repository, id, this::tellApps);
    private final Databases databases = new Databases(secrets);
    private final RunQueue queue = RunQueue.start(
            state,
            new Children(program(), documents, secrets, options.cache()),
            events,
            CLOCK,
            this::repositoryChanged,
            app -> Backups.work(documents, id.get(), databases, app));
    private final Backups backups = new Backups(documents, queue, id, databases);
    private final Setup setup = new Setup(
            documents, secrets, state, options.cache(), version(), events, backups, id, this::repositoryChanged);
    private final BackupTimer timer = new BackupTimer(
            documents, queue, backups, () -> setup.phase() == SetupPhase.Ready, CLOCK, ZoneId.systemDefault());
    private final Apps apps = new Apps(documents, queue, holdings, timer::next, CLOCK, ZoneId.systemDefault());
    private final Upkeep upkeep = new Upkeep(
            documents, state, holdings, queue, () -> setup.phase() == SetupPhase.Ready, CLOCK, ZoneId.systemDefault());
    private final RestorePoints points = new RestorePoints(repository, queue, id);
    private final Sessions sessions = new Sessions(state, CLOCK);

    /** Before the first is made. */
    static void use(ServeOptions options) {
        chosen = options;
    }

    private static Path program() {
        return Path.of(System.getProperty("mows.home", "")).resolve("bin/mows-backup");
    }

    private static String version() {
        return System.getProperty("mows.version", "");
    }

    /** Now and then. */
    void follow() {
        timer.follow();
        upkeep.follow();
        repository.closeIfIdle();
    }

    /** Less often. */
    void look() {
        if (setup.phase() != SetupPhase.FirstStart) {
            holdings.refresh();
        }
    }

    private void repositoryChanged() {
        repository.renew();
        tellApps();
        holdings.refresh();
    }

    private void tellApps() {
        if (apps != null) {
            apps.all().forEach(app -> events.publish("app", app));
        }
    }

    Gate gate() {
        String port = ":" + options.port();
        List<String> hosts = Stream.concat(
                        Stream.of((options.address().contains(":") ? "[" + options.address() + "]" : options.address())
                                + port),
                        Stream.of("127.0.0.1" + port, "localhost" + port, "[::1]" + port))
                .distinct()
                .toList();
        return new Gate(
                hosts,
                sessions::isKnown,
                "open the link that 'mows-backup serve' printed; the file " + sessions.tokenFile()
                        + " holds the token for a new one");
    }

    /** What to tell who started it. @param terminal whether only they see it */
    String greeting(boolean terminal) {
        String page = "http://" + gate().name() + "/#login=";
        return terminal
                ? "MOWS Backup is at " + page + sessions.token()
                : "MOWS Backup is at " + page + "TOKEN, with the token in " + sessions.tokenFile();
    }

    Documents documents() {
        return documents;
    }

    EventHub events() {
        return events;
    }

    HoldingsWatch holdings() {
        return holdings;
    }

    RunQueue queue() {
        return queue;
    }

    Backups backups() {
        return backups;
    }

    Setup setup() {
        return setup;
    }

    NewApps newApps() {
        return new NewApps(documents, secrets, backups, () -> setup.phase() == SetupPhase.Ready);
    }

    Databases databases() {
        return databases;
    }

    Secrets secrets() {
        return secrets;
    }

    Upkeep upkeep() {
        return upkeep;
    }

    Apps apps() {
        return apps;
    }

    RestorePoints points() {
        return points;
    }

    FileBrowser browser() {
        return new FileBrowser(points);
    }

    RestorePlans plans() {
        return new RestorePlans(points, queue, id);
    }

    Sessions sessions() {
        return sessions;
    }

    @Override
    public void close() {
        timer.close();
        queue.close();
        repository.close();
    }
}
