package cloud.mows.backup.dashboards.database;

import java.util.List;

/**
 * What of its databases goes into a backup of an app.
 *
 * @param problems why some do not
 */
public record Dumps(List<Dump> dumps, List<String> problems) {
    public Dumps {
        dumps = List.copyOf(dumps);
        problems = List.copyOf(problems);
    }
}
