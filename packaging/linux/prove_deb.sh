#!/usr/bin/env bash
# Proves the Linux packages in a clean Debian 12 root, with a screen and a real Secret Service:
#
#     packaging/linux/prove_deb.sh [--older FILE.deb]
#
# It takes the packages in dist/, as build_linux.sh makes them. The older one is that of a release
# before; where none is named it is the same program under a lower number.
#
# An older package is installed and used, upgraded while its window is open, used again, removed and
# purged; then the tar file is installed and removed by a plain account. What was written stays, to
# the byte. Log and pictures lie in build/prove/. Needs root, debootstrap and imagemagick; all of it
# runs in namespaces of its own, so that nothing is left behind.
set -euo pipefail

if [ "${PROVE_INSIDE:-}" != yes ]; then
    PROVE_INSIDE=yes exec unshare --mount --pid --fork --propagation private -- "$0" "$@"
fi

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
work=$top/build/prove
mkdir -p "$work/shots"
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$top/src/safeharbor/__init__.py")
new=$(echo "$top"/dist/safeharbor_*.deb)
tar=$top/dist/safeharbor-$version-linux-$(uname -m).tar.xz
if [ "${1:-}" = --older ]; then
    old=$(realpath "$2")
else
    : "${SOURCE_DATE_EPOCH:=$(git -C "$top" log -1 --format=%ct)}"
    export SOURCE_DATE_EPOCH
    old=$(python3 "$here/make_deb.py" --version 0.0.1 --output "$work" --work "$work/older")
    rm -rf "$work/older"
