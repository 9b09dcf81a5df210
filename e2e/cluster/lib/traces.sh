# Removes what a cluster left on the machine, whatever killed it: the kernel takes processes, mounts and network devices with
# the namespaces, but not these. Sourced after cluster.sh; the caller holds the cluster's lock.
# shellcheck shell=bash disable=SC2154

remove_traces() {
    ip link delete "$host_link" 2>/dev/null || true
    detach_loops
    remove_cgroups
    rm -rf --one-file-system "$cluster"
    rmdir --ignore-fail-on-non-empty "$(dirname "$cluster")" 2>/dev/null || true
}

# The loop devices of block volumes, and those that kubelet puts on these to keep them in use: they would keep the file system
# of all volumes. Once its mounts are gone, the path of a file begins where the file system does, so volumes lie in a folder
# that is named like the node; of kubelet's devices only the number of the file is left, which is the device's own.
detach_loops() {
    local device file upper
    while read -r device file; do
        [[ $file == */"$node"/vol-*/disk.img ]] || continue
        upper=$(losetup --noheadings --output NAME,BACK-MAJ:MIN,BACK-INO |
            awk -v of="$(stat --format '%Hd:%Ld %i' "$device")" '$2 " " $3 == of { print $1 }')
        losetup --detach ${upper:+"$upper"} "$device"
    done < <(losetup --noheadings --output NAME,BACK-FILE)
}

remove_cgroups() {
    local folder tries
    for ((tries = 0; tries < 50; tries++)); do
        for folder in /sys/fs/cgroup/*/"$node"; do
            [[ ! -d $folder ]] || find "$folder" -depth -type d -exec rmdir {} + 2>/dev/null || true
        done
        compgen -G "/sys/fs/cgroup/*/$node" >/dev/null || return 0
        # Processes that are just ending still count.
        sleep 0.1
    done
    echo "${0##*/}: cgroups are left: $(compgen -G "/sys/fs/cgroup/*/$node")" >&2
    return 1
}
