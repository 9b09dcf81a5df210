package cloud.mows.backup.dashboards.today;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How it is, in a sentence. */
public record Today(Verdict state, Sentence sentence, List<Reason> reasons) {
    public enum Verdict {
        Good,
        Running,
        Warning,
        Bad
    }

    /** What the page has words for. @param values that go into them: numbers, names, times */
    public record Sentence(String key, Map<String, String> values) {}

    /** Why it is so. @param app null if it is about no app alone @param next what to do about it */
    public record Reason(@Nullable String app, Sentence sentence, Sentence next) {}
}
