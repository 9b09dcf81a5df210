package cloud.mows.backup.dashboards.store;

import cloud.mows.backup.core.recovery.RecoverySecret;
import cloud.mows.backup.dashboards.problem.ApiException;
import org.jspecify.annotations.Nullable;

/** What somebody typed that is to open a repository: its twelve recovery words, or a password. */
public final class TypedSecret {
    private TypedSecret() {}

    /** Without what is around it. @throws ApiException if it is nothing */
    public static String given(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            throw ApiException.unusable(
                    "nothing was given that opens the repository", "type its twelve recovery words, or its password");
        }
        return typed.strip();
    }

    /** Whether it is as many words. */
    public static boolean mayBeWords(String given) {
        return given.split("[\\s,]+").length == RecoverySecret.WORD_COUNT;
    }

    /**
     * That of a repository which has only one: what the words derive, or what was typed.
     *
     * @throws ApiException if it is nothing, or twelve words of which one is wrong
     */
    public static String password(@Nullable String typed) {
        String given = given(typed);
        if (!mayBeWords(given)) {
            return given;
        }
        try {
            return RecoverySecret.parse(given).repositoryPassword();
        } catch (IllegalArgumentException e) {
            throw ApiException.unusable(String.valueOf(e.getMessage()), "compare the words with what was written down");
        }
    }
}
