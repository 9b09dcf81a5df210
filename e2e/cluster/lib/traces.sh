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
# of all volumes. The kernel lists a device until its last user has closed it, and answers meanwhile that there is none, so
# each is tried until it is gone from the list.
detach_loops() {
    local device tried= tries
    for ((tries = 0; tries < 300; tries++)); do
        device=$(first_loop)
        [[ -n $device ]] || return 0
        [[ $device != "$tried" ]] || sleep 0.1
        losetup --detach "$device" 2>/dev/null || true
        tried=$device
    done
    echo "${0##*/}: loop device $device is still in use: $(losetup --noheadings --output BACK-FILE "$device")" >&2
    return 1
}

# Once its mounts are gone, the path of a file begins where the file system does, so volumes lie in a folder that is named
# like the node; of kubelet's devices only the number of the file is left, which is the device's own.
first_loop() {
    local device file upper
    while read -r device file; do
        [[ $file == */"$node"/vol-*/disk.img ]] || continue
        upper=$(losetup --noheadings --output NAME,BACK-MAJ:MIN,BACK-INO |
            awk -v of="$(stat --format '%Hd:%Ld %i' "$device")" '$2 " " $3 == of { print $1; exit }')
        echo "${upper:-$device}"
        return
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
