package cloud.mows.backup.e2e.cluster;

import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/** Two clusters share the tests, which wait for programs in pods most of the time: the longest go to one of their own. */
final class ClusterLane implements ResourceLocksProvider {
    private static final Set<Class<?>> LONGEST = Set.of(RestoresE2E.class, SecondClusterE2E.class, DatabasesE2E.class);

    /** Which cluster a test class has. */
    static String of(Class<?> test) {
        return LONGEST.contains(test) ? "the cluster of the longest tests" : "the cluster";
    }

    @Override
    public Set<Lock> provideForClass(Class<?> test) {
        return Set.of(new Lock(of(test)));
    }
}
