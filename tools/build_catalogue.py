"""Builds ``catalogue.json``, from which shelves open without reading every file behind them.

Run it after a change of one of them: ``python -m tools.build_catalogue``.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from safeharbor.content.exercises import IDS, card_of, load_exercise
from safeharbor.content.files import CATALOGUE, checksum
from safeharbor.content.guides import GUIDE_IDS, load_guide
from safeharbor.content.guides import card_of as guide_card
from safeharbor.content.messages import LANGUAGE
from safeharbor.content.routes import ROUTES_FILE, routes_in
from safeharbor.content.sheets import SHEET_IDS, load_sheet
from safeharbor.content.sheets import card_of as sheet_card
from safeharbor.domain.errors import HarborError

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "resources" / "content"


def build(content: Path, language: str = LANGUAGE) -> str:
    """The text of the catalogue for what is there in ``language``.

    Raises:
        HarborError: one of them is broken.
    """
    parts = {
        "exercises": _exercises(content, language),
        "worksheets": _sheets(content, language),
        "guides": _guides(content, language),
        "routes": _routes(content, language),
    }
    return json.dumps(parts, ensure_ascii=False, indent=1) + "\n"


def is_stale(content: Path, language: str = LANGUAGE) -> bool:
    """Whether the catalogue is missing or was built from other files.

    Raises:
        HarborError: an exercise, a sheet or a guide is broken.
    """
    path = content / language / CATALOGUE
    return not path.is_file() or path.read_text(encoding="utf-8") != build(content, language)


def _exercises(content: Path, language: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for exercise_id in IDS:
        path = content / language / "exercises" / f"{exercise_id}.toml"
        if path.is_file():
            card = card_of(load_exercise(exercise_id, language, content))
            row = {"id": card.id, "kind": card.kind.value, "title": card.title, "line": card.line}
            crc32 = checksum(path.read_bytes())
            rows.append({**row, "seconds": card.seconds, "crc32": crc32})
    return rows


def _sheets(content: Path, language: str) -> list[dict[str, object]]:
    rows = []
    for sheet_id in SHEET_IDS:
        path = content / language / "worksheets" / f"{sheet_id}.toml"
        if path.is_file():
            card = sheet_card(load_sheet(sheet_id, language, content))
            rows.append({**asdict(card), "crc32": checksum(path.read_bytes())})
    return rows


def _guides(content: Path, language: str) -> list[dict[str, object]]:
    rows = []
    for guide_id in GUIDE_IDS:
        path = content / language / "modules" / f"{guide_id}.toml"
        if path.is_file():
            row = asdict(guide_card(load_guide(guide_id, language, content)))
            del row["pack"]
            rows.append({**row, "crc32": checksum(path.read_bytes())})
    return rows


def _routes(content: Path, language: str) -> list[dict[str, object]]:
    path = content / language / ROUTES_FILE
    if not path.is_file():
        return []
    raw = path.read_bytes()
    return [{**asdict(each), "crc32": checksum(raw)} for each in routes_in(raw)]


def main() -> int:
    """Write the catalogue of each language; 1 when one of the files is broken."""
    try:
        for language in sorted(path for path in CONTENT.iterdir() if path.is_dir()):
            text = build(CONTENT, language.name)
            (language / CATALOGUE).write_text(text, encoding="utf-8", newline="\n")
    except HarborError as error:
        print(" ".join(str(fact) for fact in error.facts.values()))
        return 1
    print("catalogue: built")
    return 0


if __name__ == "__main__":
    sys.exit(main())
