package cloud.mows.backup.dashboards.app;

import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.dashboards.database.DatabaseRequest;
import cloud.mows.backup.dashboards.host.AppSpec;
import cloud.mows.backup.dashboards.host.DatabaseSpec;
import cloud.mows.backup.dashboards.host.Named;
import cloud.mows.backup.dashboards.host.Secrets;
import cloud.mows.backup.dashboards.problem.ApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * An app that somebody wants, checked and not written down yet.
 *
 * @param secrets by their files
 */
public record AppDraft(Named<AppSpec> document, Map<String, String> secrets) {
    public AppDraft {
        secrets = Map.copyOf(secrets);
    }

    /** @param field of the request, for whoever sent it */
    public static AppDraft of(AppRequest request, String field) {
        String name = request.name() == null ? "" : request.name().strip();
        Map<String, String> secrets = new TreeMap<>();
        try {
            Named.requireName(name);
            List<DatabaseSpec> databases = new ArrayList<>();
            for (DatabaseRequest database :
                    Objects.requireNonNullElse(request.databases(), List.<DatabaseRequest>of())) {
                String file = "secrets/" + name + "." + database.kind() + "-" + database.name() + ".pgpass";
                DatabaseSpec spec = database.spec(file);
                databases.add(spec);
                if (database.hasPassword()) {
                    secrets.put(file, database.passwordLine());
                }
            }
            AppSpec spec = new AppSpec(request.directories(), databases, request.excludes(), null, null, null);
            spec.directories().forEach(AppDraft::requireDirectory);
            return new AppDraft(new Named<>(name, spec), secrets);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw ApiException.unusable(field + ": " + e.getMessage(), "");
        }
    }

    private static void requireDirectory(String directory) {
        if (!Files.isDirectory(Path.of(directory))) {
            throw new IllegalArgumentException("there is no directory " + directory);
        }
        if (!Files.isReadable(Path.of(directory))) {
            throw new IllegalArgumentException("this program may not read " + directory);
        }
    }

    /** Otherwise every backup would save what the one before it stored. */
    public static void requireOutside(StorageLocation location, Named<AppSpec> app) {
        if (location instanceof StorageLocation.Directory(Path where)) {
            Path place = where.normalize();
            for (String directory : app.spec().directories()) {
                if (place.startsWith(directory)) {
                    throw ApiException.unusable(
                            "the place " + place + " lies in " + directory + ", which is to be backed up",
                            "choose a place elsewhere, best on another disk");
                }
            }
        }
    }

    /** Before the document that names them. */
    public void writeSecrets(Secrets into) throws IOException {
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            into.write(secret.getKey(), secret.getValue());
        }
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "AppDraft[" + document + "]";
    }
}
