package cloud.mows.backup.schedulers.bundle;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;

/** The machines. */
final class NodesTopic implements Topic {
    @Override
    public String fileName() {
        return "nodes.yaml";
    }

    @Override
    public String holds() {
        return "the machines: names, labels, taints, addresses, systems, and how k3s was started on each";
    }

    @Override
    public Map<String, Object> read(ClusterApi api, Gaps gaps) {
        String distribution = Distribution.of(api.version()).orElse("");
        if (Distribution.isRancher(distribution)) {
            String folder = "/var/lib/rancher/" + distribution + "/server";
            gaps.add(
                    "token of " + distribution,
                    "The token by which machines join is only on the servers, in " + folder + "/token: keep it with the"
                            + " recovery kit. A new cluster makes one of its own; the old one is needed where its snapshots of"
                            + " etcd are used.");
            gaps.add(
                    "files of " + distribution,
                    "How " + distribution
                            + " was started is in nodes.yaml, as it notes it itself, without secrets. Its files"
                            + " are not: /etc/rancher/" + distribution + "/config.yaml and registries.yaml, "
                            + folder + "/manifests and " + folder + "/tls.");
        } else {
            gaps.add(
                    "files of the control plane",
                    "How the API server and etcd were started, and their certificates and keys, is only on the machines"
                            + " that they run on. A new cluster makes its own, and with them kubeconfigs that people were given.");
        }
        return new Entry()
                .put("nodes", api.list("v1", "nodes", node -> entry(node, distribution)))
                .map();
    }

    private static Map<String, Object> entry(GenericKubernetesResource node, String distribution) {
        return new Entry()
                .put("name", Entry.name(node))
                .put("labels", Entry.labels(node))
                .copy(node, "spec", "taints", "podCIDRs", "unschedulable", "providerID")
                .copy(node, "status", "addresses")
                .put(
                        "system",
                        new Entry()
                                .copy(
                                        node,
                                        "status.nodeInfo",
                                        "kubeletVersion",
                                        "osImage",
                                        "kernelVersion",
                                        "containerRuntimeVersion",
                                        "architecture",
                                        "systemUUID")
                                .map())
                .put(
                        "capacity",
                        new Entry()
                                .copy(node, "status.capacity", "cpu", "memory")
                                .map())
                .put("started", StartArguments.of(node, distribution))
                .map();
    }
}
