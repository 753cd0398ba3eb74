"""Writes ``docs/schema/``: what a worksheet or a guide may hold, as JSON Schema, for editors.

Run it after a change of the shapes: ``python -m tools.export_schema``. What fits the schema can
still be refused where its parts do not fit together; ``tools.check_forms`` and
``tools.check_guides`` say so.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import msgspec

from safeharbor.content.form_body import FileShape
from safeharbor.content.form_file import HintsShape, SheetShape
from safeharbor.content.guide_file import GuideShape

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "schema"
SHAPES: dict[str, tuple[type[msgspec.Struct], str]] = {
    "sheet": (SheetShape, "A worksheet"),
    "sheet-file": (FileShape, "A worksheet in a file of its own (.shsheet)"),
    "guide": (GuideShape, "A guide"),
    "hints": (HintsShape, "Words that are marked softly"),
}


def schema(name: str) -> str:
    """The text of one schema file."""
    shape, title = SHAPES[name]
    made = msgspec.json.schema(shape)
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **made}
    text = json.dumps(made, indent=1, ensure_ascii=False) + "\n"
    # JSON Schema has the ends of a text as ECMAScript writes them.
    return text.replace(r"\\A", "^").replace(r"\\Z", "$")


def stale(folder: Path = FOLDER) -> list[str]:
    """The names of the files that are missing or were written from other shapes."""
    files = {f"{name}.schema.json": schema(name) for name in SHAPES}
    return [
        file
        for file, text in files.items()
        if not (folder / file).is_file() or (folder / file).read_text(encoding="utf-8") != text
    ]


def main() -> int:
    """Write all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in SHAPES:
        path = FOLDER / f"{name}.schema.json"
        path.write_text(schema(name), encoding="utf-8", newline="\n")
    print(f"schema: {len(SHAPES)} files written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
