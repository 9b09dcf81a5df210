package cloud.mows.backup.dashboards.run;

import java.io.IOException;

/** What a run does when its turn has come. */
@FunctionalInterface
public interface Work {
    Outcome run(LiveRun run, Children children) throws IOException, InterruptedException;
}
