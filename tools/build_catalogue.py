"""Builds ``catalogue.json``, from which the shelf of exercises opens without reading them all.

Run it after a change of an exercise: ``python -m tools.build_catalogue``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from safeharbor.content.exercises import CATALOGUE, IDS, card_of, checksum, load_exercise
from safeharbor.content.messages import LANGUAGE
from safeharbor.domain.errors import HarborError

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "resources" / "content"


def build(content: Path, language: str = LANGUAGE) -> str:
    """The text of the catalogue for the exercises that are there in ``language``.

    Raises:
        HarborError: one of them is broken.
    """
    rows = []
    for exercise_id in IDS:
        path = content / language / "exercises" / f"{exercise_id}.toml"
        if not path.is_file():
            continue
        card = card_of(load_exercise(exercise_id, language, content))
        row = {"id": card.id, "kind": card.kind.value, "title": card.title, "line": card.line}
        rows.append(row | {"seconds": card.seconds, "crc32": checksum(path.read_bytes())})
    return json.dumps({"exercises": rows}, ensure_ascii=False, indent=1) + "\n"


def is_stale(content: Path, language: str = LANGUAGE) -> bool:
    """Whether the catalogue is missing or was built from other files.

    Raises:
        HarborError: an exercise is broken.
    """
    path = content / language / CATALOGUE
    return not path.is_file() or path.read_text(encoding="utf-8") != build(content, language)


def main() -> int:
    """Write the catalogue of each language; 1 when an exercise is broken."""
    try:
        for folder in sorted(CONTENT.glob("*/exercises")):
            language = folder.parent
            text = build(CONTENT, language.name)
            (language / CATALOGUE).write_text(text, encoding="utf-8", newline="\n")
    except HarborError as error:
        print(" ".join(str(fact) for fact in error.facts.values()))
        return 1
    print("catalogue: built")
    return 0


if __name__ == "__main__":
    sys.exit(main())
