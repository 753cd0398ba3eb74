"""Worksheets out of their files, their catalogue, and how one is kept beside its answers.

As with exercises, the catalogue is built beforehand, so that the shelf opens without reading every
sheet, and a file that is missing or broken hides only itself. What the files look like stands in
``form_file``, which is imported only when a sheet is opened.
"""

from __future__ import annotations

import dataclasses
import enum
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from safeharbor.content import exercises
from safeharbor.content.files import built_rows, checksum, find_content, read_content
from safeharbor.content.guide_ids import STEP_IDS
from safeharbor.content.messages import LANGUAGE
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.form import Template
from safeharbor.domain.form_faults import Known
from safeharbor.domain.hints import Hint
from safeharbor.domain.sheet import Sheet
from safeharbor.domain.sheet_faults import sheet_faults

SHEET_IDS: Final = (
    "boundary",
    "needs",
    "balance",
    "istatement",
    "convo",
    "timeout",
    "agreement",
    "digital",
    "thought",
    "reframe",
    "corebelief",
    "letter",
    "roots",
    "experiment",
    "ladder",
    "flags",
    "promises",
    "bridge",
    "safety",
    "support",
    "stress",
    "carefinder",
)
"""Every sheet that ships, in the order in which they are shown. An id is never changed."""

SHEET_KIND: Final = "sheet"
"""The kind of the forms that are filled in from a sheet."""

_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_KNOWN: Final = Known(exercises.IDS, SHEET_IDS, STEP_IDS)


@dataclass(frozen=True, slots=True)
class SheetCard:
    """What the shelf says about a sheet; ``minutes`` is what its first fields take."""

    id: str
    title: str
    line: str
    shelf: str
    minutes: int


def load_sheet(sheet_id: str, language: str = LANGUAGE, folder: Path | None = None) -> Sheet:
    """One sheet, in English where ``language`` does not have it.

    Args:
        sheet_id: such as ``boundary``.
        language: the name of its folder, such as ``en``.
        folder: the folder that holds the languages; the shipped content where it is left out.

    Raises:
        HarborError: RESOURCE_MISSING, or CONTENT_BROKEN with the file and the place in it.
    """
    if not _ID.fullmatch(sheet_id):
        raise HarborError(ErrorCode.RESOURCE_MISSING)
    path = find_content(f"worksheets/{sheet_id}.toml", language, folder)
    return parse_sheet(read_content(path), path.name)


def parse_sheet(raw: bytes, file: str) -> Sheet:
    """The sheet in the content file called ``file``.

    Raises:
        HarborError: CONTENT_BROKEN with the file and the place in it.
    """
    from safeharbor.content.form_file import SheetShape, read_toml, sheet_of
    from safeharbor.content.toml_file import MisfitError, refuse

    try:
        sheet = sheet_of(read_toml(raw, SheetShape))
    except MisfitError as error:
        refuse(file, error.place, error.what, error)
    if f"{sheet.id}.toml" != file:
        refuse(file, "id", "not the name of the file")
    for place, what in misfits(sheet):
        refuse(file, place, what)
    return sheet


def misfits(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """What does not fit together in a sheet that may lead to all that ships, with its place."""
    return sheet_faults(sheet, _KNOWN)


def sheet_catalogue(
    language: str = LANGUAGE, folder: Path | None = None
) -> Mapping[str, SheetCard]:
    """The cards of all sheets that can be opened, by id and in their order.

    A file that is not what the catalogue was built from is read itself.
    """
    built = dict(_built(language, folder))
    cards = {}
    for sheet_id in SHEET_IDS:
        path = find_content(f"worksheets/{sheet_id}.toml", language, folder)
        try:
            raw = read_content(path)
            card = built.get((sheet_id, checksum(raw))) or card_of(parse_sheet(raw, path.name))
        except HarborError:
            continue
        cards[sheet_id] = card
    return cards


def card_of(sheet: Sheet) -> SheetCard:
    """What the shelf says about ``sheet``."""
    return SheetCard(sheet.id, sheet.title, sheet.line, sheet.shelf, sheet.minutes)


def load_hints(language: str = LANGUAGE, folder: Path | None = None) -> Mapping[str, Hint]:
    """The sets of words that are marked softly, by id.

    Raises:
        HarborError: RESOURCE_MISSING or CONTENT_BROKEN.
    """
    from safeharbor.content.form_file import HintsShape, read_toml
    from safeharbor.content.toml_file import MisfitError, refuse

    path = find_content("hints.toml", language, folder)
    raw = read_content(path)
    try:
        shape = read_toml(raw, HintsShape)
    except MisfitError as error:
        refuse(path.name, error.place, error.what, error)
    return {key: Hint(key, each.words, each.note) for key, each in shape.hints.items()}


def sheet_body(sheet: Sheet) -> dict[str, object]:
    """The whole of ``sheet`` as JSON; what is as usual is left out, so that is never changed."""
    body = _json(sheet)
    assert isinstance(body, dict)
    return body


def sheet_of_body(body: Mapping[str, object]) -> Sheet:
    """The sheet of a stored body; what only newer versions know is passed over.

    Raises:
        HarborError: CONTENT_BROKEN, when it describes no sheet.
    """
    from safeharbor.content.form_body import sheet_in
    from safeharbor.content.toml_file import MisfitError

    try:
        return sheet_in(body)
    except MisfitError as error:
        raise HarborError(ErrorCode.CONTENT_BROKEN, reason=error.what) from error


def sheet_template(sheet: Sheet) -> Template:
    """What is kept beside the answers of ``sheet`` for ever."""
    return Template(SHEET_KIND, sheet.id, sheet.rev, sheet_body(sheet))


def template_file(sheet: Sheet) -> bytes:
    """``sheet`` as a file that can be given to somebody; its name ends in ``.shsheet``."""
    from safeharbor.content.form_body import file_of

    return file_of(sheet_body(sheet))


def sheet_of_file(raw: bytes, name: str) -> Sheet:
    """The sheet in a file called ``name`` that may come from anywhere.

    Raises:
        HarborError: SHEET_FILE_BROKEN with the place in it.
    """
    from safeharbor.content.form_body import sheet_in_file
    from safeharbor.content.toml_file import MisfitError, refuse

    try:
        return sheet_in_file(raw, _KNOWN)
    except MisfitError as error:
        refuse(name, error.place, error.what, error, ErrorCode.SHEET_FILE_BROKEN)


def _built(language: str, folder: Path | None) -> Iterator[tuple[tuple[str, int], SheetCard]]:
    for row in built_rows("worksheets", language, folder):
        try:
            card = SheetCard(*(row[each.name] for each in dataclasses.fields(SheetCard)))
            number = row["crc32"]
        except LookupError:
            continue
        texts = (card.id, card.title, card.line, card.shelf)
        numbers = type(card.minutes) is int and type(number) is int
        if numbers and all(isinstance(text, str) for text in texts):
            yield (card.id, number), card


def _json(value: object) -> object:
    """``value`` as JSON; of a dataclass without what is as usual."""
    if isinstance(value, enum.Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        every = ((each, getattr(value, each.name)) for each in dataclasses.fields(value))
        return {each.name: _json(inner) for each, inner in every if inner != each.default}
    return [_json(each) for each in value] if isinstance(value, tuple) else value
