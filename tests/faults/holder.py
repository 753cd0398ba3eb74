"""A child that holds the vault open until its input ends, or shows who opens the file meanwhile.

``hold HOME`` unlocks, says so, waits, locks. ``audit HOME FOLDER`` walks through a whole session
under an audit hook and says every touch of the database file that was not SQLite's own.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from faults.house import House, close
from faults.script import content_of
from faults.tracing import ACK
from safeharbor.domain.entry import Snapshot
from safeharbor.services.envelope import NoteKind
from safeharbor.services.journal import PageRequest
from safeharbor.wiring import Services

_READING_NAMES = {"os.listdir", "os.scandir"}


def hold(home: Path) -> None:
    """Keep the vault unlocked until standard input ends."""
    with House.at(home).unlocked():
        say("unlocked")
        sys.stdin.read()


def audit(home: Path, folder: Path) -> None:
    """Use everything there is while watching every opening that Python makes."""
    house = House.at(home)
    database = next(home.glob("vault-*.db"))
    watching = False

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and event not in _READING_NAMES and _names(arguments, database):
            say(f"{event}")

    sys.addaudithook(hook)
    watching = True
    open(database, "rb").close()  # noqa: PTH123 - the hook has to see this one
    watching = False
    services = house.services()
    services.session.unlock(None)
    watching = True
    _whole_session(services, folder)
    close(services)
    watching = False
    say("done")


def _whole_session(services: Services, folder: Path) -> None:
    journal, session = services.journal, services.session
    snapshot = journal.snapshot(content_of(1, 1))
    head = journal.save(snapshot).result().revision
    again = Snapshot(snapshot.entry_id, head, content_of(1, 2), snapshot.moment)
    journal.save(again).result()
    journal.close_sitting(snapshot.entry_id).result()
    journal.page(PageRequest()).result()
    services.search.page("tag:rest harbour").result()
    services.inbox.seal(journal.snapshot(content_of(2, 1)), NoteKind.ENTRY)
    session.drain()
    services.methods.renew_recovery()
    services.methods.ways()
    services.backup.create(folder / "one.shb").result()
    services.export.markdown(folder / "plain")
    services.doctor.examine()
    journal.trash(snapshot.entry_id).result()
    journal.purge_expired().result()
    assert session.state.value == "unlocked"
    assert session.policy is not None


def _names(arguments: tuple[Any, ...], database: Path) -> bool:
    """Whether one of the arguments is the database file, by any spelling of its path."""
    for value in arguments:
        if isinstance(value, str | bytes | os.PathLike):
            spelled = os.fsdecode(value)
            if "\0" not in spelled and os.path.realpath(spelled) == os.path.realpath(database):
                return True
    return False


def say(text: str) -> None:
    """One line for the test."""
    os.write(1, ACK + text.encode() + b"\n")


if __name__ == "__main__":
    if sys.argv[1] == "hold":
        hold(Path(sys.argv[2]))
    else:
        audit(Path(sys.argv[2]), Path(sys.argv[3]))
