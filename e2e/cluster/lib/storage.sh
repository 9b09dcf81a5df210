# Volumes and their snapshots: our CSI driver and the controllers of Kubernetes' storage group. Sourced after service.sh.
# shellcheck shell=bash disable=SC2154

readonly csi_driver=testcsi.mows.cloud
readonly csi_socket=/var/lib/kubelet/plugins/testcsi/csi.sock

start_testcsi() {
    start_service testcsi testcsi -name "$csi_driver" -node "$node" -endpoint "$csi_socket" \
        -volumes "$cluster/volumes/$node" -faults "$cluster/faults.json"
}

# The node's part of a CSI driver of Longhorn's name, for volumes that somebody else makes; there is none of it in storage.yaml.
start_longhorn_csi() {
    local volumes=$cluster/volumes/longhorn
    inside mkdir -p "$volumes"
    start_service longhorn-csi testcsi -name driver.longhorn.io -node "$node" -endpoint /var/lib/kubelet/plugins/longhorn/csi.sock \
        -volumes "$volumes" -foreign
}

start_snapshot_controller() {
    start_service snapshot-controller snapshot-controller --kubeconfig="$KUBECONFIG"
}

start_csi_snapshotter() {
    start_service csi-snapshotter csi-snapshotter --kubeconfig="$KUBECONFIG" --csi-address="$csi_socket"
}

start_csi_provisioner() {
    start_service csi-provisioner csi-provisioner --kubeconfig="$KUBECONFIG" --csi-address="$csi_socket"
}

start_csi_resizer() {
    start_service csi-resizer csi-resizer --kubeconfig="$KUBECONFIG" --csi-address="$csi_socket"
}
