package cloud.mows.backup.dashboards.today;

import cloud.mows.backup.dashboards.app.Apps;
import cloud.mows.backup.dashboards.app.HoldingsWatch;
import cloud.mows.backup.dashboards.host.DocumentProblem;
import cloud.mows.backup.dashboards.host.Documents;
import cloud.mows.backup.dashboards.setup.Setup;
import cloud.mows.backup.dashboards.setup.SetupPhase;
import cloud.mows.backup.dashboards.upkeep.Upkeep;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The first page. */
@Path("/api/v1/today")
@Produces(MediaType.APPLICATION_JSON)
public final class TodayResource {
    private final Setup setup;
    private final Documents documents;
    private final HoldingsWatch holdings;
    private final Apps apps;
    private final Upkeep upkeep;

    public TodayResource(Setup setup, Documents documents, HoldingsWatch holdings, Apps apps, Upkeep upkeep) {
        this.setup = setup;
        this.documents = documents;
        this.holdings = holdings;
        this.apps = apps;
        this.upkeep = upkeep;
    }

    @GET
    public Today today() {
        return TodayDecider.decide(
                setup.phase() == SetupPhase.Ready,
                documents.load().problems().stream()
                        .map(DocumentProblem::toString)
                        .toList(),
                holdings.known().problem(),
                upkeep.places(),
                apps.all());
    }
}
