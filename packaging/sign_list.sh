#!/usr/bin/env bash
# Lists what a release holds with its checksums, and signs the list where there is a key.
#
#   sign_list.sh FOLDER
#
# MINISIGN_KEY (the secret key file's text) and MINISIGN_PASSWORD switch signing on. The public
# key is packaging/minisign.pub; a key that does not fit it is refused. It is not laid beside the
# list: whoever could change the one could change the other. `minisign=true` or `minisign=false` goes to GITHUB_OUTPUT, and from there into the release text.
set -euo pipefail

folder=${1:?usage: sign_list.sh FOLDER}
public=$(cd "$(dirname "$0")" && pwd)/minisign.pub
cd "$folder"
rm -f SHA256SUMS SHA256SUMS.minisig
found=()
for file in *; do
    [ -f "$file" ] || { echo "$file is no file" >&2; exit 1; }
    found+=("$file")
done
# Made elsewhere, so that the list does not list itself.
list=$(sha256sum -- "${found[@]}")
printf '%s\n' "$list" > SHA256SUMS
signed=false
if [ -n "${MINISIGN_KEY:-}" ]; then
    secret=$(mktemp)
    trap 'rm -f "$secret"' EXIT
    printf '%s\n' "$MINISIGN_KEY" > "$secret"
    printf '%s\n' "${MINISIGN_PASSWORD:-}" | minisign -S -s "$secret" -m SHA256SUMS > /dev/null
    minisign -V -q -p "$public" -m SHA256SUMS
    signed=true
fi
echo "minisign=$signed" >> "${GITHUB_OUTPUT:-/dev/null}"
