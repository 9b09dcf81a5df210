package cloud.mows.backup.dashboards.setup;

import java.util.Map;

/** Words that were typed back, by their number. */
public record WordsAnswer(Map<String, String> answers) {
    @Override
    public String toString() {
        return "WordsAnswer";
    }
}
