#!/bin/sh
# Installs SafeHarbor from this folder for one account, without administrator rights:
#
#     ./install.sh [--prefix DIR]
#
# DIR is ~/.local where it is left out. What was put there is listed in
# DIR/lib/safeharbor.installed; the uninstall.sh beside that list takes exactly this away again.
set -eu

say() { printf '%s\n' "$*"; }
stop() { printf 'SafeHarbor: %s\n' "$*" >&2; exit 1; }

prefix=${HOME:-}/.local
while [ $# -gt 0 ]; do
    case $1 in
        --prefix) [ $# -gt 1 ] || stop "--prefix needs a folder."; prefix=$2; shift ;;
        --prefix=*) prefix=${1#--prefix=} ;;
        -h | --help) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 0 ;;
        *) stop "$1 is not understood. Use: install.sh [--prefix DIR]" ;;
    esac
    shift
done
case $prefix in
    /*) ;;
    *) prefix=$(pwd)/$prefix ;;
esac
line='
'
case $prefix in *"$line"*) stop "The name of the folder holds a line break." ;; esac

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
[ -x "$here/safeharbor/safeharbor" ] || stop "The program is not beside this script. Unpack again."
home=$prefix/lib/safeharbor
list=$prefix/lib/safeharbor.installed
if [ -e "$home/safeharbor.portable" ]; then
    stop "$home is a portable copy with its own data. Choose another --prefix."
fi

# Every folder that is made is noted, so that each can go again.
made=$(mktemp)
trap 'rm -f "$made"' EXIT
folder() {
    if [ -d "$prefix/$1" ]; then return; fi
    case $1 in */*) folder "${1%/*}" ;; esac
    mkdir "$prefix/$1" || stop "Could not make $prefix/$1. Nothing of yours was changed."
    printf 'd %s\n' "$1" >> "$made"
}
mkdir -p "$prefix" || stop "Could not make $prefix. Nothing of yours was changed."
[ -w "$prefix" ] || stop "$prefix cannot be written to. Choose another --prefix."
folder lib

# The new program is copied whole before anything of an older one goes.
new=$prefix/lib/.safeharbor.new
rm -rf -- "$new"
cp -R -P -- "$here/safeharbor" "$new" || {
    rm -rf -- "$new"
    stop "There was no room for the program. Nothing was changed."
}
if [ -e "$list" ]; then
    grep '^d ' "$list" >> "$made" || true
    sh "$here/uninstall.sh" --prefix "$prefix" --quiet --keep-folders
fi
if [ -e "$home" ]; then
    # Files that somebody else put there are theirs: they move aside and stay.
    kept=$home.kept-$(date +%Y%m%d%H%M%S)
    mv -- "$home" "$kept"
    say "Other files were in $home. They are in $kept now."
fi
mv -- "$new" "$home"

# An Exec line is read twice, so these signs are guarded twice; a per cent sign is doubled.
program=$home/safeharbor
plain=$(printf '%s\n' "$program" | sed 's/\\/\\\\/g')
start=$(printf '%s\n' "$program" |
    sed -e 's/\\/\\\\\\\\/g' -e 's/["`$]/\\\\&/g' -e 's/%/%%/g')
fill() {
    START=$start PROGRAM=$plain awk '
        function put(sign, value,   at) {
            while ((at = index($0, sign)) > 0)
                $0 = substr($0, 1, at - 1) value substr($0, at + length(sign))
        }
        { put("@START@", ENVIRON["START"]); put("@PROGRAM@", ENVIRON["PROGRAM"]); print }'
}

files=$(mktemp)
trap 'rm -f "$made" "$files"' EXIT
(cd -- "$here" && find share -type f | sort) > "$files"
while read -r file; do
    folder "${file%/*}"
    case $file in
        *.desktop) fill < "$here/$file" > "$prefix/$file" ;;
        *) cp -- "$here/$file" "$prefix/$file" ;;
    esac
    chmod 644 "$prefix/$file"
done < "$files"
folder bin
for name in safeharbor safeharbor-cli; do
    ln -sf "../lib/safeharbor/$name" "$prefix/bin/$name"
    printf 'bin/%s\n' "$name" >> "$files"
done
cp -- "$here/uninstall.sh" "$home/uninstall.sh"
chmod 755 "$home/uninstall.sh"
{
    printf '# What install.sh put here, for uninstall.sh: f is a file, d a folder it made.\n'
    sed 's/^/f /' "$files"
    (cd -- "$prefix" && find lib/safeharbor ! -type d) | sort | sed 's/^/f /'
    (cd -- "$prefix" && find lib/safeharbor -type d) | sort | sed 's/^/d /'
    sort -u "$made"
} > "$list"

for tool in "update-desktop-database -q|applications" "update-mime-database|mime" \
    "gtk-update-icon-cache -q -t|icons/hicolor"; do
    command=${tool%%|*}
    if command -v "${command%% *}" > /dev/null 2>&1; then
        # shellcheck disable=SC2086 # the options are words of their own
        $command "$prefix/share/${tool##*|}" > /dev/null 2>&1 || true
    fi
done

say "SafeHarbor is installed in $home."
say "To start it: $prefix/bin/safeharbor, or from the menu of programs."
case :${PATH:-}: in
    *":$prefix/bin:"*) ;;
    *) say "$prefix/bin is not on the PATH; the menu entry works without that." ;;
esac
say "To remove it: $home/uninstall.sh"
