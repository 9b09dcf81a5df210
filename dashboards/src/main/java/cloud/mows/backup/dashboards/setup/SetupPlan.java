package cloud.mows.backup.dashboards.setup;

import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.dashboards.app.AppRequest;
import cloud.mows.backup.dashboards.host.AppSpec;
import cloud.mows.backup.dashboards.host.Named;
import cloud.mows.backup.dashboards.host.RepositorySpec;
import cloud.mows.backup.dashboards.host.Secrets;
import cloud.mows.backup.dashboards.problem.ApiException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** What a set-up will write, checked. */
record SetupPlan(Named<RepositorySpec> repository, List<Named<AppSpec>> apps) {
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
                    PlaceCredentials.of(place).variables().isEmpty() ? null : Secrets.credentialsFile(name));
            Named.requireName(name);
        } catch (IllegalArgumentException e) {
            throw ApiException.unusable("place: " + e.getMessage(), "");
        }
        List<Named<AppSpec>> apps = apps(request);
        requireOutside(place, apps);
        return new SetupPlan(new Named<>(name, repository), apps);
    }

    private static List<Named<AppSpec>> apps(SetupRequest request) {
        List<AppRequest> wanted = Objects.requireNonNullElse(request.apps(), List.of());
        if (request.existing() != null && request.existing().host() != null) {
            if (wanted.isEmpty()) {
                return List.of();
            }
            throw ApiException.unusable(
                    "apps: with the place of another machine come its apps, and no others", "leave apps empty");
        }
        if (wanted.isEmpty()) {
            throw ApiException.unusable("apps is empty", "choose at least one directory to protect");
        }
        List<Named<AppSpec>> apps = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            AppRequest app = wanted.get(i);
            String field = "apps[" + i + "]";
            try {
                String name = app.name() == null ? "" : app.name().strip();
                Named<AppSpec> made = new Named<>(name, new AppSpec(app.directories(), app.excludes(), null, null));
                if (!names.add(name.toLowerCase(Locale.ROOT))) {
                    throw new IllegalArgumentException("there are two of the name '" + name + "'");
                }
                made.spec().directories().forEach(SetupPlan::requireDirectory);
                apps.add(made);
            } catch (IllegalArgumentException | NullPointerException e) {
                throw ApiException.unusable(field + ": " + e.getMessage(), "");
            }
        }
        return List.copyOf(apps);
    }

    private static void requireDirectory(String directory) {
        if (!Files.isDirectory(Path.of(directory))) {
            throw new IllegalArgumentException("there is no directory " + directory);
        }
        if (!Files.isReadable(Path.of(directory))) {
            throw new IllegalArgumentException("this program may not read " + directory);
        }
    }

    static void requireOutside(Place place, List<Named<AppSpec>> apps) {
        if (PlaceTester.location(place.location()) instanceof StorageLocation.Directory(Path path)) {
            apps.forEach(app -> requireOutside(path.normalize(), app));
        }
    }

    /** Otherwise every backup would save what the one before it stored. */
    private static void requireOutside(Path place, Named<AppSpec> app) {
        for (String directory : app.spec().directories()) {
            if (place.startsWith(directory)) {
                throw ApiException.unusable(
                        "the place " + place + " lies in " + directory + ", which is to be backed up",
                        "choose a place elsewhere, best on another disk");
            }
        }
    }
}
