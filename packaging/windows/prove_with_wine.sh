#!/usr/bin/env bash
# Runs the installer for Windows under Wine, with stand-ins for the programs: it installs, refuses
# while the program runs, upgrades and removes. Needs makensis and a 64-bit Wine, and no screen.
# What it cannot show is whether the real programs run on Windows; the workflow does that.
set -euo pipefail

cd "$(dirname "$0")/../.."
work=$(mktemp -d)
export WINEPREFIX="$work/prefix" WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml="
export HOME="$work"
unset DISPLAY WAYLAND_DISPLAY
trap 'wineserver -k || true; wineserver -w || true; rm -rf "$work"' EXIT

# A program that runs for a while: an installer for 64 bits that only waits.
cat > "$work/waits.nsi" <<NSI
Unicode true
SilentInstall silent
RequestExecutionLevel user
OutFile "$work/waits.exe"
Section
  Sleep 40000
SectionEnd
NSI
cat > "$work/makensis64" <<'SH'
#!/bin/sh
exec makensis '-XTarget amd64-unicode' "$@"
SH
chmod +x "$work/makensis64"
"$work/makensis64" -V2 "$work/waits.nsi"

frozen="$work/frozen"
mkdir -p "$frozen/_internal/with a blank"
cp "$work/waits.exe" "$frozen/safeharbor.exe"
cp "$work/waits.exe" "$frozen/safeharbor-cli.exe"
echo text > "$frozen/_internal/with a blank/naïve.txt"

python3 -m tools.release.nsis "$frozen" "$work/SafeHarbor-proof-setup.exe" \
    --makensis "$work/makensis64"
wine wineboot --init > "$work/wine.log" 2>&1
wine winecfg -v win10
python3 -m tools.release.prove_setup "$work/SafeHarbor-proof-setup.exe" --wine "$WINEPREFIX"
