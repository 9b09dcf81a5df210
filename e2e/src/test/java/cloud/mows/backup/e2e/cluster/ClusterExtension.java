package cloud.mows.backup.e2e.cluster;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Gives tests the cluster of their lane, which JUnit closes at the end. After a class that failed the next one gets a cluster of its own, since
 * what the first left behind would make that one fail too.
 */
final class ClusterExtension implements BeforeAllCallback, AfterAllCallback, TestWatcher, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ClusterExtension.class);
    private static final String FAILED = "failed";

    /** Here and not where the parameter is resolved, because there JUnit takes a skipped test for a failed one. */
    @Override
    public void beforeAll(ExtensionContext context) {
        cluster(context);
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        // A parent's store is seen by its children, but not the other way round.
        context.getParent().orElseThrow().getStore(NAMESPACE).put(FAILED, true);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getExecutionException().isPresent()
                || context.getStore(NAMESPACE).get(FAILED) != null) {
            TestCluster used = context.getRoot().getStore(NAMESPACE).remove(lane(context), TestCluster.class);
            if (used != null) {
                used.close();
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster(context);
    }

    private static TestCluster cluster(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(lane(context), lane -> TestCluster.start(), TestCluster.class);
    }

    private static String lane(ExtensionContext context) {
        return ClusterLane.of(context.getRequiredTestClass());
    }
}
