package cloud.mows.backup.dashboards.browse;

/**
 * An object as it was.
 *
 * @param yaml all of it, but for who changed which field when
 * @param comparable without what a cluster fills in anew when it is made again
 */
public record ObjectText(String apiVersion, String kind, String name, String yaml, String comparable) {}
