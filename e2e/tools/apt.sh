#!/usr/bin/env bash
# Installs from Debian's packages what the machine lacks of what the tests and the benchmark need, or of the packages that are
# named. Says nothing when nothing is missing.
#
#   e2e/tools/apt.sh [PACKAGE ...]
set -euo pipefail

if [[ $# -eq 0 ]]; then
    set -- acl attr chromium e2fsprogs hyperfine postgresql python3 rclone restic rsync util-linux zstd
    # Debian's Node.js only where there is none: it may be older than what is there already.
    command -v npm >/dev/null || set -- "$@" nodejs npm
fi

missing=()
for package in "$@"; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ $status == installed ]] || missing+=("$package")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0

if [[ $EUID -ne 0 ]]; then
    echo "apt.sh: must be run as root to install: ${missing[*]}." >&2
    exit 1
fi

export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { apt-get update && apt-get install --yes --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "apt.sh: could not install: ${missing[*]}." >&2
    exit 1
fi
echo "apt.sh: installed ${missing[*]}."
