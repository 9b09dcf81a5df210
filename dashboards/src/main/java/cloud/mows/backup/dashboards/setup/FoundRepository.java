package cloud.mows.backup.dashboards.setup;

import java.util.List;

/**
 * What a repository holds.
 *
 * @param hosts those whose place can be taken, the newest first
 * @param others snapshots that this program did not make on a host
 */
public record FoundRepository(List<FoundHost> hosts, int others) {}
