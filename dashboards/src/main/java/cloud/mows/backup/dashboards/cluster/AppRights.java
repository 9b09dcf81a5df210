package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.crds.meta.ApiGroup;
import cloud.mows.backup.dashboards.people.Right;
import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.dashboards.problem.ApiException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which rights it takes to see apps, and to do something with them. */
public final class AppRights {
    private AppRights() {}

    private static Right of(String verb, String resource, @Nullable String app) {
        return new Right(verb, ApiGroup.NAME, resource, app);
    }

    static Right see(@Nullable String app) {
        return of("list", "backups", app);
    }

    /** Those of the apps that somebody may see. Whose namespace is gone, nobody has rights in. */
    public static Set<String> visible(Rights who, Collection<String> there, Collection<String> gone) {
        Set<String> seen = new HashSet<>(there);
        if (who.has(see(null))) {
            seen.addAll(gone);
            return seen;
        }
        Map<String, Right> needed = seen.stream().collect(Collectors.toMap(app -> app, AppRights::see));
        Set<Right> missing = Set.copyOf(who.missing(needed.values()));
        seen.removeIf(app -> missing.contains(needed.get(app)));
        return seen;
    }

    /** @throws ApiException as if there were none */
    public static void mustSee(Rights who, String app) {
        if (app.isEmpty() || !sees(who, app)) {
            throw ApiException.noApp(app);
        }
    }

    /** @throws ApiException naming what is missing */
    public static void mustSeeAll(Rights who) {
        must(who, see(null), "see how it is with the whole cluster");
    }

    /** @throws ApiException naming what is missing */
    public static void mustSeePlaces(Rights who) {
        must(who, of("list", "repositories", null), "see where the backups lie");
    }

    /** Whoever may do that may have everything backed up to where they can read it, and by any secret that is there. */
    public static List<Right> addPlace() {
        return List.of(of("create", "repositories", null));
    }

    /** To say when everything is backed up, and how long it is kept. */
    public static List<Right> changePolicy() {
        return List.of(of("patch", "clusterbackuppolicies", null));
    }

    public static List<Right> removePlace() {
        return List.of(of("delete", "repositories", null));
    }

    private static void must(Rights who, Right right, String what) {
        if (!who.has(right)) {
            throw ApiException.forbidden(
                    "you may not " + what + ": the right to " + right + " is missing",
                    "ask whoever may give you the right");
        }
    }

    /**
     * Whoever may have an app restored gets all that is in it, secrets too; nobody else is shown it.
     *
     * @throws ApiException naming what is missing
     */
    public static void mustSeeInside(Rights who, String app) {
        mustSee(who, app);
        restore(app, app).forEach(right -> must(who, right, "look into '" + app + "'"));
    }

    static boolean sees(Rights who, String app) {
        return who.has(see(null)) || who.has(see(app));
    }

    public static boolean seesAll(Rights who) {
        return who.has(see(null));
    }

    /** To say yes to what an app asks for. */
    public static List<Right> approve() {
        return List.of(of("create", "backupgrants", null), of("patch", "backupgrants", null));
    }

    /** To say no to it. */
    public static List<Right> deny(String app) {
        return List.of(of("patch", "backuppolicies/status", app));
    }

    static List<Right> backUp(String app) {
        return List.of(of("create", "backups", app));
    }

    /**
     * In both namespaces: whoever has an app restored into a namespace of their own gets all that is in it, secrets too.
     *
     * @param target the namespace that it is restored into
     */
    static List<Right> restore(String app, String target) {
        return Stream.of(app, target)
                .distinct()
                .map(namespace -> of("create", "restores", namespace))
                .toList();
    }

    /** @param controllerNamespace where Restores are */
    static Right restoreAnything(String controllerNamespace) {
        return of("create", "restores", controllerNamespace);
    }
}
