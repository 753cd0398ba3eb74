#!/usr/bin/env bash
# Proves the README's two commands on a clean Debian or Ubuntu, as root, as an ordinary user and
# as one with password-less sudo: a debootstrap root with python3 and pip and nothing else.
#
#   sudo tools/prove_set_up.sh [--suite NAME] [--mirror URL] [--with FILE]... [--cases LIST]
#                              [--tests ARGUMENTS] [--unsigned] [--keep]
#
#   --suite     Debian's or Ubuntu's name of the release       (bookworm)
#   --mirror    where its packages are                          (the first this machine uses)
#   --with      a file or folder of this machine that the root needs to reach the registries, such
#               as /etc/pip.conf; the certificates and resolv.conf are always taken along
#   --cases     which of: nopip user sudo root                  (all four)
#   --tests     arguments for `run.py test`, so that a quick look is possible   (none: all tests)
#   --unsigned  this machine has no keyring for that release: take the packages unchecked
#   --keep      leave the root in place and say where it is
set -euo pipefail

if [ "${PROVE_UNSHARED:-}" != yes ]; then
    # In a mount namespace of its own, so that what is mounted is gone however this ends.
    PROVE_UNSHARED=yes exec unshare --mount --propagation private "$0" "$@"
fi

suite=bookworm cases="nopip user sudo root" keep=""
mirror=$(apt-get indextargets --format '$(REPO_URI)' | head -n 1 || true)
with=(/etc/resolv.conf /etc/ssl/certs/ca-certificates.crt) unsigned=() tests=()
while [ $# -gt 0 ]; do
    case $1 in
        --suite) suite=$2; shift ;;
        --mirror) mirror=$2; shift ;;
        --with) with+=("$2"); shift ;;
        --cases) cases=$2; shift ;;
        --tests) read -r -a tests <<<"$2"; shift ;;
        --unsigned) unsigned=(--no-check-gpg) ;;
        --keep) keep=yes ;;
        *) sed -n '2,16p' "$0"; exit 2 ;;
    esac
    shift
done

top=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
work=$(mktemp -d "${TMPDIR:-/var/tmp}/prove-set-up.XXXXXX")
finish() {
    for root in "$work"/*/; do
        umount -l "$root/proc" "$root/dev/shm" "$root/dev/pts" 2>/dev/null || true
    done
    if [ -n "$keep" ]; then echo "left in $work"; else rm -rf --one-file-system "$work"; fi
}
trap finish EXIT

say() { printf '\n=== %s\n' "$*"; }

base() {
    say "$suite: python3 and nothing else"
    # Releases that came after this machine's debootstrap are made as the latest it knows.
    local recipe=()
    if [ ! -e "/usr/share/debootstrap/scripts/$suite" ]; then
        case $mirror in *ubuntu*) recipe=(/usr/share/debootstrap/scripts/gutsy) ;;
            *) recipe=(/usr/share/debootstrap/scripts/sid) ;; esac
    fi
    debootstrap --variant=minbase --include=ca-certificates,python3 "${unsigned[@]}" \
        "$suite" "$work/base" "$mirror" "${recipe[@]}" >"$work/debootstrap.log" 2>&1 ||
        { tail -n 5 "$work/debootstrap.log"; exit 1; }
    case $mirror in *ubuntu*) echo "deb $mirror $suite main universe" >"$work/base/etc/apt/sources.list" ;; esac
    for item in "${with[@]}"; do
        mkdir -p "$work/base$(dirname "$item")"
        cp -aL --remove-destination "$item" "$work/base$item"
    done
    inside base apt-get -q -q update
    inside base useradd --create-home --shell /bin/bash ann
    inside base python3 --version
}

enter() { # the root, the user, the command
    local root=$1 user=$2 home=/root
    shift 2
    [ "$user" = root ] || home=/home/$user
    chroot --userspec="$user" "$work/$root" /usr/bin/env -i HOME="$home" LANG=C.UTF-8 TERM=dumb \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}

inside() { local root=$1; shift; enter "$root" root "$@"; }

make() { # the case and its owner: a root of its own with a fresh copy of the project
    cp -a "$work/base" "$work/$1"
    mount -t proc proc "$work/$1/proc"
    mount -t tmpfs tmpfs "$work/$1/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$work/$1/dev/pts"
    ln -sf pts/ptmx "$work/$1/dev/ptmx"
    local place="$work/$1/srv/safe harbor"
    mkdir -p "$place"
    git -C "$top" ls-files -z --cached --others --exclude-standard |
        tar -C "$top" --null --ignore-failed-read -cf - -T - | tar -C "$place" -xf -
    inside "$1" chown -R "$2:" "/srv/safe harbor"
}

pip_in() { inside "$1" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q -q --no-install-recommends python3-pip >/dev/null 2>&1; }

run() { # the case, the user, the exit code that is right, the command
    local name=$1 user=$2 wanted=$3 code=0 begun
    shift 3
    echo "--- $user: $*"
    begun=$(date +%s%N)
    enter "$name" "$user" bash -c 'cd "/srv/safe harbor" && exec "$@"' - "$@" </dev/null || code=$?
    echo "--- exit $code, wanted $wanted, after $(( ($(date +%s%N) - begun) / 1000000 )) ms"
    [ "$code" = "$wanted" ] || failed+=("$name: $*")
}

the_program() {
    run "$1" "$2" 69 python3 run.py
    run "$1" "$2" 69 python3 run.py
    run "$1" "$2" 0 python3 run.py breathe --minutes 0.05 --text-only
}

failed=()
base
for case in $cases; do
    say "$suite, case $case"
    case $case in
        nopip) # neither pip nor venv: a line that names the package, or root installs it
            make nopip ann
            run nopip ann 1 python3 run.py --version
            run nopip root 0 python3 run.py --version ;;
        user) # pip, no venv, and no right to install anything
            make user ann; pip_in user
            the_program user ann
            run user ann 69 env DISPLAY=:99 python3 run.py
            run user ann 69 python3 run.py test "${tests[@]}" ;;
        sudo)
            make sudo ann; pip_in sudo
            inside sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q -q sudo >/dev/null 2>&1
            echo "ann ALL=(ALL) NOPASSWD: ALL" >"$work/sudo/etc/sudoers.d/ann"
            run sudo ann 0 python3 run.py test "${tests[@]}"
            # 124: the window was still open when its time was over.
            run sudo ann 124 timeout 8 xvfb-run -a python3 run.py ;;
        root)
            make root root; pip_in root
            the_program root root
            run root root 69 env SAFEHARBOR_NO_SYSTEM=1 python3 run.py test "${tests[@]}"
            run root root 0 python3 run.py test "${tests[@]}"
            run root root 124 timeout 8 xvfb-run -a python3 run.py ;;
    esac
done
say "$suite: ${#failed[@]} unexpected"
printf '%s\n' "${failed[@]}"
[ ${#failed[@]} = 0 ]
