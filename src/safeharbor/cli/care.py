"""Looking after a home without opening its vault: telling the window to lock, and a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from safeharbor.cli.console import Json
from safeharbor.cli.exits import Exit, exit_of
from safeharbor.cli.parts import Call
from safeharbor.domain.errors import ErrorCode
from safeharbor.system.paths import socket_address
from safeharbor.system.pipe import send_verb

if TYPE_CHECKING:
    from safeharbor.services.doctor import Report


def lock(call: Call) -> Exit:
    """Tell a running window to lock; where none runs there is nothing to lock."""
    told = send_verb(socket_address(call.paths), "lock")
    if call.console.json_mode:
        call.console.data({"told": told})
    else:
        call.console.say("lock.sent" if told else "lock.nothing")
    return Exit.OK


def doctor(call: Call) -> Exit:
    """What can be said without a secret; the exit code is that of the first problem."""
    found = call.services.doctor.examine()
    console = call.console
    if console.json_mode:
        console.data({**found.facts, "problems": found.problems})
    else:
        for name, value in found.facts.items():
            console.line(f"{_label(call, name)}: {_shown(call, value)}")
        console.line()
        for problem in found.problems:
            console.line(f"{_sentence(call, found, problem)} ({problem})")
        if not found.problems:
            console.say("doctor.sound")
        console.say("doctor.closing")
    return exit_of(found.problems[0]) if found.problems else Exit.OK


def _sentence(call: Call, found: Report, problem: str) -> str:
    if problem == ErrorCode.HEADER_DAMAGED and found.facts.get("header_copy_in_use") == "backup":
        return call.console.words("doctor.copy_in_use")
    return str(call.console.messages.for_code(ErrorCode(problem), {}, terminal=True))


def _label(call: Call, name: str) -> str:
    words = call.console.words(f"doctor.{name}")
    return name.replace("_", " ") if words.startswith("doctor.") else words


def _shown(call: Call, value: Json) -> str:
    console = call.console
    if value is None or value == []:
        return console.words("doctor.none")
    if isinstance(value, bool):
        return console.words("doctor.yes" if value else "doctor.no")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(str(part) for part in value)
    return str(value)
