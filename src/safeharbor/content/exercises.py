"""Exercises out of their files, their catalogue, and the texts that belong to them.

The catalogue is built beforehand, so that the shelf opens without reading every exercise. A file
that is missing or broken hides its own exercise and nothing else. What the files look like stands
in ``exercise_file``, which is imported only when one of them is opened.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from safeharbor.content.files import built_rows, checksum, find_content, read_content
from safeharbor.content.messages import LANGUAGE
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.exercise import CategorySet, Exercise, ExerciseKind

IDS: Final = (
    "br_long_exhale",
    "br_even",
    "br_sigh",
    "br_pursed",
    "br_hum",
    "br_box",
    "br_478",
    "br_natural",
    "gr_orient",
    "gr_54321",
    "gr_feet",
    "gr_temp",
    "gr_categories",
    "rx_pmr_short",
    "rx_pmr",
    "rx_bodyscan",
    "rx_safeplace",
    "mi_break",
    "mi_anchor",
    "mi_listen",
    "mi_rain",
    "mi_kindness",
    "mi_urge",
)
"""Every exercise that ships, in the order in which they are shown. An id is never changed."""

_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class ExerciseCard:
    """What the shelf says about an exercise; ``seconds`` is its usual length."""

    id: str
    kind: ExerciseKind
    title: str
    line: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Source:
    """A study: who and when, what was done in one sentence, and where it can be found."""

    id: str
    name: str
    about: str
    where: str


def load_exercise(
    exercise_id: str, language: str = LANGUAGE, folder: Path | None = None
) -> Exercise:
    """One exercise, in English where ``language`` does not have it.

    Args:
        exercise_id: such as ``gr_orient``.
        language: the name of its folder, such as ``en``.
        folder: the folder that holds the languages; the shipped content where it is left out.

    Raises:
        HarborError: RESOURCE_MISSING, or CONTENT_BROKEN with the file and the place in it.
    """
    if not _ID.fullmatch(exercise_id):
        raise HarborError(ErrorCode.RESOURCE_MISSING)
    path = find_content(f"exercises/{exercise_id}.toml", language, folder)
    return _parse(read_content(path), path)


def catalogue(language: str = LANGUAGE, folder: Path | None = None) -> Mapping[str, ExerciseCard]:
    """The cards of all exercises that can be opened, by id and in their order.

    A file that is not what the catalogue was built from is read itself.

    Raises:
        HarborError: RESOURCE_MISSING, when there is no content at all.
    """
    built = dict(_built(language, folder))
    cards = {}
    for exercise_id in IDS:
        path = find_content(f"exercises/{exercise_id}.toml", language, folder)
        try:
            raw = read_content(path)
            card = built.get((exercise_id, checksum(raw))) or card_of(_parse(raw, path))
        except HarborError:
            continue
        cards[exercise_id] = card
    return cards


def category_sets(language: str = LANGUAGE, folder: Path | None = None) -> tuple[CategorySet, ...]:
    """What "Name five" draws its words from.

    Raises:
        HarborError: RESOURCE_MISSING or CONTENT_BROKEN.
    """
    from safeharbor.content import exercise_file
    from safeharbor.content.toml_file import decode

    path = find_content("category_sets.toml", language, folder)
    shape = decode(read_content(path), exercise_file.SetsShape, path.name)
    return exercise_file.category_sets(shape)


def sources(language: str = LANGUAGE, folder: Path | None = None) -> Mapping[str, Source]:
    """What the exercises rest on, by id.

    Raises:
        HarborError: RESOURCE_MISSING or CONTENT_BROKEN.
    """
    from safeharbor.content import exercise_file
    from safeharbor.content.toml_file import decode

    path = find_content("sources.toml", language, folder)
    shape = decode(read_content(path), exercise_file.SourcesShape, path.name)
    return {key: Source(key, x.name, x.about, x.where) for key, x in shape.sources.items()}


def cautions(language: str = LANGUAGE, folder: Path | None = None) -> Mapping[str, str]:
    """The cautions that exercises name, by id.

    Raises:
        HarborError: RESOURCE_MISSING or CONTENT_BROKEN.
    """
    from safeharbor.content import exercise_file
    from safeharbor.content.toml_file import decode

    path = find_content("cautions.toml", language, folder)
    shape = decode(read_content(path), exercise_file.CautionsShape, path.name)
    return {key: caution.text for key, caution in shape.cautions.items()}


def card_of(exercise: Exercise) -> ExerciseCard:
    """What the shelf says about ``exercise``."""
    return ExerciseCard(exercise.id, exercise.kind, exercise.title, exercise.line, exercise.seconds)


def _built(language: str, folder: Path | None) -> Iterator[tuple[tuple[str, int], ExerciseCard]]:
    """The cards of a built catalogue by id and checksum; a broken card hides only itself."""
    for row in built_rows("exercises", language, folder):
        try:
            kind, seconds = ExerciseKind(row["kind"]), float(row["seconds"])
            card = ExerciseCard(row["id"], kind, row["title"], row["line"], seconds)
            number = int(row["crc32"])
        except (ValueError, LookupError, TypeError, OverflowError):
            continue
        texts = (card.id, card.title, card.line)
        if math.isfinite(seconds) and all(isinstance(text, str) for text in texts):
            yield (card.id, number), card


def _parse(raw: bytes, path: Path) -> Exercise:
    from safeharbor.content import exercise_file
    from safeharbor.content.toml_file import decode

    shape = decode(raw, exercise_file.ExerciseShape, path.name)
    return exercise_file.exercise(shape, path.name)
