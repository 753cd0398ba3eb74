"""Sentences for error codes, and the words of the terminal, out of ``messages.json``.

Both faces use the same sentences, so a translation is one file. Whatever is missing, in the file
or in the facts, still gives a readable sentence: a message must never be the second failure.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.resources import resources_root

LANGUAGE: Final = "en"
"""The language that every other one falls back to."""

_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")
_OPTIONAL: Final = re.compile(r"\[([^\[\]]*\{[a-z_]+\}[^\[\]]*)\]")
"""A part of a sentence in square brackets falls away where nobody gave its facts."""

_MAX_FACT: Final = 200
_LAST_RESORT: Final = {
    "what": "Something went wrong.",
    "safe": "What was saved before is whole.",
    "next": "Install SafeHarbor again: its own sentences are missing.",
}

Facts = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Message:
    """What happened, whether the writing is safe, and one next step."""

    what: str
    safe: str
    next: str

    def __str__(self) -> str:
        return f"{self.what} {self.safe} {self.next}"


@dataclass(frozen=True, slots=True)
class Messages:
    """The sentences of one language.

    ``errors`` has three or four parts by error code: what, safe, next, and where the terminal
    has another next step, terminal. ``terminal`` has the words of the terminal by name, ``facts``
    what stands in a sentence for a fact that nobody gave.
    """

    errors: Mapping[str, Mapping[str, str]]
    terminal: Mapping[str, str]
    facts: Mapping[str, str]

    def sentence(self, error: HarborError, *, terminal: bool = False) -> Message:
        """The three parts for ``error``; ``terminal`` asks for its own next step."""
        return self.for_code(error.code, error.facts, terminal=terminal)

    def for_code(self, code: ErrorCode, facts: Facts, *, terminal: bool = False) -> Message:
        """The three parts for ``code`` with ``facts`` filled in."""
        parts = self.errors.get(code.value) or _LAST_RESORT
        step = parts.get("terminal") if terminal else None
        return Message(
            self._fill(parts.get("what", _LAST_RESORT["what"]), facts),
            self._fill(parts.get("safe", _LAST_RESORT["safe"]), facts),
            self._fill(step or parts.get("next", _LAST_RESORT["next"]), facts),
        )

    def words(self, name: str, /, **facts: str | int) -> str:
        """The words of the terminal called ``name``; the name itself where there are none."""
        return self._fill(self.terminal.get(name, name), facts)

    def _fill(self, template: str, facts: Facts) -> str:
        def fact(match: re.Match[str]) -> str:
            name = match[1]
            if name in facts:
                return _harmless(str(facts[name]))
            stand_in = self.facts.get(name, "…")
            return stand_in if match.start() else stand_in[:1].upper() + stand_in[1:]

        def part(match: re.Match[str]) -> str:
            needed = _PLACEHOLDER.findall(match[1])
            return match[1] if all(name in facts for name in needed) else ""

        return _PLACEHOLDER.sub(fact, _OPTIONAL.sub(part, template))


def sentence(error: HarborError, *, terminal: bool = False) -> Message:
    """The three parts for ``error`` in the default language; never raises."""
    return messages().sentence(error, terminal=terminal)


@functools.cache
def messages(language: str = LANGUAGE) -> Messages:
    """The sentences of ``language``, with English for what it lacks; empty if nothing loads."""
    loaded = [load_messages(LANGUAGE)]
    if language != LANGUAGE:
        loaded.append(load_messages(language))
    errors: dict[str, Mapping[str, str]] = {}
    terminal: dict[str, str] = {}
    facts: dict[str, str] = {}
    for each in loaded:
        errors.update(each.errors)
        terminal.update(each.terminal)
        facts.update(each.facts)
    return Messages(errors, terminal, facts)


def load_messages(language: str, folder: Path | None = None) -> Messages:
    """The sentences of one ``messages.json``; empty ones where it is missing or broken.

    Args:
        language: the name of its folder, such as ``en``.
        folder: the folder that holds the languages; the shipped content where it is left out.
    """
    try:
        root = folder or resources_root() / "content"
        raw = json.loads((root / language / "messages.json").read_text(encoding="utf-8"))
        return Messages(
            errors={code: _texts(parts) for code, parts in raw["errors"].items()},
            terminal=_texts(raw["terminal"]),
            facts=_texts(raw["facts"]),
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError, HarborError):
        return Messages({}, {}, {})


def _texts(raw: Mapping[str, object]) -> dict[str, str]:
    return {str(name): str(text) for name, text in raw.items()}


def _harmless(fact: str) -> str:
    """A fact without what could steer a terminal or reorder a line, such as in a file's name."""
    kept = "".join("\ufffd" if unicodedata.category(c) in _STEERING else c for c in fact)
    return kept if len(kept) <= _MAX_FACT else kept[: _MAX_FACT - 1] + "…"


_STEERING: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
