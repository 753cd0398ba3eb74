from __future__ import annotations

import contextlib
import os
import random
import socket
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from safeharbor.system.pipe import VERBS, send_verb
from safeharbor.ui.desktop.local_server import LocalVerbServer
from safeharbor.ui.desktop.single_instance import SocketVerbServer, VerbServer, open_server, verb_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="speaks to a Unix socket")


class Listening:
    """A server and what it has heard."""

    def __init__(self, server: VerbServer, address: str) -> None:
        self.server = server
        self.address = address
        self.verbs: list[str] = []
        server.verb.connect(self.verbs.append)


@pytest.fixture(params=[SocketVerbServer, LocalVerbServer])
def listening(
    request: pytest.FixtureRequest, owner: QObject, tmp_path: Path
) -> Iterator[Listening]:
    address = str(tmp_path / "s")
    heard = Listening(request.param(address, owner), address)
    yield heard
    heard.server.close()


def call(address: str) -> socket.socket:
    talk = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    talk.connect(address)
    talk.settimeout(5)
    return talk


def asked(qtbot: QtBot, job: Callable[[], object]) -> object:
    """The result of a job that talks to the server, which lives in this thread."""
    results: list[object] = []
    thread = threading.Thread(target=lambda: results.append(job()))
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive())
    return results[0]


def hung_up(talk: socket.socket) -> bool:
    try:
        return talk.recv(8) == b""
    except ConnectionResetError:
        return True


@pytest.mark.parametrize("verb", VERBS)
def test_the_five_verbs_arrive_and_are_answered(
    listening: Listening, qtbot: QtBot, verb: str
) -> None:
    assert asked(qtbot, lambda: send_verb(listening.address, verb)) is True
    assert listening.verbs == [verb]


def test_a_verb_may_come_in_pieces(listening: Listening, qtbot: QtBot) -> None:
    def slowly() -> bytes:
        with call(listening.address) as talk:
            for letter in b"breathe\n":
                talk.sendall(bytes([letter]))
            return talk.recv(8)

    assert asked(qtbot, slowly) == b"ok\n"
    assert listening.verbs == ["breathe"]


@pytest.mark.parametrize(
    "junk",
    [b"open\n", b"show", b"show\r\n", b"SHOW\n", b"\n", b"show\nlock\n", b"\x00" * 16, b"a" * 4096,
     b"show " + b" " * 20 + b"\n", "zeige\u00e9\n".encode()],
)  # fmt: skip
def test_junk_changes_nothing(listening: Listening, qtbot: QtBot, junk: bytes) -> None:
    def throw() -> bool:
        with call(listening.address) as talk:
            talk.sendall(junk)
            talk.shutdown(socket.SHUT_WR)
            return hung_up(talk)

    assert asked(qtbot, throw) is True
    assert listening.verbs == []


def test_random_junk_changes_nothing_and_real_verbs_still_arrive(
    listening: Listening, qtbot: QtBot
) -> None:
    dice = random.Random(7)

    def throw() -> bool:
        for _ in range(300):
            with call(listening.address) as talk, contextlib.suppress(OSError):
                talk.sendall(dice.randbytes(dice.randint(1, 40)))
        return send_verb(listening.address, "show", patience=5)

    assert asked(qtbot, throw) is True
    assert listening.verbs == ["show"]


def test_silent_callers_are_hung_up_on_and_block_nobody(listening: Listening, qtbot: QtBot) -> None:
    silent = [call(listening.address) for _ in range(40)]
    assert asked(qtbot, lambda: send_verb(listening.address, "show")) is True
    assert asked(qtbot, lambda: [hung_up(talk) for talk in silent]) == [True] * 40
    for talk in silent:
        talk.close()
    assert listening.verbs == ["show"]


def test_only_this_account_can_reach_it(owner: QObject, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        server = open_server(str(tmp_path / "s"), owner)
        mode = stat.S_IMODE((tmp_path / "s").stat().st_mode)
    finally:
        os.umask(before)
        server.close()
    assert mode == 0o600


def test_a_socket_left_behind_is_replaced_and_an_own_one_removed(
    owner: QObject, tmp_path: Path
) -> None:
    address = tmp_path / "s"
    dead = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    dead.bind(str(address))
    dead.close()
    server = open_server(str(address), owner)
    listened = server.listening
    server.close()
    assert (listened, server.listening, address.exists()) == (True, False, False)


def test_anything_else_in_its_place_is_left_alone(owner: QObject, tmp_path: Path) -> None:
    address = tmp_path / "s"
    address.write_text("mine")
    server = open_server(str(address), owner)
    assert not server.listening
    server.close()
    assert address.read_text() == "mine"


def test_an_address_that_is_too_long_is_no_failure(owner: QObject, tmp_path: Path) -> None:
    server = open_server(str(tmp_path / ("x" * 200)), owner)
    assert not server.listening
    server.close()


def test_only_whole_short_lines_are_verbs() -> None:
    assert [verb_of(verb.encode() + b"\n") for verb in VERBS] == list(VERBS)
    assert verb_of(b"show") is None
    assert verb_of(b"show\n\n") is None
    assert verb_of(b"show" + b"\n" * 20) is None
