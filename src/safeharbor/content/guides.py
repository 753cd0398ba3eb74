"""Guides out of their files, their catalogue, and how a step is kept beside its answers.

As with worksheets, the catalogue is built beforehand, so that the shelf opens without reading
every guide, and a file that is missing or broken hides only itself and says so. Guides that
somebody has put into the home by hand stand in ``packs``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Final

from safeharbor.content import exercises
from safeharbor.content.files import built_rows, checksum, find_content, read_content
from safeharbor.content.guide_ids import GUIDES, STEP_IDS
from safeharbor.content.messages import LANGUAGE
from safeharbor.content.packs import Pack, find_packs, read_pack_file
from safeharbor.content.sheets import SHEET_IDS, sheet_body
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.form import Template
from safeharbor.domain.form_faults import Known
from safeharbor.domain.guide import Guide, Mark, Shelf, Step, step_sheet
from safeharbor.domain.guide_faults import guide_faults

GUIDE_IDS: Final = tuple(GUIDES)
"""Every guide that ships, in the order in which they are shown. An id is never changed."""

STEP_KIND: Final = "step"
"""The kind of the forms that hold what was answered in a step."""

WORDS_FILE: Final = "guide_words.toml"

_ID: Final = re.compile(r"[a-z][a-z0-9]{0,19}")
_STEPS: Final = 100
_KEPT: Final = 4
"""Parsed guides that are kept, since one is left and come back to."""


@dataclass(frozen=True, slots=True)
class StepCard:
    """What the shelf says about a step; ``minutes`` is what its cards and core take."""

    id: str
    title: str
    line: str
    minutes: int
    mark: Mark | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class GuideCard:
    """What the shelf says about a guide; ``pack`` names the folder of one that is not ours."""

    id: str
    rev: int
    title: str
    line: str
    shelf: Shelf
    updated: str
    steps: tuple[StepCard, ...]
    pack: str = ""


@dataclass(frozen=True, slots=True)
class GuideCatalogue:
    """The cards of all guides that can be opened, by id and in order, and what is wrong elsewhere.

    ``faults`` are of the codes RESOURCE_MISSING, CONTENT_BROKEN and GUIDE_FILE_BROKEN.
    """

    cards: Mapping[str, GuideCard]
    faults: tuple[HarborError, ...] = ()


def load_guide(
    guide_id: str,
    language: str = LANGUAGE,
    folder: Path | None = None,
    packs: Path | None = None,
) -> Guide:
    """One guide, in English where ``language`` does not have it.

    Args:
        guide_id: such as ``trust8``, or ``anna/calm`` for one in the pack ``anna``.
        language: the name of its folder, such as ``en``.
        folder: the folder that holds the languages; the shipped content where it is left out.
        packs: the folder with the packs of this home, None where there is none.

    Raises:
        HarborError: RESOURCE_MISSING; CONTENT_BROKEN or, in a pack, GUIDE_FILE_BROKEN with the
            file and the place in it.
    """
    name, slash, inside = guide_id.rpartition("/")
    if not _ID.fullmatch(inside):
        raise HarborError(ErrorCode.RESOURCE_MISSING)
    words = guide_words(language, folder)
    if slash:
        found = (each for each in find_packs(packs) if each.name == name)
        pack = next(found, None)
        if pack is None or inside not in pack.files:
            raise HarborError(ErrorCode.RESOURCE_MISSING)
        return _packed(pack, inside, words)
    path = find_content(f"modules/{inside}.toml", language, folder)
    return parse_guide(read_content(path), path.name, words)


def guide_catalogue(
    language: str = LANGUAGE, folder: Path | None = None, packs: Path | None = None
) -> GuideCatalogue:
    """The cards of all guides, ours first.

    A file that is not what the catalogue was built from is read itself, and so are packs.
    """
    built = dict(_built(language, folder))
    cards: dict[str, GuideCard] = {}
    faults: list[HarborError] = []
    for guide_id in GUIDE_IDS:
        path = find_content(f"modules/{guide_id}.toml", language, folder)
        try:
            raw = read_content(path)
            card = built.get((guide_id, checksum(raw)))
            cards[guide_id] = card or card_of(
                parse_guide(raw, path.name, guide_words(language, folder))
            )
        except HarborError as error:
            faults.append(error)
    for pack in find_packs(packs):
        faults += pack.faults
        for inside in pack.files:
            try:
                guide = _packed(pack, inside, guide_words(language, folder))
                cards[guide.id] = card_of(guide)
            except HarborError as error:
                faults.append(error)
    return GuideCatalogue(cards, tuple(faults))


def card_of(guide: Guide) -> GuideCard:
    """What the shelf says about ``guide``."""
    steps = tuple(
        StepCard(each.id, each.title, each.line, each.minutes, each.mark, each.quiet)
        for each in guide.steps
    )
    return GuideCard(
        guide.id,
        guide.rev,
        guide.title,
        guide.line,
        guide.shelf,
        guide.updated,
        steps,
        guide.pack,
    )


def step_template(guide: Guide, step: Step) -> Template:
    """What is kept beside the answers of a step for ever."""
    sheet = step_sheet(guide, step)
    return Template(STEP_KIND, sheet.id, sheet.rev, sheet_body(sheet))


def guide_words(language: str = LANGUAGE, folder: Path | None = None) -> bytes:
    """The file with the words that all guides have in common, for ``parse_guide``.

    Raises:
        HarborError: RESOURCE_MISSING or CONTENT_BROKEN.
    """
    return read_content(find_content(WORDS_FILE, language, folder))


@functools.lru_cache(maxsize=_KEPT)
def parse_guide(
    raw: bytes, file: str, words: bytes, pack: str = "", others: frozenset[str] = frozenset()
) -> Guide:
    """The guide in the file called ``file``.

    Args:
        raw: what stands in it.
        file: its name, whose stem is the id of the guide.
        words: what ``guide_words`` gives.
        pack: the folder it was put into by hand, "" for one of ours.
        others: the ids of the guides in that folder.

    Raises:
        HarborError: CONTENT_BROKEN or, in a pack, GUIDE_FILE_BROKEN, with the place in it.
    """
    from safeharbor.content.guide_file import UsualWords, guide_of, read_guide
    from safeharbor.content.toml_file import MisfitError, decode, refuse

    code = ErrorCode.GUIDE_FILE_BROKEN if pack else ErrorCode.CONTENT_BROKEN
    usual = decode(words, UsualWords, WORDS_FILE)
    try:
        shape = read_guide(raw)
    except MisfitError as error:
        refuse(file, error.place, error.what, error, code)
    if f"{shape.id}.toml" != PurePath(file).name:
        refuse(file, "id", "not the name of the file", code=code)
    if pack and shape.id in GUIDES:
        refuse(file, "id", "a guide of SafeHarbor has this id", code=code)
    guide = guide_of(shape, usual, pack, others)
    for place, what in guide_faults(guide, known_to(pack, others)):
        refuse(file, place, what, code=code)
    return guide


def known_to(pack: str, others: frozenset[str]) -> Known:
    """What a guide may lead to; whether another file of a pack has a step is not asked here."""
    beside = {f"{pack}/{each}.s{number}" for each in others for number in range(_STEPS)}
    return Known(exercises.IDS, SHEET_IDS, frozenset({*STEP_IDS, *beside}))


def _packed(pack: Pack, inside: str, words: bytes) -> Guide:
    raw = read_pack_file(pack, inside)
    return parse_guide(raw, pack.called(inside), words, pack.name, frozenset(pack.files))


def _built(language: str, folder: Path | None) -> Iterator[tuple[tuple[str, int], GuideCard]]:
    """The cards of a built catalogue by id and checksum; a broken card hides only itself."""
    for row in built_rows("guides", language, folder):
        try:
            card, number = _card_in(row), row["crc32"]
        except (ValueError, LookupError, TypeError):
            continue
        if type(number) is int:
            yield (card.id, number), card


def _card_in(row: Mapping[str, Any]) -> GuideCard:
    return GuideCard(
        *(_text(row["id"]), _number(row["rev"]), _text(row["title"]), _text(row["line"])),
        shelf=Shelf(row["shelf"]),
        updated=_text(row["updated"]),
        steps=tuple(_step_in(each) for each in row["steps"]),
    )


def _step_in(row: Mapping[str, Any]) -> StepCard:
    mark = row["mark"]
    return StepCard(
        *(_text(row["id"]), _text(row["title"]), _text(row["line"]), _number(row["minutes"])),
        mark=Mark(mark) if mark is not None else None,
        quiet=row["quiet"] is True,
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError("no number")
    return value
