#!/usr/bin/env bash
# Runs the self-test from the mounted disk image, read-only, as a person's Mac would first see it.
# NOT TESTED: no Mac has run it yet.
#
#   smoke_dmg.sh DMG
set -euo pipefail

dmg=${1:?usage: smoke_dmg.sh DMG}
root=$(cd "$(dirname "$0")/../.." && pwd)
place=$(mktemp -d)
hdiutil attach "$dmg" -readonly -nobrowse -mountpoint "$place"
trap 'hdiutil detach "$place" -force; rmdir "$place"' EXIT
cd "$root"
python3 -m tools.release.smoke "$place"/*.app/Contents/MacOS/safeharbor
