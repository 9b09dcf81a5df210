#!/usr/bin/env bash
# PID 1 of a cluster's own namespaces: mounts what must be private to it, then reaps orphans until it is killed, and then the
# kernel removes every process, mount and network device of the cluster.
#
#   init.sh FOLDER NODE
set -euo pipefail
cluster=$1 node=$2

# kubelet and the CSI driver pass mounts on to containers, which needs shared mounts; outside nobody sees them.
mount --make-rshared /
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/lock /run/containerd /run/netns

# The programs keep their usual paths, behind which lies the cluster's folder.
bind() {
    mkdir -p "$cluster/$1" "$2"
    mount --bind "$cluster/$1" "$2"
    mount --make-rshared "$2"
}
bind kubelet /var/lib/kubelet
bind containerd /var/lib/containerd
bind cni /etc/cni/net.d
bind logs/pods /var/log/pods
bind logs/containers /var/log/containers

# Volumes are btrfs subvolumes, for their snapshots.
mkdir -p "$cluster/volumes"
truncate -s 20G "$cluster/volumes.img"
mkfs.btrfs --quiet "$cluster/volumes.img"
mount -o loop,noatime "$cluster/volumes.img" "$cluster/volumes"
mount --make-rshared "$cluster/volumes"
mkdir "$cluster/volumes/$node"

hostname "$node"
ip link set lo up
echo 1 >/proc/sys/net/ipv4/ip_forward

: >"$cluster/ready"
while :; do
    sleep infinity &
    wait $! || true
done
