# The one node: containers (containerd, runc), pods (kubelet), services (kube-proxy) and names (CoreDNS). Sourced after
# service.sh.
# shellcheck shell=bash disable=SC2154

# restrict_oom_score_adj: where even root may not lower OOM scores, containers start all the same.
start_containerd() {
    cat >"$cluster/containerd.toml" <<TOML
version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "localhost/pause:1"
  restrict_oom_score_adj = true
  disable_apparmor = true
  stream_server_address = "127.0.0.1"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "overlayfs"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        SystemdCgroup = false
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "/etc/cni/net.d"
TOML
    mkdir -p "$cluster/cni"
    cat >"$cluster/cni/10-bridge.conflist" <<JSON
{"cniVersion": "0.4.0", "name": "test", "plugins": [
  {"type": "bridge", "bridge": "cni0", "isGateway": true, "ipMasq": true, "hairpinMode": true,
   "ipam": {"type": "host-local", "ranges": [[{"subnet": "$pod_cidr"}]], "routes": [{"dst": "0.0.0.0/0"}],
            "dataDir": "$cluster/ipam"}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
JSON
    start_service containerd containerd -c "$cluster/containerd.toml"
}

# import_image TAR
import_image() {
    inside ctr --namespace k8s.io images import "$1" >/dev/null
}

# The cgroups under which all pods live. kubelet makes none above its own.
make_cgroups() {
    local controller
    for controller in cpu cpuacct cpuset memory pids blkio devices freezer systemd; do
        [[ ! -d /sys/fs/cgroup/$controller ]] || mkdir -p "/sys/fs/cgroup/$controller/$node"
    done
    cat /sys/fs/cgroup/cpuset/cpuset.cpus >"/sys/fs/cgroup/cpuset/$node/cpuset.cpus"
    cat /sys/fs/cgroup/cpuset/cpuset.mems >"/sys/fs/cgroup/cpuset/$node/cpuset.mems"
}

start_kubelet() {
    echo "nameserver $host_ip" >"$cluster/resolv.conf"
    cat >"$cluster/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $node_ip
healthzBindAddress: 127.0.0.1
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $pki/ca.crt}}
authorization: {mode: Webhook}
tlsCertFile: $pki/kubelet-serving.crt
tlsPrivateKeyFile: $pki/kubelet-serving.key
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
cgroupDriver: cgroupfs
cgroupRoot: /$node
failCgroupV1: false
failSwapOn: false
enforceNodeAllocatable: [pods]
clusterDomain: cluster.local
clusterDNS: [$node_ip]
resolvConf: $cluster/resolv.conf
evictionHard: {memory.available: 100Mi, nodefs.available: 1%, imagefs.available: 1%, nodefs.inodesFree: 1%}
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
syncFrequency: 10s
volumeStatsAggPeriod: 10s
YAML
    start_service kubelet kubelet --config="$cluster/kubelet.yaml" --kubeconfig="$pki/kubelet.conf" \
        --hostname-override="$node" --node-ip="$node_ip"
}

start_kube_proxy() {
    cat >"$cluster/kube-proxy.yaml" <<YAML
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: {kubeconfig: $pki/kube-proxy.conf}
mode: iptables
clusterCIDR: $pod_cidr
healthzBindAddress: 127.0.0.1:10256
metricsBindAddress: 127.0.0.1:10249
conntrack: {maxPerCore: 0}
YAML
    start_service kube-proxy kube-proxy --config="$cluster/kube-proxy.yaml" --hostname-override="$node"
}

start_coredns() {
    cat >"$cluster/Corefile" <<COREFILE
cluster.local {
    bind $node_ip
    errors
    kubernetes cluster.local {
        kubeconfig $pki/admin.conf
    }
    cache 5
}
COREFILE
    start_service coredns coredns -conf "$cluster/Corefile"
}
