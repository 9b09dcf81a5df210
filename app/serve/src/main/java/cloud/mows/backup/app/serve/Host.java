package cloud.mows.backup.app.serve;

import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.engine.OpenRepository;
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
import cloud.mows.backup.dashboards.store.RepositoryPlace;
import cloud.mows.backup.dashboards.upkeep.Upkeep;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.UUID;

/** All that is behind the page of one machine, in the order in which it needs each other. */
final class Host implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.system();

    private final Front front = Front.chosen();
    private final ServeOptions options = front.options();
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
                return Engine.open(place.access(secrets.password(found.spec())), LockNeed.NONE);
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
            documents,
            secrets,
            state,
            options.cache(),
            front.platform().version(),
            events,
            backups,
            id,
            this::repositoryChanged);
    private final BackupTimer timer = new BackupTimer(
            documents, queue, backups, () -> setup.phase() == SetupPhase.Ready, CLOCK, ZoneId.systemDefault());
    private final Apps apps = new Apps(documents, queue, holdings, timer::next, CLOCK, ZoneId.systemDefault());
    private final Upkeep upkeep = new Upkeep(
            documents, state, holdings, queue, () -> setup.phase() == SetupPhase.Ready, CLOCK, ZoneId.systemDefault());
    private final RestorePoints points = new RestorePoints(repository, queue, id);

    private static Path program() {
        return Path.of(System.getProperty("mows.home", "")).resolve("bin/mows-backup");
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

    @Override
    public void close() {
        timer.close();
        queue.close();
        repository.close();
    }
}
