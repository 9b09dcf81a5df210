package cloud.mows.backup.dashboards.setup;

import cloud.mows.backup.core.layout.AppId;
import cloud.mows.backup.core.layout.RestorePoint;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.Snapshot;
import cloud.mows.backup.dashboards.host.AppSpec;
import cloud.mows.backup.dashboards.host.DatabaseSpec;
import cloud.mows.backup.dashboards.host.Named;
import cloud.mows.backup.dashboards.run.BackupWork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The apps of hosts in a repository, as documents could say them. Pure. */
final class RepositoryContents {
    private final Map<String, List<App>> hosts;
    private final int others;

    /** @param newest its newest restore point */
    private record App(Named<AppSpec> document, int restorePoints, Snapshot newest) {}

    private RepositoryContents(Map<String, List<App>> hosts, int others) {
        this.hosts = hosts;
        this.others = others;
    }

    static RepositoryContents of(Collection<SavedSnapshot> snapshots) {
        // A backup in a cluster has a ledger.
        Map<AppId, List<RestorePoint>> byApp = RestorePoint.all(snapshots).stream()
                .filter(point -> point.ledger().isEmpty())
                .filter(point -> !point.backup().name().startsWith(BackupWork.BEFORE_RESTORE))
                .collect(Collectors.groupingBy(point -> point.backup().app()));
        Map<String, List<App>> hosts = new TreeMap<>();
        int ours = 0;
        for (Map.Entry<AppId, List<RestorePoint>> each : byApp.entrySet()) {
            Snapshot newest = each.getValue().getLast().snapshot().snapshot();
            AppSpec spec;
            try {
                spec = spec(newest);
                Named.requireName(each.getKey().app());
            } catch (IllegalArgumentException e) {
                // Of no host of ours, whatever its tags say.
                continue;
            }
            ours += each.getValue().size();
            hosts.computeIfAbsent(each.getKey().cluster(), _ -> new ArrayList<>())
                    .add(new App(
                            new Named<>(each.getKey().app(), spec),
                            each.getValue().size(),
                            newest));
        }
        return new RepositoryContents(hosts, snapshots.size() - ours);
    }

    /** As its document was, but for how its databases are reached. */
    private static AppSpec spec(Snapshot newest) {
        List<String> directories = new ArrayList<>();
        List<DatabaseSpec> databases = new ArrayList<>();
        for (String path : newest.paths()) {
            DatabaseSpec server = DatabaseSpec.ofFolder(path);
            if (server == null) {
                directories.add(path);
            } else {
                databases.add(server);
            }
        }
        return new AppSpec(directories, databases, newest.excludes(), null, null, true);
    }

    FoundRepository found() {
        return new FoundRepository(
                hosts.entrySet().stream()
                        .map(host -> host(host.getKey(), host.getValue()))
                        .sorted(Comparator.comparing(FoundHost::newest).reversed())
                        .toList(),
                others);
    }

    private static FoundHost host(String id, List<App> apps) {
        List<FoundHost.FoundApp> found = apps.stream()
                .map(app -> new FoundHost.FoundApp(
                        app.document().name(),
                        app.document().spec().directories(),
                        app.document().spec().databases().stream()
                                .map(server -> server.kind() + " " + server.name())
                                .toList(),
                        app.restorePoints(),
                        app.newest().time()))
                .sorted(Comparator.comparing(FoundHost.FoundApp::name))
                .toList();
        return new FoundHost(
                id,
                found.stream()
                        .map(FoundHost.FoundApp::newest)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                found);
    }

    /** Of a host, each paused: its files may not be there yet. Empty if there is no such host. */
    List<Named<AppSpec>> apps(String host) {
        return hosts.getOrDefault(host, List.of()).stream().map(App::document).toList();
    }
}
