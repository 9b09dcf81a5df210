package cloud.mows.backup.dashboards.cluster.place;

import java.util.List;

/**
 * Where the backups of a cluster lie.
 *
 * @param missingToAdd rights that whoever asks would need to add a place; empty if they may
 * @param missingToRemove likewise, to remove one
 */
public record PlaceList(List<ClusterPlace> places, List<String> missingToAdd, List<String> missingToRemove) {}
