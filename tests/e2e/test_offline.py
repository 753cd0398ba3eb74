"""A whole text session opens no internet socket and needs no network at all."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from faults.terminal import Terminal, text_session
from faults.tracing import require_strace

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace and unshare are Linux's")

_SOCKET = re.compile(r"(?:socket|socketpair|connect|bind|sendto)\(.*\b(AF_INET6?|AF_PACKET)\b")


def internet_calls(trace: str) -> list[str]:
    """The lines of a trace in which somebody reaches for the internet."""
    return [line for line in trace.splitlines() if _SOCKET.search(line)]


def watched(trace: Path) -> tuple[str, ...]:
    """The prefix that writes a command's network calls to ``trace``."""
    calls = "trace=socket,socketpair,connect,bind,sendto"
    return (require_strace(), "-f", "-A", "-y", "-e", calls, "-e", "signal=none", "-o", str(trace))


def test_the_watch_sees_an_internet_socket(tmp_path: Path) -> None:
    """A watch that sees nothing proves nothing."""
    trace = tmp_path / "trace"
    reach = "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).close()"

    subprocess.run([*watched(trace), sys.executable, "-c", reach], check=True)

    assert len(internet_calls(trace.read_text())) == 1


@pytest.mark.argon2
def test_a_text_session_opens_no_internet_socket(tmp_path: Path, own_world: Path) -> None:
    """Every command from init to lock, in one trace."""
    trace = tmp_path / "trace"

    text_session(
        Terminal(own_world, watched(trace)),
        "a long passphrase for the trace",
        ["The first lantern.", "A second lantern, sealed."],
        "lantern",
    )

    assert trace.stat().st_size > 0
    assert internet_calls(trace.read_text()) == []


@pytest.mark.argon2
def test_the_same_session_passes_without_any_network(tmp_path: Path, own_world: Path) -> None:
    """In a network namespace that has no interface, not even a loopback that is up."""
    unshare = shutil.which("unshare")
    assert unshare is not None, "unshare is not installed: apt-get install util-linux"
    prefix = next((p for p in ((unshare, "-rn"), (unshare, "-n")) if _works(p)), None)
    if prefix is None:
        pytest.skip("this system allows no network namespace; the trace above proves the same")

    text_session(
        Terminal(own_world, prefix),
        "a long passphrase for the island",
        ["The first lantern.", "A second lantern, sealed."],
        "lantern",
    )


def _works(prefix: tuple[str, ...]) -> bool:
    return subprocess.run([*prefix, "true"], capture_output=True).returncode == 0
