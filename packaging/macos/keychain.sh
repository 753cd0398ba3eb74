#!/usr/bin/env bash
# Puts the signing certificate into a keychain of its own, for one run of a workflow.
# NOT TESTED: no Mac has run it yet.
#
#   keychain.sh open     makes it from MACOS_CERTIFICATE (base64 of a .p12) and
#                        MACOS_CERTIFICATE_PASSWORD; RUNNER_TEMP says where
#   keychain.sh close    takes it away again
set -euo pipefail

keychain="${RUNNER_TEMP:?}/signing.keychain-db"
p12="$RUNNER_TEMP/signing.p12"

open_it() {
    local password line
    local keychains=()
    password=$(openssl rand -base64 24)
    # A failed import leaves no key behind either.
    trap 'rm -f "$p12"' EXIT
    (umask 077 && printf '%s' "${MACOS_CERTIFICATE:?}" | base64 --decode > "$p12")
    security create-keychain -p "$password" "$keychain"
    security set-keychain-settings -lut 3600 "$keychain"
    security unlock-keychain -p "$password" "$keychain"
    # `security import` takes the password of a .p12 from its command line or from a window, in no
    # other way: for this moment, other programs of the machine could read it. So it belongs on a
    # machine of its own, as a workflow has.
    security import "$p12" -k "$keychain" -f pkcs12 -P "${MACOS_CERTIFICATE_PASSWORD:?}" \
        -T /usr/bin/codesign
    security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain" > /dev/null
    while IFS= read -r line; do
        keychains+=("$(printf '%s' "$line" | sed -e 's/^ *"//' -e 's/"$//')")
    done < <(security list-keychains -d user)
    security list-keychains -d user -s "$keychain" "${keychains[@]}"
}

case ${1:-} in
    open) open_it ;;
    close) [ ! -e "$keychain" ] || security delete-keychain "$keychain" ;;
    *) echo "usage: keychain.sh open|close" >&2; exit 2 ;;
esac
