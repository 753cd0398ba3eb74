#!/usr/bin/env bash
# Signs SafeHarbor.app inside-out: first each library, then each program, then the bundle.
# NOT TESTED: written after Apple's and PyInstaller's documents; no Mac has run it yet.
#
#   sign.sh APP
#
# MACOS_SIGNING_IDENTITY  the name of the Developer ID certificate in the keychain. Without it
#                         the app is signed ad hoc: it starts on the Mac that made it, and other
#                         Macs warn. The release text says so.
set -euo pipefail

app=${1:?usage: sign.sh APP}
here=$(cd "$(dirname "$0")" && pwd)
identity=${MACOS_SIGNING_IDENTITY:-}

if [ -n "$identity" ]; then
    # A time stamp keeps the signature good after the certificate has ended.
    options=(--force --timestamp --options runtime --sign "$identity")
    with_rights=("${options[@]}" --entitlements "$here/entitlements.plist")
else
    # The hardened runtime refuses libraries without a team, so it is left out here.
    options=(--force --sign -)
    with_rights=("${options[@]}")
fi

is_program() { file -b "$1" | grep -q 'Mach-O.*executable'; }
is_library() { file -b "$1" | grep -Eq 'Mach-O.*(shared library|bundle)'; }

# The deepest first, so that nothing is signed before what lies inside it.
files=()
while IFS= read -r file; do
    files+=("$file")
done < <(find "$app/Contents" -type f | awk -F/ '{ print NF "\t" $0 }' | sort -rn | cut -f2-)

for file in "${files[@]}"; do
    if is_library "$file"; then
        codesign "${options[@]}" "$file"
    fi
done
for file in "${files[@]}"; do
    if is_program "$file"; then
        codesign "${with_rights[@]}" "$file"
    fi
done
while IFS= read -r framework; do
    codesign "${options[@]}" "$framework"
done < <(find "$app/Contents" -type d -name '*.framework' | awk -F/ '{ print NF "\t" $0 }' |
    sort -rn | cut -f2-)
codesign "${with_rights[@]}" "$app"

codesign --verify --deep --strict --verbose=2 "$app"
if [ -n "$identity" ]; then
    # Kept first: grep ends at the line that it looks for, and codesign would end in an error then.
    shown=$(codesign --display --verbose=2 "$app" 2>&1)
    grep -q 'flags=.*runtime' <<< "$shown"
fi
