#!/bin/sh
# Takes away what install.sh put there, and nothing else:
#
#     uninstall.sh [--prefix DIR]
#
# What somebody wrote lies in another folder and is not touched.
set -eu

say() { [ -n "$quiet" ] || printf '%s\n' "$*"; }
stop() { printf 'SafeHarbor: %s\n' "$*" >&2; exit 1; }

quiet=
folders=yes
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
prefix=
case $here in */lib/safeharbor) prefix=${here%/lib/safeharbor} ;; esac
while [ $# -gt 0 ]; do
    case $1 in
        --prefix) [ $# -gt 1 ] || stop "--prefix needs a folder."; prefix=$2; shift ;;
        --prefix=*) prefix=${1#--prefix=} ;;
        --quiet) quiet=yes ;;
        --keep-folders) folders= ;;
        -h | --help) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 0 ;;
        *) stop "$1 is not understood. Use: uninstall.sh [--prefix DIR]" ;;
    esac
    shift
done
[ -n "$prefix" ] || prefix=${HOME:-}/.local
case $prefix in
    /*) ;;
    *) prefix=$(pwd)/$prefix ;;
esac
list=$prefix/lib/safeharbor.installed
[ -f "$list" ] || stop "Nothing was installed in $prefix by install.sh; nothing was changed."

# The list goes to a safe place first: it and this script are among what is removed.
work=$(mktemp)
trap 'rm -f "$work"' EXIT
cp -- "$list" "$work"
cd /

while read -r kind name; do
    case $kind/$name in
        */../* | */.. | ?//* | */share/safeharbor/*) continue ;;
        f/?*) rm -f -- "$prefix/$name" ;;
    esac
done < "$work"
rm -f -- "$list"

# Caches that a desktop made from our files: with nothing left in them they go as well.
renew() {
    command -v "$1" > /dev/null 2>&1 || return 0
    "$@" > /dev/null 2>&1 || true
}
made_by_us() { grep -qx "d $1" "$work"; }
if [ -n "$folders" ]; then
    share=$prefix/share
    rmdir -- "$share/mime/packages" 2> /dev/null || true
    if made_by_us share/mime && [ ! -e "$share/mime/packages" ]; then
        rm -rf -- "$share/mime"
    elif [ -d "$share/mime" ]; then
        mkdir -p "$share/mime/packages"
        renew update-mime-database "$share/mime"
    fi
    for cache in applications/mimeinfo.cache icons/hicolor/icon-theme.cache; do
        if made_by_us "share/${cache%/*}"; then rm -f -- "$share/$cache"; fi
    done
    if [ -e "$share/applications/mimeinfo.cache" ]; then
        renew update-desktop-database -q "$share/applications"
    fi
    if [ -e "$share/icons/hicolor/icon-theme.cache" ]; then
        renew gtk-update-icon-cache -q -t -f "$share/icons/hicolor"
    fi
fi
# Deepest first, and only those that are empty: what somebody else put there stays.
sed -n 's/^d //p' "$work" | sort -r | while read -r name; do
    case $name in lib/safeharbor | lib/safeharbor/*) ;; *) [ -n "$folders" ] || continue ;; esac
    case /$name/ in */../* | //*) continue ;; esac
    rmdir -- "$prefix/$name" 2> /dev/null || true
done

journal=${SAFEHARBOR_HOME:-${XDG_DATA_HOME:-${HOME:-}/.local/share}/safeharbor}
say "SafeHarbor is removed from $prefix."
if [ -e "$journal" ]; then
    say "What you wrote is untouched. It is in $journal."
else
    say "What you wrote was not touched."
fi
