"""Speaking to the open window."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from safeharbor.system import pipe
from safeharbor.system.paths import HomePaths, socket_address
from safeharbor.system.pipe import VERBS, send_verb


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    address = socket_address(HomePaths(tmp_path))
    yield address
    Path(address).unlink(missing_ok=True)


@contextmanager
def window(address: str, answer: bytes) -> Iterator[list[bytes]]:
    """A window that answers one caller; the list is what it heard."""
    heard: list[bytes] = []
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(address)
        server.listen()

        def serve() -> None:
            talk, _ = server.accept()
            with talk:
                heard.append(talk.recv(64))
                talk.sendall(answer)

        listener = threading.Thread(target=serve)
        listener.start()
        yield heard
        listener.join()


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_one_short_line_and_is_acknowledged(address: str, verb: str) -> None:
    with window(address, b"ok\n") as heard:
        assert send_verb(address, verb)
    assert heard == [verb.encode() + b"\n"]
    assert len(heard[0]) <= pipe.MAX_LINE


@pytest.mark.parametrize("answer", [b"", b"no\n", b"ok", b"ok\n" * 20, b"x" * 4000])
def test_any_other_answer_is_no(address: str, answer: bytes) -> None:
    with window(address, answer):
        assert not send_verb(address, "show")


def test_nothing_else_can_be_said(address: str) -> None:
    with pytest.raises(ValueError, match="not a verb"):
        send_verb(address, "unlock")


def test_nobody_listens(address: str) -> None:
    assert not send_verb(address, "show")
    with socket.socket(socket.AF_UNIX) as stale:
        stale.bind(address)
    assert not send_verb(address, "show")


def test_only_a_socket_is_spoken_to(address: str) -> None:
    Path(address).write_text("a file")
    assert not send_verb(address, "show")


def test_patience_lasts_until_the_window_is_there(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Callable[[], None]] = []
    real = pipe._ask

    def ask(*args: object) -> bytes | None:
        asked.append(lambda: None)
        return real(address, b"show\n", 1.0) if len(asked) == 3 else None

    monkeypatch.setattr(pipe, "_ask", ask)
    monkeypatch.setattr(pipe, "_PAUSE_S", 0.0)
    with window(address, b"ok\n"):
        assert send_verb(address, "show", patience=30.0)
    assert len(asked) == 3


def test_a_window_that_never_answers_is_left_alone(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipe, "_ANSWER_S", 0.05)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(address)
        silent.listen()
        assert not send_verb(address, "show")


def test_a_window_with_a_full_queue_is_waited_for(address: str) -> None:
    """Somebody floods the socket: the answer is late, not no."""
    with socket.socket(socket.AF_UNIX) as server, contextlib.ExitStack() as callers:
        server.bind(address)
        server.listen(1)
        with contextlib.suppress(BlockingIOError):
            while True:
                caller = callers.enter_context(socket.socket(socket.AF_UNIX))
                caller.setblocking(False)
                caller.connect(address)
        heard: list[bool] = []
        asking = threading.Thread(target=lambda: heard.append(send_verb(address, "lock")))
        asking.start()
        while not heard:
            talk, _ = server.accept()
            with talk:
                talk.setblocking(False)
                with contextlib.suppress(OSError):
                    if not talk.recv(64):
                        continue
                talk.setblocking(True)
                with contextlib.suppress(OSError):
                    talk.sendall(b"ok\n")
            callers.close()
            asking.join(0.2)
        assert heard == [True]
