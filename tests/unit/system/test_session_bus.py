"""Is the session's bus alive, silent or gone, asked of real sockets and a real daemon."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from pathlib import Path

import pytest

from safeharbor.system.session_bus import (
    NO_BUS,
    VARIABLE,
    Answer,
    answer_of,
    leave_silent_bus,
    places,
)
from support.private_bus import NO_DAEMON, odd_bus, private_bus

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="a session bus is Linux's")
with_daemon = pytest.mark.skipif(NO_DAEMON, reason="needs dbus-daemon")

GONE = "unix:path=/nowhere/bus"


def left(address: str) -> str:
    """What ``address`` is once a silent bus was left."""
    environ = {VARIABLE: address}
    leave_silent_bus(environ)
    return environ[VARIABLE]


def place_of(address: str) -> bytes:
    (place,) = places({VARIABLE: address})
    return place


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("unix:path=/run/user/1000/bus", [b"/run/user/1000/bus"]),
        ("unix:path=/run/bus,guid=0123456789abcdef", [b"/run/bus"]),
        ("unix:guid=0123456789abcdef,path=/run/bus", [b"/run/bus"]),
        ("unix:abstract=/tmp/dbus-Xy", [b"\0/tmp/dbus-Xy"]),
        ("unix:path=/a%20b%2c%2C%25/%c3%b6", ["/a b,,%/ö".encode()]),
        ("unix:path=/one;unix:path=/two", [b"/one", b"/two"]),
        ("unix:path=/one;tcp:host=there,port=1;unix:path=/two", [b"/one"]),
        ("tcp:host=there,port=1;unix:path=/two", []),
        ("unixexec:path=/bin/false", []),
        ("unix:tmpdir=/tmp", []),
        ("unix:path=/half%2", []),
        ("unix:path=/odd%zz", []),
        ("unix:path=", [b""]),
        ("autolaunch:", []),
        ("disabled:", []),
        ("nonsense", []),
        (";", []),
    ],
)
def test_only_local_sockets_are_asked_in_the_order_of_the_list(
    address: str, found: list[bytes]
) -> None:
    assert places({VARIABLE: address}) == found


def test_where_none_is_named_it_is_the_one_in_the_runtime_folder() -> None:
    assert places({"XDG_RUNTIME_DIR": "/run/user/7"}) == [b"/run/user/7/bus"]
    assert places({VARIABLE: "", "XDG_RUNTIME_DIR": "/run/user/7"}) == [b"/run/user/7/bus"]
    assert places({VARIABLE: "disabled:", "XDG_RUNTIME_DIR": "/run/user/7"}) == []
    assert places({}) == []


@with_daemon
def test_a_bus_that_answers_is_kept() -> None:
    with private_bus() as bus:
        assert answer_of(place_of(bus.address)) is Answer.ALIVE
        assert left(bus.address) == bus.address
        assert left(f"{GONE};{bus.address}") == f"{GONE};{bus.address}"


@with_daemon
def test_a_daemon_that_is_stopped_is_left() -> None:
    with private_bus() as bus:
        bus.process.send_signal(signal.SIGSTOP)
        try:
            assert answer_of(place_of(bus.address)) is Answer.SILENT
            assert left(bus.address) == NO_BUS
        finally:
            bus.process.send_signal(signal.SIGCONT)


@on_linux
@pytest.mark.parametrize("words", [b"REJECTED EXTERNAL\r\n", b"go away"])
def test_a_bus_that_says_no_is_alive(words: bytes) -> None:
    with odd_bus(words) as address:
        assert answer_of(place_of(address)) is Answer.ALIVE
        assert left(address) == address


@on_linux
def test_a_bus_that_takes_callers_and_says_nothing_is_left() -> None:
    with odd_bus(None) as address:
        assert answer_of(place_of(address)) is Answer.SILENT
        assert left(address) == NO_BUS
        assert left(f"{GONE};{address}") == NO_BUS


@on_linux
def test_a_silent_bus_that_no_variable_names_is_left_too() -> None:
    with odd_bus(None) as address:
        environ = {"XDG_RUNTIME_DIR": str(Path(os.fsdecode(place_of(address))).parent)}
        leave_silent_bus(environ)
    assert environ[VARIABLE] == NO_BUS


@on_linux
def test_an_abstract_socket_is_asked_like_any_other() -> None:
    name = f"safeharbor-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(f"\0{name}")
        server.listen()
        assert left(f"unix:abstract={name}") == NO_BUS


@on_linux
def test_a_bus_whose_queue_is_full_is_left() -> None:
    name = f"safeharbor-test-full-{os.getpid()}"
    with (
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server,
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as first,
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as second,
    ):
        server.bind(f"\0{name}")
        server.listen(0)
        first.connect(f"\0{name}")
        second.settimeout(0)
        with pytest.raises(BlockingIOError):
            second.connect(f"\0{name}")
        assert answer_of(place_of(f"unix:abstract={name}")) is Answer.SILENT


@on_linux
def test_where_nobody_listens_the_address_stays(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    refused = f"unix:abstract=safeharbor-test-none-{os.getpid()}"
    for address in (GONE, refused, f"unix:path={plain}", "unix:path=", f"unix:path={'x' * 200}"):
        assert answer_of(place_of(address)) is Answer.NOBODY
        assert left(address) == address


@on_linux
def test_a_bus_that_hangs_up_is_not_a_silent_one() -> None:
    name = f"safeharbor-test-ends-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(f"\0{name}")
        server.listen()
        ender = threading.Thread(target=lambda: server.accept()[0].close())
        ender.start()
        address = f"unix:abstract={name}"
        assert left(address) == address
        ender.join(20)
