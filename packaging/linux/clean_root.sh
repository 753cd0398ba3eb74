#!/usr/bin/env bash
# Makes a clean Debian root, minbase and nothing else, as a tar file: clean_root.sh TAR [SUITE]
#
# Needs root and debootstrap; the mirror is the one that apt uses here.
set -euo pipefail

tar=$1
suite=${2:-bookworm}
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -n 1)
root=$(mktemp -d)
trap 'umount "$root/proc" 2>/dev/null || true; rm -rf --one-file-system "$root"' EXIT

debootstrap --variant=minbase "$suite" "$root" "$mirror"
# No services are started in a root that is only a folder.
printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
mkdir -p "$(dirname "$tar")"
chmod 755 "$root"
tar -C "$root" -cf "$tar.part" .
mv "$tar.part" "$tar"
