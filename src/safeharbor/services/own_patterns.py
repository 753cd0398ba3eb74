"""Patterns of one's own: in the vault, or in the plain preferences where somebody wants that.

The name of a pattern is the writer's own words. So the vault is the place for it, and the plain
file takes it only from somebody who was told that anybody at this computer can read it. In the
vault a pattern is a form; a change writes a new form in place of the old one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from typing import Final
from uuid import UUID

from safeharbor.domain.entry import Changes
from safeharbor.domain.form import Answer, Form, Template
from safeharbor.domain.moment import Clock
from safeharbor.domain.own_pattern import SECONDS, Draft, OwnPattern, Part, own_pattern
from safeharbor.services.executor import VaultThread
from safeharbor.services.ids import new_id
from safeharbor.storage.transaction import Transaction
from safeharbor.system.prefs import Json, Preferences

KIND: Final = "pattern"
OWN_PATTERNS: Final = "own_patterns"
"""The preference, a list."""

_PATTERN: Final = "pattern"
_PORTION: Final = 200

TEMPLATE: Final = Template(
    kind=KIND,
    template_id="pattern",
    version=1,
    body={
        "fields": {
            _PATTERN: {"type": "text"},
            Part.NAME.value: {"type": "text"},
            **{part.value: {"type": "number"} for part in SECONDS},
        }
    },
)


class OwnPatternService:
    """Patterns of the unlocked vault.

    ``thread`` gives the vault thread and raises HarborError(SECRET_NEEDED) while it is locked.
    """

    def __init__(self, thread: Callable[[], VaultThread], clock: Clock) -> None:
        self._thread = thread
        self._clock = clock

    @staticmethod
    def new_pattern_id() -> UUID:
        """The id of a pattern about to be written (UUIDv7)."""
        return new_id()

    def all(self) -> Future[tuple[OwnPattern, ...]]:
        """Every pattern, by its name."""
        return self._thread().read(_all)

    def keep(self, patterns: Iterable[OwnPattern], origin: str = "") -> Future[Changes]:
        """Keep patterns, each in place of what was kept under its id; all of them or none."""
        now, kept = self._clock.now(), tuple(patterns)

        def job(tx: Transaction) -> Changes:
            touched = set[UUID]()
            tx.forms.add_template(TEMPLATE)
            for pattern in kept:
                touched |= _remove(tx, pattern.id, now.utc_us)
                form = Form(new_id(), KIND, TEMPLATE.hash, now, _answers(pattern))
                tx.forms.insert(form, now.utc_us)
                touched.add(form.id)
            return Changes(frozenset(), origin, forms=frozenset(touched))

        return self._thread().write(job)

    def delete(self, pattern_id: UUID, origin: str = "") -> Future[Changes]:
        """Delete a pattern for good; one that is not there is no mistake."""
        now = self._clock.now()

        def job(tx: Transaction) -> Changes:
            gone = _remove(tx, pattern_id, now.utc_us)
            return Changes(frozenset(), origin, forms=frozenset(gone))

        return self._thread().write(job)


class PlainPatterns:
    """Patterns in the plain preferences. Somebody has to agree before anything comes in here.

    What in the preferences is no pattern of this version is shown to nobody and kept as it is.
    """

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._patterns: list[OwnPattern] = []
        self._unread: list[Json] = []
        for kept in preferences.get(OWN_PATTERNS, []):
            pattern = _read(kept)
            if pattern is None or any(pattern.id == other.id for other in self._patterns):
                self._unread.append(kept)
            else:
                self._patterns.append(pattern)

    @property
    def patterns(self) -> tuple[OwnPattern, ...]:
        """Every pattern, by its name."""
        return by_name(self._patterns)

    def keep(self, patterns: Iterable[OwnPattern]) -> None:
        """Keep patterns, each in place of what was kept under its id.

        Raises:
            HarborError: they could not be written and hold for this run, as with ``remove``.
        """
        kept = tuple(patterns)
        ids = {pattern.id for pattern in kept}
        self._patterns = [p for p in self._patterns if p.id not in ids] + list(kept)
        self._write()

    def remove(self, ids: Iterable[UUID]) -> None:
        """Let go of patterns."""
        gone = set(ids)
        self._patterns = [pattern for pattern in self._patterns if pattern.id not in gone]
        self._write()

    def _write(self) -> None:
        kept: list[Json] = [_written(pattern) for pattern in self._patterns]
        self._preferences.set(OWN_PATTERNS, [*kept, *self._unread])


def by_name(patterns: Iterable[OwnPattern]) -> tuple[OwnPattern, ...]:
    """Patterns in the order of their names."""
    return tuple(sorted(patterns, key=lambda each: (each.name.casefold(), each.name, each.id)))


def _all(tx: Transaction) -> tuple[OwnPattern, ...]:
    found: dict[UUID, OwnPattern] = {}
    for form in _forms(tx):
        pattern = _pattern_of(form)
        # The newest comes first; an older one of the same pattern may have come from elsewhere.
        if pattern is not None:
            found.setdefault(pattern.id, pattern)
    return by_name(found.values())


def _forms(tx: Transaction) -> Iterable[Form]:
    before: int | None = None
    while portion := tx.forms.page(KIND, before, _PORTION):
        yield from portion
        before = portion[-1].sort_key


def _remove(tx: Transaction, pattern_id: UUID, utc_us: int) -> set[UUID]:
    """Delete every form of a pattern; which those were."""
    ids = {form.id for form in _forms(tx) if form.value(_PATTERN) == pattern_id.hex}
    return {form_id for form_id in ids if tx.forms.delete(form_id, utc_us)}


def _answers(pattern: OwnPattern) -> tuple[Answer, ...]:
    draft = pattern.draft
    seconds = (Answer(part.value, draft.lasting(part)) for part in SECONDS)
    return (Answer(_PATTERN, pattern.id.hex), Answer(Part.NAME.value, pattern.name), *seconds)


def _pattern_of(form: Form) -> OwnPattern | None:
    """The pattern in ``form``, None for one that only a newer version understands."""
    parts = (Part.NAME, *SECONDS)
    return _made({_PATTERN: form.value(_PATTERN), **{p.value: form.value(p.value) for p in parts}})


def _read(kept: Json) -> OwnPattern | None:
    return _made(kept) if isinstance(kept, Mapping) else None


def _written(pattern: OwnPattern) -> dict[str, Json]:
    draft = pattern.draft
    seconds: dict[str, Json] = {part.value: draft.lasting(part) for part in SECONDS}
    return {_PATTERN: pattern.id.hex, Part.NAME.value: pattern.name, **seconds}


def _made(values: Mapping[str, object]) -> OwnPattern | None:
    name, known = values.get(Part.NAME.value), values.get(_PATTERN)
    seconds = {part: _number(values.get(part.value, 0)) for part in SECONDS}
    if not (isinstance(name, str) and isinstance(known, str)):
        return None
    with contextlib.suppress(ValueError):
        return own_pattern(UUID(known), Draft(name, seconds))
    return None


def _number(value: object) -> float:
    """A number of seconds; what is none is out of all bounds."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return -1.0
    try:
        return float(value)
    except OverflowError:
        return -1.0
