package cloud.mows.backup.app.cli.session;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What options say of where a repository is and what opens it. Null where one was not given. */
final class RepositoryPlace {
    @Nullable
    String repo;

    @Nullable
    Path repositoryFile;

    @Nullable
    Path passwordFile;

    @Nullable
    String passwordCommand;

    boolean insecureNoPassword;

    boolean isNamed() {
        return repo != null || repositoryFile != null;
    }
}
