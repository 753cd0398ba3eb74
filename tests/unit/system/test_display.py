"""Is there a screen, asked of the real libraries where they are installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from safeharbor.system import display
from safeharbor.system.display import DisplayState, display_state

DEAD_X11 = {"DISPLAY": ":7391"}


def test_nothing_named() -> None:
    assert display_state({}) is DisplayState.UNSET
    assert display_state({"DISPLAY": "", "WAYLAND_DISPLAY": ""}) is DisplayState.UNSET


def test_a_platform_named_by_hand_is_believed() -> None:
    assert display_state({"QT_QPA_PLATFORM": "offscreen"}) is DisplayState.OK
    assert display_state({"WAYLAND_SOCKET": "7", "WAYLAND_DISPLAY": "x"}) is DisplayState.OK


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_have_a_screen(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert display_state({}) is DisplayState.OK


def test_a_named_screen_that_does_not_answer_is_dead(tmp_path: Path) -> None:
    environ = {**os.environ, **DEAD_X11}
    del environ["QT_QPA_PLATFORM"]
    assert display_state(environ) is DisplayState.DEAD
    wayland = {**environ, "WAYLAND_DISPLAY": str(tmp_path / "wayland-0")}
    assert display_state(wayland) is DisplayState.DEAD


def test_a_compositor_that_listens_is_alive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if display._library("libwayland-client.so.0") is None:
        pytest.skip("libwayland-client is not installed")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind("wayland-0")
        compositor.listen()
        monkeypatch.setenv("XDG_RUNTIME_DIR", os.path.relpath(tmp_path))
        # A short absolute path by way of the working folder of this process.
        name = f"/proc/{os.getpid()}/cwd/wayland-0"
        assert display_state({"WAYLAND_DISPLAY": name}) is DisplayState.OK


@pytest.mark.xvfb
def test_a_live_x_server_answers() -> None:
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    reader, writer = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "320x240x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(writer)
        with os.fdopen(reader) as number:
            screen = number.readline().strip()
        try:
            assert display_state({"DISPLAY": f":{screen}"}) is DisplayState.OK
        finally:
            server.terminate()


def test_without_the_libraries_a_child_process_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "_library", lambda _name: None)
    for answer, state in ((True, DisplayState.OK), (False, DisplayState.DEAD)):
        monkeypatch.setattr(display, "_child_opens", lambda _env, say=answer: say)
        assert display_state({"WAYLAND_DISPLAY": "w", **DEAD_X11}) is state


def test_the_child_process_for_real(monkeypatch: pytest.MonkeyPatch) -> None:
    assert display._child_opens({**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    assert not display._child_opens({**os.environ, **DEAD_X11, "QT_QPA_PLATFORM": "xcb"})
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert display._child_opens({})


def test_a_screen_far_away_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = threading.Event()
    monkeypatch.setattr(display, "_LIMIT_S", 0.05)
    monkeypatch.setattr(display, "_x11_answers", lambda _name: answer.wait())
    try:
        assert display_state(DEAD_X11) is DisplayState.DEAD
    finally:
        answer.set()
        for thread in threading.enumerate():
            if thread.name == "sh-display":
                thread.join()
