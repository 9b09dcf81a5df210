#!/usr/bin/env bash
# Installs from Debian's packages what the tests and the benchmark need and the machine lacks. Says nothing when nothing
# is missing.
set -euo pipefail

readonly packages=(acl attr e2fsprogs hyperfine python3 rclone restic rsync util-linux zstd)

missing=()
for package in "${packages[@]}"; do
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
