#!/usr/bin/env bash
# Has Apple look at a signed app or disk image, and staples the answer to it.
# NOT TESTED: no Mac has run it yet.
#
#   notarise.sh FILE     an .app or a .dmg
#
# MACOS_NOTARY_KEY (the .p8 key's text), MACOS_NOTARY_KEY_ID and MACOS_NOTARY_ISSUER name a key
# of App Store Connect.
set -euo pipefail

file=${1:?usage: notarise.sh FILE}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(umask 077 && printf '%s\n' "${MACOS_NOTARY_KEY:?}" > "$work/key.p8")
key=(--key "$work/key.p8" --key-id "${MACOS_NOTARY_KEY_ID:?}" --issuer "${MACOS_NOTARY_ISSUER:?}")

sent=$file
if [ -d "$file" ]; then
    # An app is a folder: it travels as an archive, and the answer is stapled to the folder.
    sent="$work/$(basename "$file").zip"
    ditto -c -k --keepParent "$file" "$sent"
fi

answer="$work/answer.json"
xcrun notarytool submit "$sent" "${key[@]}" --wait --timeout 30m --output-format json > "$answer" ||
    true
read -r id status < <(plutil -extract id raw -o - "$answer" | tr '\n' ' '
    plutil -extract status raw -o - "$answer")
if [ "$status" != Accepted ]; then
    xcrun notarytool log "$id" "${key[@]}" >&2 || true
    echo "Apple did not accept $(basename "$file"): $status" >&2
    exit 1
fi
xcrun stapler staple "$file"
xcrun stapler validate "$file"
