package cloud.mows.backup.dashboards.setup;

import cloud.mows.backup.dashboards.app.AppRequest;
import java.util.List;

/** What to protect, and where to. */
public record SetupRequest(List<AppRequest> apps, Place place) {}
