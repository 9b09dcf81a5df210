package cloud.mows.backup.dashboards.setup;

import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.recovery.RecoverySecret;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.dashboards.store.RepositoryPlace;
import cloud.mows.backup.dashboards.store.TypedSecret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens a repository by what somebody typed: recovery words or a password. */
final class RepositoryOpener {
    private RepositoryOpener() {}

    /** @param words whether the twelve words opened it, which then go on being what recovers it */
    record Opened(Engine engine, boolean words) implements AutoCloseable {
        @Override
        public void close() {
            engine.close();
        }
    }

    /** To be closed. */
    static Opened open(RepositoryPlace place, String address, @Nullable String typed, LockNeed need) {
        String given = TypedSecret.given(typed);
        String fault = null;
        String words = null;
        if (TypedSecret.mayBeWords(given)) {
            try {
                words = RecoverySecret.parse(given).repositoryPassword();
            } catch (IllegalArgumentException e) {
                fault = String.valueOf(e.getMessage());
            }
        }
        for (String password : words == null ? List.of(given) : List.of(words, given)) {
            try {
                return new Opened(Engine.open(place.access(password), need), password.equals(words));
            } catch (BackupException e) {
                if (e.problem().code() != ProblemCode.WRONG_PASSWORD) {
                    throw e;
                }
            }
        }
        throw fault == null
                ? ApiException.unusable(
                        "this does not open the repository at " + address,
                        "compare it with what was written down; words of a newer or older kit may be of another repository")
                : ApiException.unusable(fault, "compare the words with what was written down");
    }
}
