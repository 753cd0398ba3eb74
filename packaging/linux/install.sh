#!/bin/sh
# Installs SafeHarbor from this folder for one account, without administrator rights:
#
#     ./install.sh [--prefix DIR] [--neutral-name]
#
# DIR is ~/.local where it is left out. With --neutral-name the menu entry is called Notes, with a
# plain page as its picture; files keep their names. What was put there is listed in
# DIR/lib/safeharbor.installed; the uninstall.sh beside that list takes exactly this away again.
set -eu

say() { printf '%s\n' "$*"; }
stop() { printf 'SafeHarbor: %s\n' "$*" >&2; exit 1; }

prefix=${HOME:+$HOME/.local}
neutral=
# What others can write to could become somebody else's program.
umask g-w,o-w
while [ $# -gt 0 ]; do
    case $1 in
        --prefix) [ $# -gt 1 ] || stop "--prefix needs a folder."; prefix=$2; shift ;;
        --prefix=*) prefix=${1#--prefix=} ;;
        --neutral-name) neutral=yes ;;
        -h | --help) sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 0 ;;
        *) stop "$1 is not understood. Use: install.sh [--prefix DIR] [--neutral-name]" ;;
    esac
    shift
done
[ -n "$prefix" ] || stop "No folder is named. Use: install.sh --prefix DIR"
case $prefix in
    /*) ;;
    *) prefix=$(pwd)/$prefix ;;
esac
line='
'
case $prefix in *"$line"*) stop "The name of the folder holds a line break." ;; esac

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
[ -x "$here/safeharbor/safeharbor" ] || stop "The program is not beside this script. Unpack again."
for own in safeharbor.portable data vault.hdr; do
    if [ -e "$here/safeharbor/$own" ] || [ -L "$here/safeharbor/$own" ]; then
        stop "This is a portable copy with its own data." \
            "Unpack the archive again and install from there."
    fi
done
home=$prefix/lib/safeharbor
list=$prefix/lib/safeharbor.installed
page=_internal/safeharbor/_resources/icons/page.svg
if [ -e "$home/safeharbor.portable" ]; then
    stop "$home is a portable copy with its own data. Choose another --prefix."
fi
for own in vault.hdr data; do
    if [ -e "$home/$own" ] || [ -L "$home/$own" ]; then
        stop "There may be a journal in $home. Choose another --prefix."
    fi
done

# Every folder that is made is noted, so that each can go again.
made=$(mktemp)
files='' new='' part='' listed=''
trap 'rm -rf -- "$made" ${files:+"$files"} ${new:+"$new"} ${part:+"$part"}' EXIT
trap 'exit 1' HUP INT TERM
folder() {
    if [ -d "$prefix/$1" ]; then return; fi
    case $1 in */*) folder "${1%/*}" ;; esac
    mkdir "$prefix/$1" || stop "Could not make $prefix/$1. Nothing of yours was changed."
    printf 'd %s\n' "$1" >> "$made"
    if [ -n "$listed" ]; then printf 'd %s\n' "$1" >> "$list"; fi
}
mkdir -p -- "$prefix" || stop "Could not make $prefix. Nothing of yours was changed."
[ -w "$prefix" ] || stop "$prefix cannot be written to. Choose another --prefix."
# In one place, the new files would take the place of those they are copied from.
from=$(cd -P -- "$here" && pwd)
real=$(cd -P -- "$prefix" && pwd)
case $real/ in
    "$from"/*) stop "$prefix lies in the unpacked folder. Choose another --prefix." ;;
esac
case $from/ in
    "$real"/lib/safeharbor/*) stop "Unpack outside of $home, and install from there." ;;
esac
folder lib

# The new program is copied whole before anything of an older one goes.
new=$prefix/lib/.safeharbor.new
rm -rf -- "$new"
cp -R -P -- "$here/safeharbor" "$new" || {
    rm -rf -- "$new"
    stop "There was no room for the program. Nothing was changed."
}
cp -- "$here/uninstall.sh" "$new/uninstall.sh"
chmod 755 "$new/uninstall.sh"
files=$(mktemp)
(cd -- "$here" && find share -type f | sort) > "$files"
# Takes the folder that the program is in at that moment.
write_list() {
    # Never through a link, and never half a list.
    rm -f -- "$list.new"
    part=$list.new
    {
        printf '# What install.sh put here, for uninstall.sh: f is a file, d a folder it made.\n'
        sed 's/^/f /' "$files"
        (cd -- "$1" && find . ! -type d) | sort | sed 's|^\.|f lib/safeharbor|'
        (cd -- "$1" && find . -type d) | sort | sed 's|^\.|d lib/safeharbor|'
        sort -u "$made"
    } > "$part"
    mv -f -- "$part" "$list"
}
if [ -e "$list" ]; then
    # An update never brings a name back that somebody did not want to be seen.
    entry=$(sed -n 's|^f \(share/applications/.*\.desktop\)$|\1|p' "$list" | head -n 1)
    if grep -qsx 'Name=Notes' "$prefix/$entry"; then neutral=yes; fi
    grep '^d ' "$list" >> "$made" || true
    sh "$here/uninstall.sh" --prefix "$prefix" --quiet --keep-folders
fi
if [ -e "$home" ] || [ -L "$home" ]; then
    # Files that somebody else put there are theirs: they move aside and stay.
    kept=$home.kept-$(date +%Y%m%d%H%M%S)
    mv -- "$home" "$kept"
    say "Other files were in $home. They are in $kept now."
fi
# The list first: whatever fails from here on can be taken away again.
write_list "$new"
listed=yes
mv -- "$new" "$home"

# An Exec line is read twice, so these signs are guarded twice; a per cent sign is doubled.
program=$home/safeharbor
plain=$(printf '%s\n' "$program" | sed 's/\\/\\\\/g')
start=$(printf '%s\n' "$program" |
    sed -e 's/\\/\\\\\\\\/g' -e 's/["`$]/\\\\&/g' -e 's/%/%%/g')
fill() {
    START=$start PROGRAM=$plain PICTURE=${neutral:+${plain%/*}/$page} awk '
        function put(sign, value,   at) {
            while ((at = index($0, sign)) > 0)
                $0 = substr($0, 1, at - 1) value substr($0, at + length(sign))
        }
        { put("@START@", ENVIRON["START"]); put("@PROGRAM@", ENVIRON["PROGRAM"]) }
        # The entry itself; what it can do beside opening keeps its words.
        /^\[/ { own = $0 == "[Desktop Entry]" && ENVIRON["PICTURE"] != "" }
        own && /^(Name|StartupWMClass)=/ { sub(/=.*/, "=Notes") }
        own && /^Icon=/ { $0 = "Icon=" ENVIRON["PICTURE"] }
        { print }'
}

