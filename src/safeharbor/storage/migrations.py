"""From an older schema to this one, a step at a time, each on a checked copy first.

A step is a function that changes a database of version n into one of version n+1, in plain SQL
that never changes again. The copy stays beside the database: nobody's only copy is migrated.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.storage.copies import copy_checked
from safeharbor.storage.driver import RawConnection
from safeharbor.storage.schema import MIN_READER, SCHEMA, STATEMENTS

Step = Callable[[RawConnection], None]
"""Changes the database of a connection that is inside a transaction."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A schema: its version, how to make it fresh, and how to come to it from older ones.

    ``steps[n]`` leads from version n to n+1.
    """

    version: int
    min_reader: int
    statements: tuple[str, ...]
    steps: Mapping[int, Step] = field(default_factory=dict)


CURRENT: Final = Plan(SCHEMA, MIN_READER, STATEMENTS)


def build(connection: RawConnection, plan: Plan) -> None:
    """Make a fresh database of ``plan``; ``connection`` is inside a transaction."""
    for statement in plan.statements:
        connection.execute(statement)
    _set_version(connection, plan.version, plan.min_reader)


def migrate(
    connection: RawConnection,
    path: Path,
    key: bytes,
    salt: bytes,
    plan: Plan,
) -> Path:
    """Bring the open database at ``path`` to ``plan``; returns where the copy of before lies.

    All steps are one transaction: a kill in between leaves the old version, and the next opening
    begins again.

    Raises:
        HarborError: UNEXPECTED where a step is missing; what the copy raises. Nothing was changed.
    """
    found = version_of(connection)
    if any(version not in plan.steps for version in range(found, plan.version)):
        raise HarborError(ErrorCode.UNEXPECTED)
    kept = _free_name(path, found)
    copy_checked(connection, kept, key, salt)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for version in range(found, plan.version):
            plan.steps[version](connection)
        _set_version(connection, plan.version, plan.min_reader)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return kept


def version_of(connection: RawConnection) -> int:
    """The schema version of the database."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _set_version(connection: RawConnection, version: int, min_reader: int) -> None:
    connection.executemany(
        "INSERT INTO meta (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [("schema", version), ("min_reader", min_reader)],
    )
    connection.execute(f"PRAGMA user_version = {version:d}")


def _free_name(path: Path, version: int) -> Path:
    names = itertools.chain(
        [f"{path.name}.schema-{version}"],
        (f"{path.name}.schema-{version}-{n}" for n in itertools.count(2)),
    )
    return next(p for name in names if not os.path.lexists(p := path.with_name(name)))
