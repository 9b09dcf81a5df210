package cloud.mows.backup.dashboards.setup;

import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.dashboards.app.AppDraft;
import cloud.mows.backup.dashboards.app.AppRequest;
import cloud.mows.backup.dashboards.host.AppSpec;
import cloud.mows.backup.dashboards.host.Named;
import cloud.mows.backup.dashboards.host.RepositorySpec;
import cloud.mows.backup.dashboards.host.Secrets;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.dashboards.store.Place;
import cloud.mows.backup.dashboards.store.PlaceCredentials;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** What a set-up will write, checked. */
record SetupPlan(Named<RepositorySpec> repository, List<AppDraft> drafts) {
    static SetupPlan of(SetupRequest request) {
        Place place = request.place();
        if (place == null || place.location() == null || place.location().isBlank()) {
            throw ApiException.unusable("place.location is missing", "say where backups are to go");
        }
        StorageLocation location = PlaceTester.location(place.location());
        String name = place.name() == null || place.name().isBlank()
                ? "main"
                : place.name().strip();
        RepositorySpec repository;
        try {
            repository = new RepositorySpec(
                    location instanceof StorageLocation.Directory(Path path)
                            ? path.normalize().toString()
                            : place.location().strip(),
                    Secrets.passwordFile(name),
                    PlaceCredentials.of(place).variables().isEmpty() ? null : Secrets.credentialsFile(name),
                    null,
                    null);
            Named.requireName(name);
        } catch (IllegalArgumentException e) {
            throw ApiException.unusable("place: " + e.getMessage(), "");
        }
        SetupPlan plan = new SetupPlan(new Named<>(name, repository), drafts(request));
        requireOutside(place, plan.apps());
        return plan;
    }

    List<Named<AppSpec>> apps() {
        return drafts.stream().map(AppDraft::document).toList();
    }

    private static List<AppDraft> drafts(SetupRequest request) {
        List<AppRequest> wanted = Objects.requireNonNullElse(request.apps(), List.of());
        if (request.existing() != null && request.existing().host() != null) {
            if (wanted.isEmpty()) {
                return List.of();
            }
            throw ApiException.unusable(
                    "apps: with the place of another machine come its apps, and no others", "leave apps empty");
        }
        if (wanted.isEmpty()) {
            throw ApiException.unusable("apps is empty", "choose at least one directory or database to protect");
        }
        List<AppDraft> drafts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            AppDraft draft = AppDraft.of(wanted.get(i), "apps[" + i + "]");
            String name = draft.document().name();
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw ApiException.unusable("apps[" + i + "]: there are two of the name '" + name + "'", "");
            }
            drafts.add(draft);
        }
        return List.copyOf(drafts);
    }

    static void requireOutside(Place place, List<Named<AppSpec>> apps) {
        StorageLocation location = PlaceTester.location(place.location());
        apps.forEach(app -> AppDraft.requireOutside(location, app));
    }
}
