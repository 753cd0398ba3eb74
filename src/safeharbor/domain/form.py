"""Forms as the program speaks of them: named fields, answered at some moment, under a template.

Practices rest on it, and so can worksheets and the steps of guides. It knows nothing of what a
field means; whoever has a kind of form says that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from safeharbor.domain.moment import Moment


@dataclass(frozen=True, slots=True)
class Template:
    """What a form looked like when it was answered, kept beside it for ever.

    Attributes:
        kind: of the forms under it.
        template_id: a stable name within the kind.
        version: counts up with every change of the body.
        body: JSON; members that only newer versions know stay in it.
    """

    kind: str
    template_id: str
    version: int
    body: Mapping[str, object]

    @property
    def text(self) -> str:
        """The body as it is stored: the same JSON for the same body, whoever writes it."""
        return _canonical(self.body)

    @property
    def hash(self) -> bytes:
        """Its name in the vault: SHA-256 over all of it, 32 bytes."""
        named = [self.kind, self.template_id, self.version, self.body]
        return hashlib.sha256(_canonical(named).encode("ascii")).digest()


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in one field.

    Attributes:
        field: the name of the field.
        value: JSON.
        row_id: of a field that can be answered several times, which time; else empty.
    """

    field: str
    value: object
    row_id: bytes = b""


@dataclass(frozen=True, slots=True)
class Form:
    """One form that was answered.

    Attributes:
        id: UUIDv7.
        kind: what it is; kinds of newer versions are kept as they are.
        template: the hash of the template.
        moment: when it was begun, and the day it belongs to.
        answers: by field and row; those that only newer versions know are among them.
        title: "" where it has none.
        head_revision: the newest kept state, None for a form that keeps none.
        trashed_utc_us: when it went into the trash, None where it did not.
        extra: what newer versions added.
        sort_key: its place among all forms, where it was read from the vault.
    """

    id: UUID
    kind: str
    template: bytes
    moment: Moment
    answers: tuple[Answer, ...] = ()
    title: str = ""
    head_revision: UUID | None = None
    trashed_utc_us: int | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
    sort_key: int | None = field(default=None, compare=False)

    def value(self, name: str) -> object:
        """What stands in a field that is answered once, None where nothing does."""
        found = (a.value for a in self.answers if a.field == name and not a.row_id)
        return next(found, None)


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
