"""Checks the guides: every file opens, and every sentence is one we want somebody to read.

``python -m tools.check_guides [FILE...]`` looks at all of them, or at the named files only. What a
file needs to be opened at all is checked where it is loaded. Here stand the rules that only
writers have to know: presence, voice, length, reading level, and where the question about fear
has to stand.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from safeharbor.content.guide_check import Library, wider_faults
from safeharbor.content.guides import GUIDE_IDS, guide_words, parse_guide
from safeharbor.content.messages import LANGUAGE
from safeharbor.domain.errors import HarborError
from safeharbor.domain.guide import BlockType, Guide, Mark, Step, full_id
from safeharbor.domain.guide_faults import guide_advice
from tools.check_exercises import NOT_STUDIED, Texts, check_text
from tools.check_forms import grades, refused, texts_of

CONTENT = Path(__file__).resolve().parent.parent / "resources" / "content"
HELP_SIGNS = 220
LABEL_SIGNS = 120
OPTION_SIGNS = 80
LONGEST_LOUD = 8 * 150
"""Words of the open cards that are read aloud in eight minutes."""

GATED = frozenset(
    f"{guide}.s{number}"
    for guide, numbers in {
        "betrayal": (1, 5, 6, 7, 8),
        "bounds": (3, 4, 5),
        "conflict": range(9),
        "connect": (4,),
        "digital": (5,),
        "flags": (2, 3, 4),
        "rejection": (10,),
        "shapes": (3, 4, 5),
        "trust8": (5, 6, 7, 8),
    }.items()
    for number in numbers
)
"""The steps in which the question about fear stands, and no others."""

MANY_CARDS = frozenset({"shapes.s1"})
"""Steps that have a card for each of many things."""

MINUTES = re.compile(r"\bAbout (\d+) minutes?\b")


def check_guides(content: Path) -> list[str]:
    """What is wrong with the guides under ``content``, each with its file; empty if nothing."""
    folder = content / LANGUAGE / "modules"
    found = list(_other_files(folder))
    guides = {}
    for guide_id in GUIDE_IDS:
        path = folder / f"{guide_id}.toml"
        if not path.is_file():
            found.append(f"{path.name}: missing")
            continue
        try:
            guides[guide_id] = _read(path, content)
        except HarborError as error:
            found.append(refused(path.name, error))
    library = Library(guides, folder=content)
    try:
        for guide_id, guide in guides.items():
            found += [f"{guide_id}.toml: {what}" for what in check_guide(guide, library)]
    except HarborError as error:
        return [*found, refused("sources.toml", error)]
    return found


def check_files(paths: list[Path]) -> list[str]:
    """What is wrong with the guides in some files, beside those that ship."""
    guides, found = {}, []
    for path in [*(CONTENT / LANGUAGE / "modules").glob("*.toml"), *paths]:
        try:
            guides[path.stem] = _read(path, CONTENT)
        except HarborError as error:
            found += [refused(path.name, error)] if path in paths else []
        except OSError as error:
            found.append(f"{path.name}: it cannot be read: {error.strerror}")
    library = Library(guides)
    for path in paths:
        if path.stem in guides:
            found += [f"{path.name}: {what}" for what in check_guide(guides[path.stem], library)]
    return found


def check_guide(guide: Guide, library: Library) -> list[str]:
    """What a reader would stumble over in one guide, each with its place."""
    said = [("title", guide.title), ("line", guide.line)]
    found = [f"{place}: {what}" for place, what in wider_faults(guide, library)]
    found += [f"{place}: {what}" for place, what in guide_advice(guide) if not _may(guide, place)]
    for step in guide.steps:
        # The cells of an example of rows stand in one line, with a point between them.
        texts = [(f"steps.{step.id}.{x}", text.replace(" · ", ". ")) for x, text in _said(step)]
        found += grades(texts)
        said += texts
        found += [f"steps.{step.id}.{what}" for what in _of_step(guide, step)]
    found += [what for place, text in said for what in check_text(place, text)]
    return found


def _read(path: Path, content: Path) -> Guide:
    words = guide_words(folder=content)
    return parse_guide(path.read_bytes(), path.name, words)


def _may(guide: Guide, place: str) -> bool:
    step, _, rest = place.removeprefix("steps.").partition(".")
    return rest == "cards" and f"{guide.id}.{step}" in MANY_CARDS


def _said(step: Step) -> Texts:
    """All that somebody reads in a step."""
    for name in ("title", "line", "safety"):
        yield name, getattr(step, name)
    for number, card in enumerate(step.cards):
        yield f"cards[{number}].title", card.title
        yield f"cards[{number}]", card.text
    for number, block in enumerate(step.blocks):
        place = f"blocks.{block.field.id}" if block.field else f"blocks[{number}]"
        for name in ("label", "text", "help"):
            yield f"{place}.{name}", getattr(block, name)
        for when, note in block.notes:
            yield f"{place}.notes.{when}", note
        for link in block.links:
            yield f"{place}.links", link.label
        if block.field:
            yield from texts_of(place, block.field)
            for column in block.field.columns if block.type is not BlockType.PLAN else ():
                yield from texts_of(f"{place}.columns.{column.id}", column)
    for name in ("title", "text", "pocket"):
        yield f"end.{name}", getattr(step.end, name)
    for link in (*step.links, *step.end.links):
        yield "links", link.label
    yield "why.studied", step.grounds.studied
    yield "why.sure", step.grounds.sure


def _of_step(guide: Guide, step: Step) -> Iterator[str]:
    if (full_id(guide, step) in GATED) is not step.gated:
        yield "blocks: " + (
            "the question about fear does not stand here"
            if step.gated
            else "the question about fear is missing"
        )
    if step.mark is Mark.HEAVY and not step.safety:
        yield "safety: a heavy step says first how heavy it may get"
    said = MINUTES.search(step.line)
    if said is None or int(said[1]) != step.minutes:
        yield f"line: it says nothing of {step.minutes} minutes"
    if sum(len(card.text.split()) for card in step.cards) > LONGEST_LOUD:
        yield "cards: more than eight minutes aloud"
    why = step.grounds
    if not why.sources and not NOT_STUDIED.search(f"{why.studied} {why.sure}"):
        yield "why.sources: something is claimed and nothing named"
    yield from _lengths(step)


def _lengths(step: Step) -> Iterator[str]:
    for field in step.fields:
        for each in (field, *field.columns):
            place = f"blocks.{field.id}" + ("" if each is field else f".columns.{each.id}")
            for name, most in (("label", LABEL_SIGNS), ("help", HELP_SIGNS)):
                if len(getattr(each, name)) > most:
                    yield f"{place}.{name}: longer than {most} signs"
            for option in (*each.options, *each.lines):
                if len(option.label) > OPTION_SIGNS:
                    yield f"{place}.options.{option.id}: longer than {OPTION_SIGNS} signs"


def _other_files(folder: Path) -> Iterator[str]:
    for path in sorted(folder.iterdir() if folder.is_dir() else ()):
        if path.suffix != ".toml" or path.stem not in GUIDE_IDS:
            yield f"{path.name}: no guide has this id"


def main(arguments: list[str]) -> int:
    """Print what is wrong with the named files, or with all; 1 when something is."""
    parser = argparse.ArgumentParser(prog="python -m tools.check_guides")
    parser.description = "Check guides: every file opens, and every sentence reads well."
    parser.add_argument("files", nargs="*", type=Path, help="guides to look at; left out: all")
    named: list[Path] = parser.parse_args(arguments).files
    found = check_files(named) if named else check_guides(CONTENT)
    print("\n".join(found) if found else "guides: all is well")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
