#!/usr/bin/env bash
# Builds the programs the tests and the benchmark run against, each at a pinned version, into a cache outside the source
# tree, and prints the path of each.
#
#   e2e/tools/build.sh [--paths] [restic|restic-0.18|kopia|versitygw|helm|promtool|oidc-server|rustic ...]   (default: all but kopia and rustic)
#
# With --paths it only prints where the programs lie or would lie, and builds nothing.
# restic-0.18 is an older restic, as a second judge; oidc-server is the example of a provider that comes with Zitadel's library. A program lies in <cache>/<program>-<version>/<program>. It is built again only when its version, its go.mod or its go.sum
# changes. The cache is $MOWS_BACKUP_TOOLS, or else mows-backup/tools in the user's cache folder.
set -euo pipefail

readonly RUSTIC_VERSION=0.11.4

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${MOWS_BACKUP_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/mows-backup/tools}

fail() {
    echo "build.sh: $*" >&2
    exit 1
}

need() {
    command -v "$1" >/dev/null || fail "$2 needs the program '$1', which is not installed."
}

# The command-line package of a Go tool; fails for a name that is no Go tool.
package_of() {
    case $1 in
        restic | restic-*) echo github.com/restic/restic/cmd/restic ;;
        kopia) echo github.com/kopia/kopia ;;
        versitygw) echo github.com/versity/versitygw/cmd/versitygw ;;
        helm) echo helm.sh/helm/v4/cmd/helm ;;
        promtool) echo github.com/prometheus/prometheus/cmd/promtool ;;
        oidc-server) echo github.com/zitadel/oidc/v3/example/server ;;
        *) return 1 ;;
    esac
}

# What the program is called, of whichever version.
program_of() {
    echo "${1%%-[0-9]*}"
}

version_of() {
    case $1 in
        rustic) echo "$RUSTIC_VERSION" ;;
        *) sed -nE 's/^require [^ ]+ v([^ ]+)$/\1/p' "$here/$1/go.mod" ;;
    esac
}

# What the built program depends on: when this text changes, the program is built again.
key_of() {
    case $1 in
        rustic) echo "rustic-rs $RUSTIC_VERSION --no-default-features" ;;
        *) cat "$here/$1/go.mod" "$here/$1/go.sum" | sha256sum | cut -d ' ' -f 1 ;;
    esac
}

linker_flags_of() {
    local version
    version=$(version_of "$1")
    case $1 in
        restic | restic-*) echo "-s -w -X main.version=$version" ;;
        kopia) echo "-s -w -X github.com/kopia/kopia/repo.BuildVersion=$version" ;;
        versitygw) echo "-s -w -X main.Version=v$version" ;;
        helm) echo "-s -w -X helm.sh/helm/v4/internal/version.version=v$version" ;;
        promtool) echo "-s -w -X github.com/prometheus/common/version.Version=$version" ;;
        oidc-server) echo "-s -w" ;;
    esac
}

# Of promtool, without the clients of all clouds in which Prometheus finds what to scrape: rules need none.
tags_of() {
    [[ $1 != promtool ]] || echo remove_all_sd
}

build_go() {
    local name=$1 output=$2
    need go "$name"
    (
        cd "$here/$name"
        CGO_ENABLED=0 GOWORK=off GOFLAGS=-mod=readonly \
            go build -trimpath -buildvcs=false -tags "$(tags_of "$name")" -ldflags "$(linker_flags_of "$name")" -o "$output" "$(package_of "$name")"
    ) >&2
}

build_rustic() {
    local output=$1 root
    need cargo rustic
    root=$(dirname "$output")/root
    cargo install "rustic-rs@$RUSTIC_VERSION" --locked --no-default-features --root "$root" >&2
    mv "$root/bin/rustic" "$output"
    rm -rf "$root"
}

# Builds into a folder beside the final one and moves it there in one step, so that nobody ever runs half a program.
provide() {
    local name=$1 program final temporary
    program=$(program_of "$name")
    final=$cache/$program-$(version_of "$name")
    if [[ -x $final/$program && -f $final/key && $(<"$final/key") == "$(key_of "$name")" ]]; then
        echo "$final/$program"
        return
    fi
    mkdir -p "$cache"
    temporary=$(mktemp -d "$cache/.$name.XXXXXX")
    # shellcheck disable=SC2064 # the folder's name of now is meant
    trap "rm -rf '$temporary'" EXIT
    chmod 755 "$temporary"
    if [[ $name == rustic ]]; then
        build_rustic "$temporary/$program"
    else
        build_go "$name" "$temporary/$program"
    fi
    key_of "$name" >"$temporary/key"
    mkdir -p "$final"
    mv "$temporary/$program" "$final/$program"
    mv "$temporary/key" "$final/key"
    rm -rf "$temporary"
    trap - EXIT
    echo "$final/$program"
}

paths_only=false
if [[ ${1:-} == --paths ]]; then
    paths_only=true
    shift
fi
[[ $# -gt 0 ]] || set -- restic restic-0.18 versitygw helm promtool oidc-server
for name in "$@"; do
    [[ $name == rustic ]] || package_of "$name" >/dev/null \
        || fail "'$name' is none of the tools restic, restic-0.18, kopia, versitygw, helm, promtool, oidc-server, rustic."
done
for name in "$@"; do
    if $paths_only; then
        echo "$cache/$(program_of "$name")-$(version_of "$name")/$(program_of "$name")"
    else
        provide "$name"
    fi
done
