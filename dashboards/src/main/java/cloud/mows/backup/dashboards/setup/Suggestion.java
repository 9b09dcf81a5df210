package cloud.mows.backup.dashboards.setup;

/** A directory worth backing up. @param about a key that the page has words for */
public record Suggestion(String path, String name, String about) {}
