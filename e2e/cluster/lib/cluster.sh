# Which cluster is meant, where its things lie, and how to get into it. Sourced; call `use_cluster N` first.
# shellcheck shell=bash disable=SC2034 # most variables are for the files that source this one

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly here

# Everything follows from the number, so that what a killed cluster left can be found without asking it.
use_cluster() {
    [[ ${1-} =~ ^[1-9]$ ]] || { echo "${0##*/}: a cluster's number is 1 to 9, not '${1-}'." >&2; exit 2; }
    number=$1
    node=mows-$number
    cluster=/var/lib/mows-backup-e2e/$node
    pki=$cluster/pki
    lock=/run/lock/mows-backup-e2e-$number.lock

    host_link=mows-$number
    host_ip=10.99.$number.1
    node_ip=10.99.$number.2
    pod_cidr=10.244.$number.0/24
    service_cidr=10.97.$number.0/24
    service_ip=10.97.$number.1
    export KUBECONFIG=$pki/admin.conf
    # Not in the path of everybody who is root.
    export PATH=$PATH:/usr/sbin:/sbin
}

# The process that is PID 1 in the cluster, if it is alive; a number that was given to another process since is not it.
init_pid() {
    local pid
    pid=$(cat "$cluster/init.pid" 2>/dev/null) || return 1
    tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF "init.sh $cluster " || return 1
    echo "$pid"
}

# Runs a command in the cluster's namespaces. (`ip netns exec` would mount a new /sys, without cgroups.)
inside() {
    nsenter --target "$(init_pid)" --mount --uts --ipc --net --pid -- "$@"
}

wait_until() {
    local what=$1 seconds=$2 end
    shift 2
    end=$((SECONDS + seconds))
    until "$@" >/dev/null 2>&1; do
        if ((SECONDS >= end)); then
            echo "${0##*/}: $what: not within $seconds s; logs are in $cluster/logs." >&2
            return 1
        fi
        sleep 0.1
    done
}
