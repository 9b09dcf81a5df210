package cloud.mows.backup.e2e.cluster;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Begins with the tests that wait for each other, the longest of them first: others fill what is left of the time. */
final class ClustersFirst implements ClassOrderer {
    private static final List<Class<?>> LONGEST = List.of(RestoresE2E.class, InstallE2E.class);

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors().sort(Comparator.comparingInt(ClustersFirst::rank));
    }

    private static int rank(ClassDescriptor test) {
        if (LONGEST.contains(test.getTestClass())) {
            return 0;
        }
        return test.isAnnotated(ClusterTest.class) ? 1 : 2;
    }
}
