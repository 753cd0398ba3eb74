#!/usr/bin/env bash
# Freezes the program into dist/, on Linux, Windows (Git's bash) and macOS, from locked packages
# in an environment of its own. The same commit gives the same bytes.
set -euo pipefail

# None of them may lead a build to other modules than the locked ones.
unset PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONOPTIMIZE

cd "$(dirname "$0")/.."
python=$(command -v python3 || command -v python)
venv=build/venv
rm -rf "$venv"
"$python" -m venv "$venv"
inside="$venv/bin/python"
[ -e "$inside" ] || inside="$venv/Scripts/python.exe"

for kind in app audio build; do
    "$inside" -I -m pip --disable-pip-version-check --no-input install --quiet \
        --require-hashes --only-binary=:all: --requirement "requirements/$kind.txt"
done

SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
# No module keeps its columns: they are a tenth of it, and no log of ours says them.
export SOURCE_DATE_EPOCH PYTHONHASHSEED=1 PYTHONNODEBUGRANGES=1
"$inside" -m PyInstaller --noconfirm --clean --log-level WARN \
    --distpath dist --workpath build/work packaging/safeharbor.spec
