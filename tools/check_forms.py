"""Checks the worksheets: every file opens, and every sentence is one we want somebody to read.

``python -m tools.check_forms [FILE...]`` looks at all of them, or at the named files only. What a
file needs to be opened at all is checked where it is loaded. Here stand the rules that only
writers have to know: presence, voice, length, reading level, and dates that lead nowhere.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from safeharbor.content.messages import LANGUAGE
from safeharbor.content.sheets import SHEET_IDS, load_hints, parse_sheet
from safeharbor.domain.errors import HarborError
from safeharbor.domain.hints import Hint
from safeharbor.domain.sheet import Field, Sheet
from tools.check_exercises import MAX_GRADE, Texts, check_text
from tools.reading_level import grade, sentences, words

CONTENT = Path(__file__).resolve().parent.parent / "resources" / "content"
HELP_SIGNS = 160
LABEL_SIGNS = 80
OPTION_SIGNS = 60
GRADED_WORDS = 20
"""Fewer than these have no reading level of their own; the sheet as a whole has one."""


def check_forms(content: Path) -> list[str]:
    """What is wrong with the sheets under ``content``, each with its file; empty if nothing."""
    folder = content / LANGUAGE / "worksheets"
    found = list(_other_files(folder))
    sheets = {}
    for sheet_id in SHEET_IDS:
        path = folder / f"{sheet_id}.toml"
        if not path.is_file():
            found.append(f"{path.name}: missing")
            continue
        try:
            sheets[sheet_id] = parse_sheet(path.read_bytes(), path.name)
        except HarborError as error:
            found.append(refused(path.name, error))
    try:
        hints = load_hints(LANGUAGE, content)
    except HarborError as error:
        return [*found, refused("hints.toml", error)]
    found += [f"hints.toml: {what}" for what in check_hints(hints)]
    for sheet_id, sheet in sheets.items():
        found += [f"{sheet_id}.toml: {what}" for what in check_sheet(sheet, hints)]
    shelves = [shelf for shelf, _ in groupby(sheet.shelf for sheet in sheets.values())]
    found += [
        f"{shelf}: the sheets of this shelf do not stand together"
        for shelf in shelves
        if shelves.count(shelf) > 1
    ]
    return found


def check_file(path: Path, hints: Mapping[str, Hint]) -> list[str]:
    """What is wrong with the sheet in one file."""
    try:
        sheet = parse_sheet(path.read_bytes(), path.name)
    except HarborError as error:
        return [refused(path.name, error)]
    except OSError as error:
        return [f"{path.name}: it cannot be read: {error.strerror}"]
    return [f"{path.name}: {what}" for what in check_sheet(sheet, hints)]


def check_sheet(sheet: Sheet, hints: Mapping[str, Hint]) -> list[str]:
    """What a reader would stumble over in one sheet, each with its place."""
    said = list(_said(sheet))
    found = [what for place, text in said for what in check_text(place, text)]
    found += list(grades(said))
    found += list(_lengths(sheet))
    if len(sentences(sheet.line)) > 1:
        found.append("line: one sentence is enough for the shelf")
    if not 2 <= len(sheet.core) <= 8:
        found.append(
            f"core: a sheet opens with three to five fields, and here are {len(sheet.core)}"
        )
    if sheet.minutes < 1:
        found.append("minutes: how long the first fields take is missing")
    for place, field in _every_field(sheet):
        found += [
            f"{place}.hints: hints.toml has no {name}" for name in field.hints if name not in hints
        ]
    dates = {(each.rows, each.day) for each in sheet.meant}
    for rows, field in [("", each) for each in sheet.fields] + [
        (rows.id, column) for rows, column in sheet.columns()
    ]:
        if field.day and (rows, field.id) not in dates:
            found.append(f"meant: the day {field.id} leads nowhere")
    return found


def check_hints(hints: Mapping[str, Hint]) -> list[str]:
    """What is wrong with the words that are marked softly."""
    found = [what for key, hint in hints.items() for what in check_text(key, hint.note)]
    for key, hint in hints.items():
        if len(hint.note) > HELP_SIGNS:
            found.append(f"{key}: longer than {HELP_SIGNS} signs")
        low = [word.casefold() for word in hint.words]
        found += [f"{key}: {word!r} stands there twice" for word in set(low) if low.count(word) > 1]
    return found


def _every_field(sheet: Sheet) -> Iterator[tuple[str, Field]]:
    for field in sheet.fields:
        yield f"fields.{field.id}", field
        for column in field.columns:
            yield f"fields.{field.id}.columns.{column.id}", column


def _said(sheet: Sheet) -> Texts:
    """All that somebody reads in a sheet."""
    for name in ("title", "line", "intro", "safety"):
        yield name, getattr(sheet, name)
    for place, field in _every_field(sheet):
        yield from texts_of(place, field)
    for number, part in enumerate(sheet.paper.parts):
        yield f"paper.parts[{number}].label", part.label
    yield "paper.pocket_text", sheet.paper.pocket_text
    for picture in sheet.pictures:
        yield f"pictures.{picture.id}.title", picture.title


def texts_of(place: str, field: Field) -> Texts:
    """All that somebody reads in one field, without its columns."""
    for name in ("label", "help", "example", "unsure", "most_note", "keep_label", "frame"):
        yield f"{place}.{name}", getattr(field, name)
    for end in field.ends or ():
        yield f"{place}.ends", end
    for text in field.ready:
        yield f"{place}.ready", text
    for option in (*field.options, *field.lines):
        yield f"{place}.options.{option.id}", option.label
        yield f"{place}.options.{option.id}.note", option.note
        yield f"{place}.options.{option.id}.group", option.group
    for number, reaction in enumerate(field.reactions):
        yield f"{place}.reactions[{number}].note", reaction.note
    for number, variant in enumerate(field.variants):
        for name in ("label", "help", "example"):
            yield f"{place}.variants[{number}].{name}", getattr(variant, name)


def grades(said: list[tuple[str, str]]) -> Iterator[str]:
    """What is too hard to read: single texts that are long enough to tell, and all together."""
    for place, text in said:
        if len(words(text)) >= GRADED_WORDS and (needed := grade(text)) > MAX_GRADE:
            yield f"{place}: grade {needed:.1f} to read, {MAX_GRADE:g} is allowed"
    whole = " ".join(
        text if text.endswith((".", "?", "…")) else f"{text}." for _, text in said if text
    )
    if (needed := grade(whole)) > MAX_GRADE:
        yield f"all of it: grade {needed:.1f} to read, {MAX_GRADE:g} is allowed"


def _lengths(sheet: Sheet) -> Iterator[str]:
    for place, field in _every_field(sheet):
        kinds = (("label", LABEL_SIGNS), ("help", HELP_SIGNS), ("most_note", HELP_SIGNS))
        for owner, where in [(field, place)] + [
            (each, f"{place}.variants[{n}]") for n, each in enumerate(field.variants)
        ]:
            for name, most in kinds:
                if len(getattr(owner, name, "")) > most:
                    yield f"{where}.{name}: longer than {most} signs"
        for option in (*field.options, *field.lines):
            if len(option.label) > OPTION_SIGNS:
                yield f"{place}.options.{option.id}: longer than {OPTION_SIGNS} signs"


def _other_files(folder: Path) -> Iterator[str]:
    for path in sorted(folder.iterdir() if folder.is_dir() else ()):
        if path.suffix != ".toml" or path.stem not in SHEET_IDS:
            yield f"{path.name}: no sheet has this id"


def refused(file: str, error: HarborError) -> str:
    """Why a file cannot be opened, in one line."""
    facts = [error.facts.get("path"), error.facts.get("reason")]
    return f"{file}: " + (": ".join(str(fact) for fact in facts if fact) or "missing")


def main(arguments: list[str]) -> int:
    """Print what is wrong with the named files, or with all; 1 when something is."""
    parser = argparse.ArgumentParser(prog="python -m tools.check_forms")
    parser.description = "Check worksheets: every file opens, and every sentence reads well."
    parser.add_argument("files", nargs="*", type=Path, help="sheets to look at; left out: all")
    files: list[Path] = parser.parse_args(arguments).files
    try:
        hints = load_hints(folder=CONTENT)
    except HarborError as error:
        print(refused("hints.toml", error))
        hints = {}
    found = [what for path in files for what in check_file(path, hints)]
    if not files:
        found = check_forms(CONTENT)
    print("\n".join(found) if found else "forms: all is well")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
