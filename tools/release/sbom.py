"""Completes a bill of materials: ``python -m tools.release.sbom FILE PYTHON_VERSION``.

The tool that writes it sees packages only. The program's own version and the interpreter that is
frozen into it are added here.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tools.release.identity import version

_INTERPRETER = "cpython"


def complete(bom: dict[str, Any], named: str, python: str) -> dict[str, Any]:
    """``bom`` with what was missing; adding it twice changes nothing.

    Args:
        bom: a CycloneDX bill, parsed.
        named: the program's version.
        python: the interpreter's version.

    Raises:
        ValueError: it is no bill of the program.
    """
    component = bom.get("metadata", {}).get("component")
    if not component or bom.get("bomFormat") != "CycloneDX":
        raise ValueError("this is no bill of materials of the program")
    purl = f"pkg:generic/{_INTERPRETER}@{python}"
    interpreter = {
        "bom-ref": purl,
        "type": "platform",
        "name": _INTERPRETER,
        "version": python,
        "licenses": [{"license": {"id": "PSF-2.0"}}],
        "purl": purl,
    }
    others = [each for each in bom.get("components", []) if each.get("name") != _INTERPRETER]
    metadata = bom["metadata"] | {"component": component | {"version": named}}
    return bom | {"metadata": metadata, "components": [*others, interpreter]}


def main() -> int:
    """Complete the file that the command line names."""
    if len(sys.argv) != 3:
        print("usage: python -m tools.release.sbom FILE PYTHON_VERSION", file=sys.stderr)
        return 2
    file = Path(sys.argv[1])
    bom = complete(json.loads(file.read_text(encoding="utf-8")), version(), sys.argv[2])
    file.write_text(json.dumps(bom, indent=2) + "\n", encoding="utf-8")
    print(f"{file.name}: {len(bom['components'])} components")
    return 0


if __name__ == "__main__":
    sys.exit(main())
