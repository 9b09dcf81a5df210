package cloud.mows.backup.dashboards.setup;

import java.time.Instant;
import java.util.List;

/** A machine that backed up into a repository. @param newest when its newest restore point was made */
public record FoundHost(String id, Instant newest, List<FoundApp> apps) {
    /** @param databases servers, for people @param newest when its newest restore point was made */
    public record FoundApp(
            String name, List<String> directories, List<String> databases, int restorePoints, Instant newest) {}
}
