package cloud.mows.backup.e2e.cluster;

import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/** Two clusters share the tests, which wait for programs in pods most of the time, so that each is busy about as long. */
final class ClusterLane implements ResourceLocksProvider {
    private static final Set<Class<?>> SECOND = Set.of(
            RestoresE2E.class, SecondClusterE2E.class, DatabasesE2E.class, LonghornE2E.class, DeclaredAppE2E.class);

    /** Which cluster a test class has. */
    static String of(Class<?> test) {
        return SECOND.contains(test) ? "the second cluster" : "the first cluster";
    }

    @Override
    public Set<Lock> provideForClass(Class<?> test) {
        return Set.of(new Lock(of(test)));
    }
}
