package cloud.mows.backup.schedulers.repository;

import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositorySpec;
import org.jspecify.annotations.Nullable;

/** What to say about a repository. */
record Verdict(ConditionStatus ready, String reason, String message) {
    private static final String A_NEW_ONE = "for a new one delete this Repository and create it again";

    /** @param id that it had when it was first opened */
    static Verdict of(Repository repository, @Nullable String id, OpenResult finding) {
        RepositorySpec spec = repository.getSpec();
        return switch (finding) {
            case OpenResult.Opened opened
            when id != null && !id.equals(opened.id()) ->
                no(
                        "OtherRepository",
                        "another repository is at " + spec.address() + " than the one that was first opened there ("
                                + opened.id().substring(0, 8) + " instead of " + id.substring(0, 8)
                                + "), so it is left alone: bring the right one back; " + A_NEW_ONE);
            case OpenResult.Opened opened ->
                new Verdict(ConditionStatus.TRUE, "Opened", opened.made() ? "it was made and opens" : "it opens");
            case OpenResult.Problem problem ->
                switch (problem.code()) {
                    case "wrong_password" ->
                        no(
                                "WrongPassword",
                                "the password in key " + spec.password().key() + " of Secret "
                                        + spec.password().name() + " does not open it");
                    case "repository_missing" ->
                        id == null
                                ? no(
                                        "NotFound",
                                        problem.message() + ", and none is made, since spec.initialize is false")
                                : no(
                                        "Vanished",
                                        "the repository that was at " + spec.address()
                                                + " is gone, and is not made again by itself: find out what became of it;"
                                                + " " + A_NEW_ONE);
                    case "repository_exists" -> no("RemainsFound", problem.message());
                    case "storage" -> no("Unreachable", problem.message());
                    case "damaged" -> no("Damaged", problem.message());
                    case "unsupported_version" -> no("UnsupportedVersion", problem.message());
                    case "usage" -> no("Misconfigured", problem.message());
                    default -> no("Failed", problem.message());
                };
        };
    }

    static Verdict no(String reason, String message) {
        return new Verdict(ConditionStatus.FALSE, reason, message);
    }
}
