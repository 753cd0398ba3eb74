#!/usr/bin/env bash
# Makes the AppImage from the archive for Linux: build.sh FOLDER
#
# FOLDER holds safeharbor-VERSION-linux-x86_64.tar.xz and gets SafeHarbor-VERSION-x86_64.AppImage.
# The two tools are fetched and compared with their hashes; the runtime goes in front of the image
# and is named here so that the tool does not fetch another one by itself.
# NOT TESTED: only a runner with a connection to the tools' releases can run it.
set -euo pipefail

releases=https://github.com/AppImage
tool=appimagetool/releases/download/1.9.1/appimagetool-x86_64.AppImage
tool_hash=ed4ce84f0d9caff66f50bcca6ff6f35aae54ce8135408b3fa33abfc3cb384eb0
runtime=type2-runtime/releases/download/20251108/runtime-x86_64
runtime_hash=2fca8b443c92510f1483a883f60061ad09b46b978b2631c807cd873a47ec260d

folder=$(cd "${1:?usage: build.sh FOLDER}" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
version=$(python3 -c 'from tools.release.identity import version; print(version())')
app=$(python3 -c 'from tools.release.identity import load_identity; print(load_identity().app_id)')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch() {
    curl --fail --silent --show-error --location --proto '=https' --tlsv1.2 --retry 3 \
        --output "$2" "$releases/$1"
    printf '%s  %s\n' "$3" "$2" | sha256sum --check --strict --quiet
}
fetch "$tool" "$work/appimagetool" "$tool_hash"
fetch "$runtime" "$work/runtime" "$runtime_hash"
chmod +x "$work/appimagetool"

mkdir "$work/unpacked"
tar -xJf "$folder/safeharbor-$version-linux-x86_64.tar.xz" -C "$work/unpacked" \
    --strip-components=1
image="$work/SafeHarbor.AppDir"
"$work/unpacked/install.sh" --prefix "$image/usr"

# What install.sh wrote points into this folder; inside the image the program is on the PATH.
entry="$image/usr/share/applications/$app.desktop"
sed -e 's|^TryExec=.*|TryExec=safeharbor|' -e 's|^Exec="\{0,1\}[^ "]*/safeharbor"\{0,1\}|Exec=safeharbor|' \
    "$entry" > "$image/$app.desktop"
cp "$image/$app.desktop" "$entry"
if grep -rlF "$work" "$image" > "$work/paths"; then
    echo "these files name the folder they were built in:" >&2
    cat "$work/paths" >&2
    exit 1
fi
cp "$image/usr/share/icons/hicolor/256x256/apps/$app.png" "$image/$app.png"
ln -s "$app.png" "$image/.DirIcon"
cat > "$image/AppRun" <<'RUN'
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
exec "$here/usr/bin/safeharbor" "$@"
RUN
chmod 0755 "$image/AppRun"

SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH ARCH=x86_64 VERSION="$version" APPIMAGE_EXTRACT_AND_RUN=1
"$work/appimagetool" --runtime-file "$work/runtime" --no-appstream "$image" \
    "$folder/SafeHarbor-$version-x86_64.AppImage"
