package cloud.mows.backup.dashboards.cluster.today;

import java.time.Instant;

/** A moment of an app. */
public record AppMoment(String app, Instant time) {}
