# A program of the cluster as a process in its namespaces. Sourced after cluster.sh.
# shellcheck shell=bash disable=SC2154

# start_service NAME COMMAND...: its pid (as the cluster numbers it) lies in pids/NAME, what it says in logs/NAME.log. It does not
# keep the lock (9), which only PID 1 shall hold.
start_service() {
    local name=$1
    shift
    mkdir -p "$cluster/pids" "$cluster/logs"
    rm -f "$cluster/pids/$name"
    # shellcheck disable=SC2016 # expanded by the inner shell
    inside setsid sh -c 'echo $$ >"$0"; exec "$@"' "$cluster/pids/$name" "$@" \
        </dev/null >>"$cluster/logs/$name.log" 2>&1 9>&- &
    wait_until "start of $name" 10 test -s "$cluster/pids/$name"
}

service_is_alive() {
    local pid
    pid=$(cat "$cluster/pids/$1" 2>/dev/null) && inside kill -0 "$pid" 2>/dev/null
}

# end_service NAME SIGNAL
end_service() {
    service_is_alive "$1" || return 0
    inside kill "-$2" "$(<"$cluster/pids/$1")"
    # The apiserver first waits for its watchers: up to 36 s.
    wait_until "end of $1" 60 service_is_gone "$1"
}

service_is_gone() {
    ! service_is_alive "$1"
}
