"""What is said over a breath, read with nothing but the standard library.

Breathing in the terminal begins at once, and msgspec takes longer to load than one of these files
to read. So they are not checked here as ``exercise_file`` checks them; a file that cannot be read
is refused, and whoever asked breathes without words.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from safeharbor.content.files import content_root, read_content
from safeharbor.content.messages import LANGUAGE
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.exercise import Exercise, ExerciseKind, Line, Why


def breath_words(pattern_id: str, folder: Path | None = None) -> Exercise:
    """The breathing exercise of a stock pattern, without its phases, cautions and sources.

    Args:
        pattern_id: such as ``br_even``.
        folder: the folder that holds the languages; the shipped content where it is left out.

    Raises:
        HarborError: RESOURCE_MISSING or CONTENT_BROKEN.
    """
    path = content_root(folder) / LANGUAGE / "exercises" / f"{pattern_id}.toml"
    raw = read_content(path)
    try:
        data = tomllib.loads(raw.decode("utf-8"))
        return Exercise(
            id=pattern_id,
            rev=int(data["rev"]),
            kind=ExerciseKind.BREATHING,
            title=_text(data["title"]),
            line=_text(data["line"]),
            steps=(),
            lines=tuple(_line(row) for row in data["lines"]),
            areas=(),
            minutes=(),
            cautions=(),
            why=Why("", "", ()),
            end=_text(data["end"]),
            seconds=float(data["seconds"]),
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise HarborError(ErrorCode.CONTENT_BROKEN, file=path.name) from error


def _line(row: dict[str, Any]) -> Line:
    return Line(
        at=float(row["at"]),
        say=_text(row["say"]),
        show=_text(row["show"]),
        every=float(row.get("every", 0.0)),
        moves=float(row.get("moves", 0.0)),
    )


def _text(value: object) -> str:
    """A text that cannot steer a terminal."""
    if not isinstance(value, str) or not value.isprintable():
        raise ValueError("no text")
    return value
