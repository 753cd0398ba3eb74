#!/usr/bin/env bash
# Writes what the program is made of, as CycloneDX: exactly the locked packages that go into the
# frozen program, and none of the tools that build it.
#
#   make_sbom.sh FOLDER
set -euo pipefail

folder=${1:?usage: make_sbom.sh FOLDER}
cd "$(dirname "$0")/.."
mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
install=(-I -m pip --disable-pip-version-check --no-input install --quiet
    --require-hashes --only-binary=:all:)

python3 -m venv "$work/tool"
"$work/tool/bin/python" "${install[@]}" --requirement requirements/sbom.txt
python3 -m venv "$work/app"
"$work/app/bin/python" "${install[@]}" --requirement requirements/app.txt
"$work/app/bin/python" "${install[@]}" --requirement requirements/audio.txt
# pip does not go along with the program.
"$work/app/bin/python" -I -m pip uninstall --quiet --yes pip setuptools 2> /dev/null || true

version=$(python3 -c 'from tools.release.identity import version; print(version())')
bill="$folder/safeharbor-$version.cdx.json"
"$work/tool/bin/cyclonedx-py" environment --pyproject pyproject.toml --mc-type application \
    --output-reproducible --spec-version 1.6 --output-format JSON --validate \
    --output-file "$bill" "$work/app/bin/python"
python3 -m tools.release.sbom "$bill" "$(python3 -c 'import platform as p; print(p.python_version())')"
