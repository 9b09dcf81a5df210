package cloud.mows.backup.dashboards.host;

import cloud.mows.backup.core.problem.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The documents of a host: {@code repositories/*.yaml} and {@code apps/*.yaml}. They are few, and read anew whenever somebody asks, so
 * that what a person changes holds at once.
 */
public final class Documents {
    private static final String SUFFIX = ".yaml";
    private static final DocumentCodec<RepositorySpec> REPOSITORY =
            new DocumentCodec<>("Repository", RepositorySpec.class);
    private static final DocumentCodec<AppSpec> APP = new DocumentCodec<>("App", AppSpec.class);

    private final Path folder;

    public Documents(Path folder) {
        this.folder = folder;
    }

    /** Everything as it is now. @param problems of documents that cannot be used */
    public record Loaded(
            List<Named<RepositorySpec>> repositories, List<Named<AppSpec>> apps, List<DocumentProblem> problems) {
        public Optional<Named<AppSpec>> app(String name) {
            return apps.stream().filter(app -> app.name().equals(name)).findFirst();
        }

        /** The one that backups go to. */
        public Optional<Named<RepositorySpec>> repository() {
            return repositories.stream().findFirst();
        }
    }

    public Path folder() {
        return folder;
    }

    public Loaded load() {
        List<DocumentProblem> problems = new ArrayList<>();
        List<Named<RepositorySpec>> repositories = load("repositories", REPOSITORY, problems);
        List<Named<AppSpec>> apps = load("apps", APP, problems);
        if (repositories.size() > 1) {
            problems.add(new DocumentProblem(
                    folder.resolve("repositories"),
                    "there are " + repositories.size() + " repositories, and only one can be used: remove the others"));
        }
        return new Loaded(List.copyOf(repositories), List.copyOf(apps), List.copyOf(problems));
    }

    private <T> List<Named<T>> load(String kind, DocumentCodec<T> codec, List<DocumentProblem> problems) {
        List<Named<T>> found = new ArrayList<>();
        Path place = folder.resolve(kind);
        for (Path file : files(place, problems)) {
            String name = file.getFileName().toString().replaceFirst("\\.yaml$", "");
            try {
                found.add(codec.decode(name, Files.readString(file)));
            } catch (IllegalArgumentException e) {
                problems.add(new DocumentProblem(file, String.valueOf(e.getMessage())));
            } catch (IOException e) {
                problems.add(new DocumentProblem(file, "it cannot be read: " + FileFailure.reason(e)));
            }
        }
        return found;
    }

    private static List<Path> files(Path place, List<DocumentProblem> problems) {
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            problems.add(new DocumentProblem(place, "it cannot be listed: " + FileFailure.reason(e)));
            return List.of();
        }
    }

    public void save(Named<AppSpec> app) throws IOException {
        PrivateFiles.replace(folder.resolve("apps").resolve(app.name() + SUFFIX), APP.encode(app));
    }

    public void save(Named<RepositorySpec> repository, List<Named<AppSpec>> apps) throws IOException {
        for (Named<AppSpec> app : apps) {
            save(app);
        }
        // Last: only with it anything is used.
        PrivateFiles.replace(
                folder.resolve("repositories").resolve(repository.name() + SUFFIX), REPOSITORY.encode(repository));
    }
}
