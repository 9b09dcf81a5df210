/**
 * The program in a real Kubernetes: etcd, API server, controllers, kubelet, containerd and a CSI driver with snapshots, all
 * started on this machine by e2e/cluster. A test class asks for it with {@code @ExtendWith(ClusterExtension.class)} and
 * gets the one {@link cloud.mows.backup.e2e.cluster.TestCluster} of this run as a parameter; it is started for the first class
 * that asks and ends with the run, however that ends. Classes carry {@code @Tag("cluster")}.
 *
 * <p>A test works in namespaces of its own, which it deletes, and leaves no volume: it counts them.
 */
@NullMarked
package cloud.mows.backup.e2e.cluster;

import org.jspecify.annotations.NullMarked;
