#!/usr/bin/env bash
# Installs from Debian's packages what the test cluster needs and the machine lacks.
set -euo pipefail

exec "$(dirname "${BASH_SOURCE[0]}")/../tools/apt.sh" \
    btrfs-progs busybox-static containerd containernetworking-plugins iproute2 iptables mariadb-client mariadb-server-core openssl postgresql runc util-linux
