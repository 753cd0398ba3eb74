"""Looks at guides as whoever writes them needs it: everything that is wrong, and what to mend.

Opening a guide stops at its first fault. Here all are gathered, with those that only show beside
other files: fields of sheets, sources, ratings and steps of other guides.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from safeharbor.content.exercises import sources
from safeharbor.content.guide_file import UsualWords, guide_of, read_guide
from safeharbor.content.guide_ids import GUIDES
from safeharbor.content.guides import (
    GUIDE_IDS,
    WORDS_FILE,
    guide_words,
    known_to,
    load_guide,
)
from safeharbor.content.messages import LANGUAGE
from safeharbor.content.packs import Pack, read_pack, read_pack_file
from safeharbor.content.sheets import load_sheet
from safeharbor.content.toml_file import MisfitError, decode
from safeharbor.domain.errors import HarborError
from safeharbor.domain.form_faults import Fault
from safeharbor.domain.guide import BlockType, Guide, Step, full_id, parts_of
from safeharbor.domain.guide_faults import GET_HELP, guide_advice, guide_faults, targets_of
from safeharbor.domain.sheet import Field, SuggestKind


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, or with ``advice`` one to think about.

    Attributes:
        file: its name, with the folder of its pack before it.
        place: where in it, "" for all of it.
        what: one plain sentence without its full stop.
        advice: whether the guide opens all the same.
    """

    file: str
    place: str
    what: str
    advice: bool = False

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.place, self.what) if part)


class Library:
    """What guides may lead to, read once and only when it is asked for."""

    def __init__(
        self, guides: Mapping[str, Guide], language: str = LANGUAGE, folder: Path | None = None
    ) -> None:
        self._guides = guides
        self._language = language
        self._folder = folder
        self.sheet = functools.cache(self._sheet)

    @functools.cached_property
    def sources(self) -> frozenset[str]:
        """The ids of all sources."""
        return frozenset(sources(self._language, self._folder))

    def guide(self, guide_id: str) -> Guide | None:
        """The guide of this id, None where there is none to look into."""
        return self._guides.get(guide_id)

    def _sheet(self, sheet_id: str) -> Mapping[str, Field] | None:
        """The fields of a sheet by id, None where it cannot be opened."""
        try:
            sheet = load_sheet(sheet_id, self._language, self._folder)
        except HarborError:
            return None
        return {each.id: each for each in sheet.fields}


def wider_faults(guide: Guide, library: Library) -> Iterator[Fault]:
    """What does not fit between ``guide`` and other files."""
    for step in guide.steps:
        for place, what in _of_step(step, library):
            yield f"steps.{step.id}.{place}", what


def _of_step(step: Step, library: Library) -> Iterator[Fault]:
    for name in step.grounds.sources:
        if name not in library.sources:
            yield "why.sources", f"there is no source {name}"
    for place, target in targets_of(step):
        if target != GET_HELP and ":" not in target:
            yield from _step_there(target, library, place)
    for number, block in enumerate(step.blocks):
        place = f"blocks.{block.field.id}" if block.field else f"blocks[{number}]"
        fields = library.sheet(block.sheet) if block.type is BlockType.WORKSHEET else None
        for name in block.show if fields is not None else ():
            if name not in (fields or {}):
                yield f"{place}.show", f"the sheet {block.sheet} has no field {name}"
        for name, option in block.preset if fields is not None else ():
            asked = (fields or {}).get(name)
            if asked is None or asked.option(option) is None:
                yield f"{place}.preset", f"the sheet {block.sheet} has no choice {name} of {option}"
        if block.repeat:
            yield from _rating_there(block.repeat, library, f"{place}.repeat")
        if block.field:
            yield from _of_field(block.field, library, place)


def _of_field(field: Field, library: Library, place: str) -> Iterator[Fault]:
    for each in (field, *field.columns):
        for reaction in each.reactions:
            for target in reaction.steps:
                yield from _step_there(target, library, f"{place}.reactions")
        if each.suggest and each.suggest.kind is SuggestKind.PULL:
            sheet, _, name = each.suggest.of.partition(".")
            fields = library.sheet(sheet)
            if fields is not None and name not in fields:
                yield f"{place}.suggest.of", f"the sheet {sheet} has no field {name}"


def _step_there(target: str, library: Library, place: str) -> Iterator[Fault]:
    name, step = parts_of(target)
    guide = library.guide(name)
    # The panel Get help is the step 0 of its guide, and stands in the window.
    if guide and step and target != "help.s0" and step not in {each.id for each in guide.steps}:
        yield place, f"there is no step {target}"


def _rating_there(path: str, library: Library, place: str) -> Iterator[Fault]:
    step_id, _, field = path.rpartition(".")
    guide = library.guide(parts_of(step_id)[0])
    if guide is None:
        return
    ratings = {
        f"{full_id(guide, step)}.{block.field.id}"
        for step in guide.steps
        for block in step.blocks
        if block.field and block.type is BlockType.RATING
    }
    if path not in ratings:
        yield place, f"there is no rating {field} in {step_id}"


def check_folder(folder: Path, language: str = LANGUAGE) -> tuple[Finding, ...]:
    """Everything that is wrong with the guides in a pack, or in each pack in a folder of them."""
    inside = sorted(folder.iterdir())
    if any(each.suffix == ".toml" for each in inside):
        return _check_pack(read_pack(folder), language)
    packs = [each for each in inside if each.is_dir() and not each.name.startswith(".")]
    return tuple(found for each in packs for found in _check_pack(read_pack(each), language))


def _check_pack(pack: Pack, language: str) -> tuple[Finding, ...]:
    usual = decode(guide_words(language), UsualWords, WORDS_FILE)
    found = [
        Finding(str(error.facts["file"]), "", str(error.facts["reason"])) for error in pack.faults
    ]
    guides: dict[str, Guide] = {}
    for name in pack.files:
        made = _parsed(pack, name, usual)
        if isinstance(made, Guide):
            guides[made.id] = made
        else:
            found.append(made)
    library = Library({**_ours(language), **guides}, language)
    for guide in guides.values():
        file = pack.called(guide.id.rpartition("/")[2])
        found += _check(guide, library, file, frozenset(pack.files))
    return tuple(found)


def _parsed(pack: Pack, name: str, usual: UsualWords) -> Guide | Finding:
    file, others = pack.called(name), frozenset(pack.files)
    try:
        shape = read_guide(read_pack_file(pack, name))
    except MisfitError as error:
        return Finding(file, error.place, error.what)
    except HarborError as error:
        return Finding(file, "", str(error.facts["reason"]))
    if shape.id != name:
        return Finding(file, "id", "not the name of the file")
    if shape.id in GUIDES:
        return Finding(file, "id", "a guide of SafeHarbor has this id")
    return guide_of(shape, usual, pack.name, others)


def _check(guide: Guide, library: Library, file: str, others: frozenset[str]) -> Iterator[Finding]:
    """The findings of one guide, each once."""
    faults = [*guide_faults(guide, known_to(guide.pack, others)), *wider_faults(guide, library)]
    for place, what in dict.fromkeys(faults):
        yield Finding(file, place, what)
    for place, what in guide_advice(guide):
        yield Finding(file, place, what, advice=True)


def _ours(language: str) -> dict[str, Guide]:
    made = {}
    for guide_id in GUIDE_IDS:
        try:
            made[guide_id] = load_guide(guide_id, language)
        except HarborError:
            continue
    return made
