package cloud.mows.backup.dashboards.event;

/** @param id grows with each event of this process @param type {@code run}, {@code app} or {@code setup} */
public record Event(String id, String type, Object data) {}
