package cloud.mows.backup.dashboards.cluster.request;

import java.util.List;

/**
 * All that nobody has approved.
 *
 * @param requests the ones that wait first
 * @param faults annotations that ask for something, which nobody can tell
 */
public record ClusterRequests(List<ClusterRequest> requests, List<AnnotationFault> faults) {}
