# What a machine must offer. Sourced.
# shellcheck shell=bash

# Exits with 3 and one sentence unless a cluster can run here.
check_machine() {
    local program controller missing=()
    ((EUID == 0)) || lacks "root rights"
    for program in containerd runc ctr mkfs.btrfs btrfs iptables busybox ip unshare nsenter losetup openssl flock; do
        command -v "$program" >/dev/null || missing+=("$program")
    done
    [[ -x /usr/lib/cni/bridge ]] || missing+=(/usr/lib/cni/bridge)
    ((${#missing[@]} == 0)) || lacks "${missing[*]} (run e2e/cluster/apt.sh)"
    # The hierarchies that kubelet is given below: one folder for each controller.
    for controller in cpu cpuset memory pids; do
        [[ -d /sys/fs/cgroup/$controller ]] ||
            lacks "cgroup version 1, alone or beside version 2 (version 2 alone is not supported yet)"
    done
    grep -qw btrfs /proc/filesystems || modprobe btrfs 2>/dev/null || lacks "btrfs in its kernel"
    grep -qw overlay /proc/filesystems || modprobe overlay 2>/dev/null || lacks "overlayfs in its kernel"
    losetup --find >/dev/null 2>&1 || lacks "loop devices"
    unshare --mount --net --pid --fork true 2>/dev/null || lacks "the right to make namespaces"
}

lacks() {
    echo "${0##*/}: this machine lacks $1." >&2
    exit 3
}
