#!/bin/sh
# Builds all that there is for Linux, with one command: the frozen program, the .deb and the
# archive, from locked packages. The same commit gives the same bytes.
#
#   packaging/build_linux.sh           builds into dist/
#   packaging/build_linux.sh --twice   freezes a second time and compares every file
#   packaging/build_linux.sh --test    runs the tests of a frozen build afterwards
set -eu

# None of them may lead a build to other modules than the locked ones.
unset PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONOPTIMIZE

cd "$(dirname "$0")/.."
root=$PWD
inside=$root/build/venv/bin/python
twice='' test=''
for word in "$@"; do
    case $word in
        --twice) twice=yes ;;
        --test) test=yes ;;
        *) echo "usage: packaging/build_linux.sh [--twice] [--test]" >&2; exit 2 ;;
    esac
done

bash packaging/freeze.sh
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
# No module keeps its columns: they are a tenth of it, and no log of ours says them.
export SOURCE_DATE_EPOCH PYTHONHASHSEED=1 PYTHONNODEBUGRANGES=1

if [ -n "$twice" ]; then
    first=$root/build/first
    rm -rf "$first"
    mv dist/safeharbor "$first"
    "$inside" -m PyInstaller --noconfirm --clean --log-level WARN \
        --distpath dist --workpath build/work packaging/safeharbor.spec
    "$inside" -m tools.release.compare "$first" dist/safeharbor
    rm -rf "$first"
fi

"$inside" packaging/linux/make_deb.py
"$inside" packaging/linux/make_tarball.py

if [ -n "$test" ]; then
    SAFEHARBOR_FROZEN=$root/dist/safeharbor
    export SAFEHARBOR_FROZEN
    python3 run.py test -m frozen -n 0 tests/e2e
fi
