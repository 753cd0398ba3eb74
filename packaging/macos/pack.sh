#!/usr/bin/env bash
# Signs dist/SafeHarbor.app, has Apple look at it where secrets allow that, and makes the image.
# NOT TESTED: no Mac has run it yet.
#
#   pack.sh MACHINE      arm64 or x86_64; writes dist/SafeHarbor-VERSION-macos-MACHINE.dmg
#
# Without MACOS_CERTIFICATE the app is signed ad hoc. `signed=true` or `signed=false` goes to
# GITHUB_OUTPUT, and from there into the release text.
set -euo pipefail

machine=${1:?usage: pack.sh MACHINE}
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
version=$(python3 -c 'from tools.release.identity import version; print(version())')
app=dist/SafeHarbor.app
dmg="dist/SafeHarbor-$version-macos-$machine.dmg"

[ "$(uname -m)" = "$machine" ] || { echo "this Mac is $(uname -m), not $machine" >&2; exit 1; }
signed=false
if [ -n "${MACOS_CERTIFICATE:-}" ]; then
    # Without its name the app would be signed ad hoc, and only Apple would notice, at the end.
    : "${MACOS_SIGNING_IDENTITY:?} ${MACOS_NOTARY_KEY:?}"
    trap '"$here/keychain.sh" close' EXIT
    "$here/keychain.sh" open
    signed=true
else
    unset MACOS_SIGNING_IDENTITY
fi
"$here/sign.sh" "$app"
if [ "$signed" = true ]; then "$here/notarise.sh" "$app"; fi
"$here/make_dmg.sh" "$app" "$dmg"
if [ "$signed" = true ]; then
    "$here/notarise.sh" "$dmg"
    spctl --assess --type execute --verbose "$app"
fi
echo "signed=$signed" >> "${GITHUB_OUTPUT:-/dev/null}"
