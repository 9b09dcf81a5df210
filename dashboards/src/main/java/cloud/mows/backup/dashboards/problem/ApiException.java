package cloud.mows.backup.dashboards.problem;

/** What a request is answered with instead of what it asked for. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private ApiException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /** What was sent cannot be used. */
    public static ApiException unusable(String detail, String next) {
        return new ApiException(new Problem("unusable", "This cannot be used", 422, detail, next));
    }

    public static ApiException notFound(String detail, String next) {
        return new ApiException(new Problem("not-found", "There is no such thing", 404, detail, next));
    }

    public static ApiException noApp(String name) {
        return notFound("there is no app '" + name + "'", "see the list of apps");
    }

    /** It could be done, but not in the state that things are in. */
    public static ApiException conflict(String detail, String next) {
        return new ApiException(new Problem("conflict", "Not possible now", 409, detail, next));
    }

    /** Somebody else decides that whoever asks may not. */
    public static ApiException forbidden(String detail) {
        return new ApiException(new Problem(
                "forbidden",
                "The cluster does not let you do that",
                403,
                detail,
                "ask whoever may give you the right"));
    }

    public static ApiException unauthorized(String detail, String next) {
        return new ApiException(new Problem("unauthorized", "Not logged in", 401, detail, next));
    }

    /** Whoever asks may not do that. */
    public static ApiException forbidden(String detail, String next) {
        return new ApiException(new Problem("forbidden", "You may not do that", 403, detail, next));
    }

    /** Somebody whom it takes does not answer, or not in a way that can be used. */
    public static ApiException unavailable(String detail, String next) {
        return new ApiException(new Problem("unavailable", "Somebody else does not answer", 503, detail, next));
    }

    public static ApiException tooMany(String detail, String next) {
        return new ApiException(new Problem("too-many", "Too often", 429, detail, next));
    }
}
