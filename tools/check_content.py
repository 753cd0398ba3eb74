"""Checks the content that ships: crisis lines, exercises, sheets, guides, kind errors."""

from __future__ import annotations

import json
import re
import string
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from safeharbor.domain.errors import ErrorCode
from tools.check_crisis_lines import check_crisis_lines
from tools.check_exercises import check_exercises
from tools.check_forms import check_forms
from tools.check_guides import check_guides
from tools.export_schema import stale
from tools.wording import find_unkind

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
PARTS = ("what", "safe", "next")
OPTIONAL = re.compile(r"\[[^\[\]]*\]")


def check_messages(data: Mapping[str, object]) -> list[str]:
    """What is wrong with one language's messages; empty when nothing is."""
    found = [f"{where}: {what}" for where, text in _texts(data) for what in find_unkind(text)]
    errors = data.get("errors")
    if not isinstance(errors, dict):
        return [*found, "errors: missing"]
    codes = {code.value for code in ErrorCode}
    found += [f"errors.{code}: no sentence for this code" for code in sorted(codes - set(errors))]
    found += [f"errors.{code}: no such code" for code in sorted(set(errors) - codes)]
    for code, parts in errors.items():
        if not isinstance(parts, dict) or not all(parts.get(part) for part in PARTS):
            found.append(f"errors.{code}: what, safe and next are needed")
    facts = data.get("facts")
    known = set(facts) if isinstance(facts, dict) else set()
    for where, text in _texts(errors):
        if unknown := sorted(placeholders(text) - known):
            found.append(f"errors.{where}: nothing stands in for {', '.join(unknown)}")
    return found


def placeholders(text: str) -> set[str]:
    """The names in curly brackets that a sentence cannot do without.

    Those inside square brackets are left out: that part of the sentence is dropped when its fact
    is missing. A bracket left open has the name "?".
    """
    text = OPTIONAL.sub("", text)
    if "[" in text or "]" in text:
        return {"?"}
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {"?"}


def _texts(value: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a JSON value with the path to it."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, f"{where}.{key}" if where else str(key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, f"{where}[{number}]")


def check_all(resources: Path) -> list[str]:
    """What is wrong with the content under ``resources``, with the file's name before it."""
    found = []
    lines = resources / "crisis_lines.json"
    found += [f"{lines.name}: {what}" for what in check_crisis_lines(_read(lines))]
    files = sorted(resources.glob("content/*/messages.json"))
    if resources / "content" / "en" / "messages.json" not in files:
        found.append("content/en/messages.json: missing")
    for file in files:
        name = file.relative_to(resources)
        found += [f"{name}: {what}" for what in check_messages(_read(file))]
    content = resources / "content"
    found += check_exercises(content)
    found += [f"worksheets: {what}" for what in check_forms(content)]
    found += [f"modules: {what}" for what in check_guides(content)]
    return found + [f"{name}: stale; run python -m tools.export_schema" for name in stale()]


def _read(path: Path) -> dict[str, object]:
    data = json.loads(path.read_text(encoding="utf-8"))
    return data if isinstance(data, dict) else {}


def main() -> int:
    """Print what is wrong; 1 when something is."""
    found = check_all(RESOURCES)
    print("\n".join(found) if found else "content: all is well")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
