# A desktop in a clean root, for prove_deb.sh: sourced, never run by itself.
#
# Needs $root (the folder), $log (a file) and $shots (a folder). Everything that is started here
# ends with the process namespace that prove_deb.sh runs in.
# shellcheck shell=bash

DISPLAY_NUMBER=7
failed=0

note() { printf '%s\n' "$*" | tee -a "$log"; }

# check NAME COMMAND...: run it, and write down what came of it.
check() {
    local name=$1 began out code=0
    shift
    began=$(date +%s%N)
    out=$("$@" 2>&1) || code=$?
    if [ $code = 0 ]; then
        note "ok    $name ($((($(date +%s%N) - began) / 1000000)) ms)"
    else
        note "FAIL  $name (exit $code): $(printf '%s' "$out" | tail -n 5)"
        failed=$((failed + 1))
    fi
}

inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive "$@"; }

# as NAME COMMAND...: as a plain account, in its session.
as() {
    local name=$1 id
    shift
    id=$(inside id -u "$name")
    chroot --userspec="$id:$id" "$root" /usr/bin/env -i -C "/home/$name" HOME="/home/$name" \
        USER="$name" LANG=C.UTF-8 PATH="/home/$name/.local/bin:/usr/local/bin:/usr/bin:/bin" \
        XDG_RUNTIME_DIR="/run/user/$id" DISPLAY=":$DISPLAY_NUMBER" QT_LOGGING_RULES= \
        DBUS_SESSION_BUS_ADDRESS="unix:path=/run/user/$id/bus" "$@"
}

until_true() {
    local left=$1
    shift
    while ! "$@" > /dev/null 2>&1; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || return 1
        sleep 0.1
    done
}

unpack_root() {
    tar -C "$root" -xf "$1"
    chmod 755 "$root"
    mount -t proc proc "$root/proc"
    mount -t tmpfs tmpfs "$root/dev/shm"
    mkdir -p "$root/dev/pts"
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
    ln -sf pts/ptmx "$root/dev/ptmx"
    mkdir -p "$root/tmp/.X11-unix"
    chmod 1777 "$root/tmp/.X11-unix"
}

add_account() {
    local id
    inside useradd --create-home --user-group "$1"
    id=$(inside id -u "$1")
    mkdir -p "$root/run/user/$id"
    chown "$id:$id" "$root/run/user/$id"
    chmod 700 "$root/run/user/$id"
}

start_screen() {
    as "$1" Xvfb ":$DISPLAY_NUMBER" -screen 0 1280x900x24 -nolisten tcp > "$log.screen" 2>&1 &
    until_true 100 as "$1" xdpyinfo || return 1
    as "$1" xsetroot -solid '#556070' || true
}

# A session bus with a Secret Service that is unlocked, as after a login.
start_session() {
    local id
    id=$(inside id -u "$1")
    as "$1" dbus-daemon --session --nofork --nopidfile \
        --address="unix:path=/run/user/$id/bus" > "$log.bus" 2>&1 &
    until_true 100 test -S "$root/run/user/$id/bus" || return 1
    printf 'a login password' | as "$1" gnome-keyring-daemon --unlock --foreground \
        --components=secrets > "$log.keyring" 2>&1 &
    # Not a call to it: that would start a second one, which is locked.
    until_true 100 has_secret_service "$1"
}

has_secret_service() {
    as "$1" dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
        org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep 'boolean true'
}

# open_window NAME PROGRAM...: start it behind us; its exit code goes to $root/tmp/NAME.exit.
open_window() {
    local name=$1 began
    shift
    rm -f "$root/tmp/$name.exit"
    began=$(date +%s%N)
    (
        code=0
        as "$name" "$@" > "$log.window.$name" 2>&1 || code=$?
        echo $code > "$root/tmp/$name.exit"
    ) > /dev/null 2>&1 &
    until_true 300 window_of "$name" || return 1
    note "      window after $((($(date +%s%N) - began) / 1000000)) ms"
}

window_of() { as "$1" xdotool search --onlyvisible --name '^SafeHarbor$' | head -n 1 | grep .; }

press() {
    local name=$1 key
    shift
    for key in "$@"; do
        as "$name" xdotool windowfocus --sync "$(window_of "$name")" key --clearmodifiers "$key"
        sleep 1
    done
}

picture() {
    as "$1" import -window root "/tmp/$2.png"
    mv "$root/tmp/$2.png" "$shots/"
    # Ground, text and lamp give many colours; an empty window has two or three.
    [ "$(identify -format %k "$shots/$2.png")" -gt 40 ]
}

window_ended_well() { until_true 150 test -s "$root/tmp/$1.exit" && [ "$(cat "$root/tmp/$1.exit")" = 0 ]; }

said_nothing() {
    local stray
    stray=$(grep -v 'propagateSizeHints' "$log.window.$1" || true)
    [ -z "$stray" ] || { printf '%s' "$stray"; return 1; }
}

# What lies in a folder, with rights, owners and contents; not when it was read.
fingerprint() { (cd "$root$1" && find . -printf '%M %U %p %l\n' | sort
    find . -type f -print0 | sort -z | xargs -0r sha256sum); }