fi
log=$work/log.txt shots=$work/shots root=$work/root
rm -f "$log" "$log".* "$shots"/*
. "$here/clean_desktop.sh"

[ -s "$work/bookworm.tar" ] || "$here/clean_root.sh" "$work/bookworm.tar"
rm -rf --one-file-system "$root"
mkdir -p "$root" "$work/archives"
# What was downloaded once is kept for the next time.
keep() { find "$root/var/cache/apt/archives" -name '*.deb' -exec mv -t "$work/archives" {} + ; }
trap 'keep; umount "$root/proc" "$root/dev/shm" "$root/dev/pts" || true; rm -rf --one-file-system "$root"' EXIT

TEXT='Leuchtturm, 港, bezpieczna przystań'
MORE='typed into the older window after the upgrade'

install() { inside apt-get install -y -q --no-install-recommends "$@"; }
has_no_missing_library() {
    local file bad=0
    while read -r file; do
        inside ldd "$file" 2> /dev/null | grep 'not found' | sed "s|^|$file:|" && bad=1
    done < <(cd "$root" && find usr/lib/safeharbor -name '*.so*' -type f | grep -v \
        -e Multimedia -e multimedia -e TextToSpeech -e texttospeech -e cups | sed 's|^|/|')
    return $bad
}
selftest() {
    local out
    out=$(as "$1" env QT_QPA_PLATFORM="$2" safeharbor selftest --json 2> "$log.selftest") ||
        { printf '%s\n' "$out"; cat "$log.selftest"; return 1; }
    [ ! -s "$log.selftest" ] || { cat "$log.selftest"; return 1; }
}
reads_back() {
    local id
    id=$(as "$1" "$2" --json list | grep -o '"id": *"[^"]*"' | cut -d'"' -f4 | tail -n 1)
    as "$1" "$2" --json show "$id" | grep -qF "$3"
}
finds() { as "$1" safeharbor-cli --json search "$2" | grep -q '"id"'; }
man_is_quiet() {
    local page said
    for page in "$root"/usr/share/man/man1/safeharbor*.1.gz; do
        said=$(as "$1" env MANWIDTH=80 man --warnings -l "${page#"$root"}" 2>&1 > /dev/null)
        [ -z "$said" ] || { echo "$said"; return 1; }
    done
}
# The line "safeharbor guides " and a press of the Tab key, as each shell has it.
asked_bash() {
    as "$1" bash -c '. /usr/share/bash-completion/bash_completion
        _completion_loader safeharbor
        COMP_WORDS=(safeharbor guides "") COMP_CWORD=2
        _safeharbor && echo "${COMPREPLY[@]}"' | grep -x 'list show check'
}
asked_zsh() {
    cp "$here/ask_zsh.zsh" "$root/tmp/"
    as "$1" zsh -f /tmp/ask_zsh.zsh 'safeharbor-cli guides ' | tr -d '\r' |
        grep -- '-- list the guides'
}
asked_fish() { as "$1" fish -c 'complete -C "safeharbor guides "' | grep '^check.say what'; }
all_differ() { [ -z "$(sha256sum "$@" | cut -c-64 | sort | uniq -d)" ]; }
log_is_quiet() {
    local logs=$root/home/$1/.local/share/safeharbor/log
    [ ! -d "$logs" ] || ! grep -rhiE 'error|traceback|SH-[A-Z]+-' "$logs"
}
version_is() { [ "$(as "$1" "$2" --version)" = "safeharbor $3" ]; }
is_running() { as "$1" pgrep -x safeharbor; }

note "== A clean root, the older package and what it depends on; nothing else"
unpack_root "$work/bookworm.tar"
find "$work/archives" -name '*.deb' -exec cp -t "$root/var/cache/apt/archives" {} +
cp "$new" "$root/new.deb"
cp "$old" "$root/old.deb"
check "apt-get update" inside apt-get update -q
before=$(inside dpkg-query -f '.\n' -W | wc -l)
check "the older package is installed" install /old.deb
note "      $(inside dpkg-query -W -f '${Version}, ${Installed-Size} KiB' safeharbor)," \
    "with $(($(inside dpkg-query -f '.\n' -W | wc -l) - before - 1)) packages it depends on"
check "its files are as they were packed" inside dpkg --verify safeharbor
check "every library is there without the recommended packages" has_no_missing_library
add_account alex
check "the self-test passes with these packages alone" selftest alex offscreen

note "== A desktop beside it"
check "screen, session bus, Secret Service" install xvfb x11-utils x11-xserver-utils xdotool \
    imagemagick procps dbus gnome-keyring man-db desktop-file-utils shared-mime-info \
    bash-completion zsh fish libcups2 libpulse0 libspeechd2
check "a screen is started" start_screen alex
check "a session with a Secret Service is started" start_session alex
check "the self-test passes on the screen" selftest alex xcb
check "the manual is found" as alex man -w safeharbor-add
check "man has nothing to say against its pages" man_is_quiet alex
check "bash completes" asked_bash alex
check "zsh completes" asked_zsh alex
check "fish completes" asked_fish alex
check "the menu entry is valid" inside desktop-file-validate \
    /usr/share/applications/org.safeharbor.SafeHarbor.desktop
check "a backup has a type of its own" \
    grep -q 'application/x-safeharbor-archive:\*.shb' "$root/usr/share/mime/globs2"

note "== The older version is used"
check "a vault by the keyring alone" as alex safeharbor-cli init --policy simple
check "an entry by the terminal" as alex sh -c "printf %s '$TEXT' | safeharbor-cli add --title One"
check "it is read again" reads_back alex safeharbor-cli "$TEXT"
check "the window opens" open_window alex safeharbor
sleep 3
check "a picture of it" picture alex 1-older-window
note "      $(as alex xprop -id "$(window_of alex)" WM_CLASS)"
press alex ctrl+2
check "a picture of the journal" picture alex 2-older-journal

note "== Upgraded while its window is open"
check "the newer package is installed" install /new.deb
note "      $(inside dpkg-query -W -f '${Version}' safeharbor)"
check "the older window is still there" is_running alex
for place in ctrl+1 ctrl+3 ctrl+4 ctrl+5 ctrl+comma F1 Escape F4 Escape F2 Escape ctrl+2; do
    press alex $place
    picture alex "3-$place" || true
done
check "every place of it was opened" is_running alex
check "each place is a picture of its own" all_differ "$shots"/3-ctrl* "$shots"/3-F*
press alex ctrl+n
as alex xdotool type --delay 30 "$MORE"
sleep 5
check "a picture of it with an entry" picture alex 4-older-window-after-upgrade
check "an entry by the newer terminal, beside it" \
    as alex sh -c "printf %s 'beside the window' | safeharbor-cli --json add"
press alex ctrl+q
check "the older window ended with 0" window_ended_well alex
check "it said nothing on the terminal" said_nothing alex
check "its log has no error" log_is_quiet alex

note "== The newer version is used on the same vault"
check "the first entry is read" reads_back alex safeharbor-cli "$TEXT"
check "what was typed into the older window is found" finds alex typed
check "what was added beside the window is found" finds alex beside
check "the journal says it is whole" as alex safeharbor-cli doctor
check "the window opens" open_window alex safeharbor
sleep 3
press alex ctrl+2
check "a picture of the journal" picture alex 5-newer-journal
check "it is told to lock, by the action of its menu entry" as alex safeharbor lock
sleep 1
check "a picture of it locked" picture alex 6-locked
press alex ctrl+q
check "it ended with 0" window_ended_well alex
check "it said nothing on the terminal" said_nothing alex

note "== Removed and purged: what was written stays"
fingerprint /home/alex > "$work/home.before"
check "the package is removed" inside apt-get remove -y -q safeharbor
fingerprint /home/alex > "$work/home.after"
check "the home is untouched" cmp "$work/home.before" "$work/home.after"
check "the package is installed again" install /new.deb
check "the package is purged" inside apt-get purge -y -q safeharbor
fingerprint /home/alex > "$work/home.after"
check "the home is untouched" cmp "$work/home.before" "$work/home.after"
left=$(cd "$root" && find . -xdev -iname '*safeharbor*' -not -path './proc/*' \
    -not -path './home/*' -not -path './tmp/*' -not -path './run/user/*' -not -path './var/log/*')
check "nothing of it is left outside the home" test -z "$left"
[ -z "$left" ] || note "$left"

note "== The tar file, by a plain account in a folder with a space"
prefix="/home/alex/my programs"
fingerprint /home/alex > "$work/home.before"
inside install -d -o alex -g alex /home/alex/unpacked
tar -C "$root/home/alex/unpacked" -xf "$tar" --no-same-owner
chown -R "$(inside id -u alex):$(inside id -g alex)" "$root/home/alex/unpacked"
folder=$(basename "$tar" .tar.xz)
check "it runs where it was unpacked" version_is alex \
    "unpacked/$folder/safeharbor/safeharbor-cli" "$version"
check "install.sh" as alex "unpacked/$folder/install.sh" --prefix "$prefix"
check "install.sh again, over itself" as alex "unpacked/$folder/install.sh" --prefix "$prefix"
check "its menu entry is valid" inside desktop-file-validate \
    "$prefix/share/applications/org.safeharbor.SafeHarbor.desktop"
check "the entry is read" reads_back alex "$prefix/bin/safeharbor-cli" "$TEXT"
check "the window opens" open_window alex "$prefix/bin/safeharbor"
sleep 3
check "a picture of it" picture alex 7-from-the-tar-file
press alex ctrl+q
check "it ended with 0" window_ended_well alex
fingerprint /home/alex/.local/share/safeharbor > "$work/journal.before"
check "uninstall.sh" as alex "$prefix/lib/safeharbor/uninstall.sh"
fingerprint /home/alex/.local/share/safeharbor > "$work/journal.after"
check "the journal is untouched" cmp "$work/journal.before" "$work/journal.after"
check "nothing of the program is left" test -z "$(find "$root$prefix" -mindepth 1)"

note "== $( [ $failed = 0 ] && echo 'all is well' || echo "$failed failed")"
exit $((failed > 0))
