#!/usr/bin/env bash
# Makes the disk image that people open: the app beside a link to Applications.
# NOT TESTED: no Mac has run it yet.
#
#   make_dmg.sh APP OUTPUT
set -euo pipefail

app=${1:?usage: make_dmg.sh APP OUTPUT}
output=${2:?usage: make_dmg.sh APP OUTPUT}
name=$(basename "$app" .app)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

ditto "$app" "$stage/$name.app"
ln -s /Applications "$stage/Applications"

# The system's own scanners hold a fresh volume for a moment; then it says "resource busy".
for attempt in 1 2 3 4 5; do
    if hdiutil create -volname "$name" -srcfolder "$stage" -fs HFS+ -format UDZO -ov "$output"; then
        break
    fi
    [ "$attempt" -lt 5 ] || exit 1
    sleep $((attempt * 5))
done
hdiutil verify "$output"
if [ -n "${MACOS_SIGNING_IDENTITY:-}" ]; then
    codesign --force --timestamp --sign "$MACOS_SIGNING_IDENTITY" "$output"
fi
