#!/usr/bin/env bash
# Builds the programs the tests and the benchmark run against, each at a pinned version, into a cache outside the source
# tree, and prints the path of each.
#
#   e2e/tools/build.sh [--paths] [restic|kopia|versitygw|rustic ...]        (default: restic versitygw)
#
# With --paths it only prints where the programs lie or would lie, and builds nothing.
# A program lies in <cache>/<name>-<version>/<name>. It is built again only when its version, its go.mod or its go.sum
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
        restic) echo github.com/restic/restic/cmd/restic ;;
        kopia) echo github.com/kopia/kopia ;;
        versitygw) echo github.com/versity/versitygw/cmd/versitygw ;;
        *) return 1 ;;
    esac
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
        restic) echo "-s -w -X main.version=$version" ;;
        kopia) echo "-s -w -X github.com/kopia/kopia/repo.BuildVersion=$version" ;;
        versitygw) echo "-s -w -X main.Version=v$version" ;;
    esac
}

build_go() {
    local name=$1 output=$2
    need go "$name"
    (
        cd "$here/$name"
        CGO_ENABLED=0 GOWORK=off GOFLAGS=-mod=readonly \
            go build -trimpath -buildvcs=false -ldflags "$(linker_flags_of "$name")" -o "$output" "$(package_of "$name")"
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
    local name=$1 final temporary
    final=$cache/$name-$(version_of "$name")
    if [[ -x $final/$name && -f $final/key && $(<"$final/key") == "$(key_of "$name")" ]]; then
        echo "$final/$name"
        return
    fi
    mkdir -p "$cache"
    temporary=$(mktemp -d "$cache/.$name.XXXXXX")
    # shellcheck disable=SC2064 # the folder's name of now is meant
    trap "rm -rf '$temporary'" EXIT
    chmod 755 "$temporary"
    if [[ $name == rustic ]]; then
        build_rustic "$temporary/$name"
    else
        build_go "$name" "$temporary/$name"
    fi
    key_of "$name" >"$temporary/key"
    mkdir -p "$final"
    mv "$temporary/$name" "$final/$name"
    mv "$temporary/key" "$final/key"
    rm -rf "$temporary"
    trap - EXIT
    echo "$final/$name"
}

paths_only=false
if [[ ${1:-} == --paths ]]; then
    paths_only=true
    shift
fi
[[ $# -gt 0 ]] || set -- restic versitygw
for name in "$@"; do
    [[ $name == rustic ]] || package_of "$name" >/dev/null \
        || fail "'$name' is none of the tools restic, kopia, versitygw, rustic."
done
for name in "$@"; do
    if $paths_only; then
        echo "$cache/$name-$(version_of "$name")/$name"
    else
        provide "$name"
    fi
done
