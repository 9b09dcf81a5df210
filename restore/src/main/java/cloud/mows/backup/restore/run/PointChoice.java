package cloud.mows.backup.restore.run;

import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestoreSpec;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which restore point a Restore means. */
final class PointChoice {
    private PointChoice() {}

    /** What was chosen, or why nothing was. */
    sealed interface Choice {
        record Chosen(RestorePoint point) implements Choice {}

        record None(String reason) implements Choice {}
    }

    /**
     * @param points all of the cluster
     * @param clusterId of this cluster: its restore points go before those of others
     */
    static Choice choose(RestoreSpec spec, Collection<RestorePoint> points, String clusterId) {
        if (spec.restorePoint() != null) {
            return named(spec, points);
        }
        List<RestorePoint> ofApp = points.stream()
                .filter(point -> point.getSpec().app().equals(spec.app())
                        && !point.getSpec().savedBeforeRestore())
                .sorted(Comparator.comparing(point -> point.getSpec().time()))
                .toList();
        List<RestorePoint> own = ofApp.stream()
                .filter(point -> point.getSpec().cluster().equals(clusterId))
                .toList();
        List<RestorePoint> candidates = own.isEmpty() ? ofApp : own;
        if (candidates.isEmpty()) {
            return new Choice.None("there is no restore point of app " + spec.app()
                    + ": 'kubectl get restorepoints' shows those that there are");
        }
        if (candidates.stream()
                        .map(point -> point.getSpec().cluster())
                        .distinct()
                        .count()
                > 1) {
            return new Choice.None(
                    "several other clusters had an app " + spec.app() + ": name one of their restore points");
        }
        return spec.asOf() == null ? new Choice.Chosen(candidates.getLast()) : asOf(spec.asOf(), candidates);
    }

    private static Choice named(RestoreSpec spec, Collection<RestorePoint> points) {
        Optional<RestorePoint> named = points.stream()
                .filter(point -> point.getMetadata().getName().equals(spec.restorePoint()))
                .findFirst();
        if (named.isEmpty()) {
            return new Choice.None("there is no restore point " + spec.restorePoint());
        }
        String app = named.get().getSpec().app();
        return app.equals(spec.app())
                ? new Choice.Chosen(named.get())
                : new Choice.None("restore point " + spec.restorePoint() + " is of app " + app);
    }

    /** @param candidates oldest first, at least one */
    private static Choice asOf(Instant time, List<RestorePoint> candidates) {
        Stream<RestorePoint> notYounger =
                candidates.stream().filter(point -> !point.getSpec().time().isAfter(time));
        return notYounger
                .reduce((_, later) -> later)
                .<Choice>map(Choice.Chosen::new)
                .orElseGet(() -> new Choice.None("there is no restore point from before " + time + "; the oldest is of "
                        + candidates.getFirst().getSpec().time()));
    }
}
