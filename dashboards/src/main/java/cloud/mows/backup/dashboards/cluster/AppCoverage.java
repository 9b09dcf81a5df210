package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.schedulers.coverage.Covered;
import java.util.Optional;

/** How an app, or a volume of one, is protected. */
public enum AppCoverage {
    Protected,
    Partly,
    Requested,
    Excluded,
    NotProtected,
    /** Its namespace is gone, and there is something to restore. */
    Gone;

    static AppCoverage of(Optional<Covered> covered) {
        return covered.map(AppCoverage::of).orElse(Gone);
    }

    static AppCoverage of(Covered covered) {
        return switch (covered.kind()) {
            case PROTECTED -> Protected;
            case PARTLY -> Partly;
            case REQUESTED -> Requested;
            case EXCLUDED -> Excluded;
            case NOT -> NotProtected;
        };
    }
}
