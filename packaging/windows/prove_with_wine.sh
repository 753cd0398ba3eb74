#!/usr/bin/env bash
# Runs the installer for Windows under Wine, with stand-ins for the programs: it installs, refuses
# while the program runs, upgrades and removes; it keeps away from a folder of somebody else, an
# older copy takes nothing from a newer one, and half an installation is said.
# Needs makensis and a 64-bit Wine, and no screen.
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
# Somebody else's uninstaller: it leaves a note when it is run.
cat > "$work/theirs.nsi" <<NSI
Unicode true
SilentInstall silent
RequestExecutionLevel user
OutFile "$work/theirs.exe"
Section
  FileOpen \$0 "\$EXEDIR\ran.txt" w
  FileClose \$0
SectionEnd
NSI
cat > "$work/makensis64" <<'SH'
#!/bin/sh
exec makensis '-XTarget amd64-unicode' "$@"
SH
chmod +x "$work/makensis64"
"$work/makensis64" -V2 "$work/waits.nsi"
"$work/makensis64" -V2 "$work/theirs.nsi"

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

setup="$work/SafeHarbor-proof-setup.exe"
drive="$WINEPREFIX/drive_c"
id=$(sed -n 's/^app_id *= *"\(.*\)"/\1/p' packaging/identity.toml)
entry="HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\$id"
failed=0
check() {
    local what=$1
    shift
    if "$@"; then echo "ok  $what"; else echo "NOT $what"; failed=1; fi
}
ends_with() {
    local wanted=$1 code=0
    shift
    wine "$@" || code=$?
    [ "$code" = "$wanted" ]
}
registered() { wine reg query "$entry" /v InstallLocation 2> /dev/null | grep -qF "$1"; }
uninstalled() {
    wine "C:\\$1\\uninstall.exe" /S
    for _ in $(seq 300); do
        [ -e "$drive/$1/uninstall.exe" ] || break
        sleep 0.2
    done
    # The uninstaller works from a copy of itself and may still be at it.
    wineserver -w
    [ ! -e "$drive/$1" ]
}
same() { [ "$(ls "$drive/$1")" = "$2" ]; }

mkdir "$drive/theirs" "$drive/stick" "$drive/half"
cp "$work/theirs.exe" "$drive/theirs/uninstall.exe"
check "somebody else's folder is refused" ends_with 1 "$setup" /S '/D=C:\theirs'
check "nothing in it was run or written" same theirs uninstall.exe
touch "$drive/stick/safeharbor.portable"
check "a portable copy is refused" ends_with 1 "$setup" /S '/D=C:\stick'
check "nothing in it was written" same stick safeharbor.portable

check "one copy is installed" ends_with 0 "$setup" /S '/D=C:\older'
check "and another one elsewhere" ends_with 0 "$setup" /S '/D=C:\newer'
check "the older one goes" uninstalled older
check "the newer one is registered still" registered 'C:\newer'
check "the newer one goes" uninstalled newer
check "then nothing is registered" test ! "$(registered C: && echo yes)"

# A file where a folder has to be: part of the program cannot be written.
touch "$drive/half/_internal"
check "half an installation ends with an error" ends_with 1 "$setup" /S '/D=C:\half'
check "it is registered, to be removed" registered 'C:\half'
[ "$failed" = 0 ]
