#!/usr/bin/env bash
# Makes the Flatpak from the archive for Linux: build.sh FOLDER
#
# FOLDER holds safeharbor-VERSION-linux-x86_64.tar.xz and gets safeharbor-VERSION-x86_64.flatpak.
# NOT TESTED: it needs the runtime from Flathub; only the manifest was parsed so far.
set -euo pipefail

folder=$(cd "${1:?usage: build.sh FOLDER}" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
version=$(python3 -c 'from tools.release.identity import version; print(version())')
app=$(python3 -c 'from tools.release.identity import load_identity; print(load_identity().app_id)')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp "$here/$app.yaml" "$work/"
cp "$folder/safeharbor-$version-linux-x86_64.tar.xz" "$work/safeharbor.tar.xz"
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH

flatpak remote-add --user --if-not-exists flathub https://dl.flathub.org/repo/flathub.flatpakrepo
flatpak-builder --user --install-deps-from=flathub --disable-rofiles-fuse --force-clean \
    --state-dir="$work/state" --repo="$work/repo" "$work/app" "$work/$app.yaml"

# What the sandbox is allowed to do was written down in the bundle: the network is not in it.
if grep -E '^shared=.*network' "$work/app/metadata"; then
    echo "the sandbox has a network" >&2
    exit 1
fi
flatpak build-bundle --runtime-repo=https://dl.flathub.org/repo/flathub.flatpakrepo \
    "$work/repo" "$folder/safeharbor-$version-x86_64.flatpak" "$app"
