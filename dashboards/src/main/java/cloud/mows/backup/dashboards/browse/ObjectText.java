package cloud.mows.backup.dashboards.browse;

/**
 * An object as it was.
 *
 * @param yaml all of it
 */
public record ObjectText(String apiVersion, String kind, String name, String yaml) {}
