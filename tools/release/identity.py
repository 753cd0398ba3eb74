"""Who the program is, from ``packaging/identity.toml``, and which version this is.

The one reader of both, so that no script and no template holds a second copy.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
_NUMBERS = re.compile(r"(\d+)\.(\d+)\.(\d+)")


@dataclass(frozen=True, slots=True)
class Identity:
    """What ``packaging/identity.toml`` says; each field is the key of the same name there."""

    app_id: str
    name: str
    package: str
    executable: str
    console_executable: str
    summary: str
    description: str
    keywords: tuple[str, ...]
    categories: tuple[str, ...]
    publisher: str
    maintainer: str
    maintainer_email: str
    copyright: str
    licence: str
    metadata_licence: str
    homepage: str
    mime: str
    mime_comment: str
    suffix: str
    windows_prog_id: str
    macos_minimum: str


def load_identity(root: Path = ROOT) -> Identity:
    """Read the identity of the checkout at ``root``.

    Raises:
        ValueError: a key is missing, unknown or of the wrong kind.
    """
    told = tomllib.loads((root / "packaging" / "identity.toml").read_text(encoding="utf-8"))
    names = {field.name for field in fields(Identity)}
    if told.keys() != names:
        raise ValueError(f"identity.toml: {sorted(told.keys() ^ names)} are not as expected")
    values: dict[str, str | tuple[str, ...]] = {}
    for name, value in told.items():
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            values[name] = tuple(value)
        elif isinstance(value, str):
            values[name] = value
        else:
            raise ValueError(f"identity.toml: {name} is neither a text nor a list of texts")
    return Identity(**values)  # type: ignore[arg-type]  # tomllib knows no types


def version(root: Path = ROOT) -> str:
    """The version in ``src/safeharbor/__init__.py``, read without importing the program.

    Raises:
        ValueError: it stands there in no form that is known here.
    """
    source = (root / "src" / "safeharbor" / "__init__.py").read_text(encoding="utf-8")
    found = _VERSION.search(source)
    if not found:
        raise ValueError("src/safeharbor/__init__.py names no version")
    return found[1]


def numbers(version: str) -> tuple[int, int, int, int]:
    """``version`` as the four numbers that Windows asks for: ``0.1.0rc1`` is ``(0, 1, 0, 0)``.

    Raises:
        ValueError: it does not begin with three numbers.
    """
    found = _NUMBERS.match(version)
    if not found:
        raise ValueError(f"{version} does not begin with three numbers")
    return int(found[1]), int(found[2]), int(found[3]), 0
