package cloud.mows.backup.app.service;

import cloud.mows.backup.schedulers.report.AppReport;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Reports for programs. */
final class AppJson {
    private AppJson() {}

    static String list(List<AppReport> apps) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        apps.forEach(app -> array.add(node(app)));
        return array + "\n";
    }

    static String show(AppReport app) {
        return node(app) + "\n";
    }

    private static ObjectNode node(AppReport app) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("app", app.app()).put("state", app.state()).put("why", app.why());
        ArrayNode points = node.putArray("restore_points");
        for (AppReport.Point each : app.points()) {
            ObjectNode point = points.addObject()
                    .put("name", each.name())
                    .put("moment", each.moment().toString())
                    .put("missing", each.missing());
            ArrayNode repositories = point.putArray("repositories");
            each.repositories().forEach(repositories::add);
        }
        ArrayNode volumes = node.putArray("volumes");
        app.volumes()
                .forEach(volume -> volumes.addObject()
                        .put("claim", volume.claim())
                        .put("state", volume.covered().kind().word())
                        .put("why", volume.covered().words()));
        ArrayNode backups = node.putArray("backups");
        for (AppReport.Run run : app.runs()) {
            ObjectNode backup = backups.addObject()
                    .put("name", run.name())
                    .put("phase", run.phase())
                    .put("message", run.message());
            run.moment().ifPresent(moment -> backup.put("moment", moment.toString()));
            ArrayNode snapshots = backup.putArray("snapshots");
            run.restorePoints()
                    .forEach(point -> snapshots
                            .addObject()
                            .put("repository", point.repository())
                            .put("snapshot_id", point.id()));
        }
        return node;
    }
}