while read -r file; do
    folder "${file%/*}"
    rm -f -- "$prefix/$file"
    case $file in
        *.desktop) fill < "$here/$file" > "$prefix/$file" ;;
        *) cp -- "$here/$file" "$prefix/$file" ;;
    esac
    chmod 644 "$prefix/$file"
done < "$files"
folder bin
# A bin that is a link leads somewhere else, where a relative one would lead nowhere.
target=../lib/safeharbor
starts=$home/safeharbor
[ "$(cd -P -- "$prefix/bin" && pwd)" = "${real%/}/bin" ] || target=$home
for name in safeharbor safeharbor-cli; do
    place=$prefix/bin/$name
    case $(readlink -- "$place") in */lib/safeharbor/"$name") rm -f -- "$place" ;; esac
    if [ -e "$place" ] || [ -L "$place" ]; then
        say "$place is another program and stays. To start this one: $home/$name"
        continue
    fi
    printf 'f bin/%s\n' "$name" >> "$list"
    ln -s "$target/$name" "$place"
    printf 'bin/%s\n' "$name" >> "$files"
    [ "$name" != safeharbor ] || starts=$place
done
write_list "$home"

for tool in "update-desktop-database -q|applications" "update-mime-database|mime" \
    "gtk-update-icon-cache -q -t|icons/hicolor"; do
    command=${tool%%|*}
    if command -v "${command%% *}" > /dev/null 2>&1; then
        # shellcheck disable=SC2086 # the options are words of their own
        $command "$prefix/share/${tool##*|}" > /dev/null 2>&1 || true
    fi
done

say "SafeHarbor is installed in $home."
say "To start it: $starts, or from the menu of programs."
if [ -n "$neutral" ]; then
    say "The menu calls it Notes. For the window, choose Neutral title in Settings, Privacy."
    say "For its own name in the menu: remove it, and install it without --neutral-name."
fi
case :${PATH:-}: in
    *":$prefix/bin:"*) ;;
    *) say "$prefix/bin is not on the PATH; the menu entry works without that." ;;
esac
say "To remove it: $home/uninstall.sh"
