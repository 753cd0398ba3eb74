from __future__ import annotations

from pathlib import Path

import pytest

from safeharbor import __version__, launch
from safeharbor.launch import NO_DISPLAY, Options, main, parse
from safeharbor.system.locks import ProcessLock
from safeharbor.system.paths import HomePaths


@pytest.fixture(autouse=True)
def process_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process of the tests keeps its own hooks and limits."""
    monkeypatch.setattr(launch, "harden_process", lambda: None)
    monkeypatch.setattr("safeharbor.system.crash.install", lambda _log: None)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Instead of the window: whether it would be reachable by others."""
    calls: list[bool] = []

    def show(_paths: HomePaths, _verb: str, *, reachable: bool) -> int:
        calls.append(reachable)
        return 0

    monkeypatch.setattr(launch, "_show", show)
    return calls


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ([], Options()),
        (["--breathe"], Options(breathe=True)),
        (["--version"], Options(version=True)),
        (["--home", "/x", "--breathe"], Options(Path("/x"), breathe=True)),
        (["--home=/x"], Options(Path("/x"))),
    ],
)
def test_the_window_knows_three_options(words: list[str], options: Options) -> None:
    assert parse(words) == options


@pytest.mark.parametrize("words", [["--home"], ["--home="], ["--bogus"], ["add"], [""]])
def test_anything_else_is_refused_with_a_word(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "safeharbor --help" in captured.err


def test_the_version_needs_no_screen(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.delenv("DISPLAY", raising=False)
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"SafeHarbor {__version__}\n"


def test_without_a_screen_it_names_what_works(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, shown: list[bool]
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == 69
    assert capsys.readouterr().err == NO_DISPLAY + "\n"
    assert shown == []


def test_the_first_start_is_the_window_and_lets_go_of_the_lock(
    own_world: Path, shown: list[bool]
) -> None:
    assert main([]) == 0
    assert shown == [True]
    with ProcessLock(HomePaths(own_world).instance_lock) as lock:
        assert lock.held


def test_the_second_start_asks_the_first_and_waits_for_it(
    own_world: Path, shown: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([False, False, True])
    sent: list[str] = []

    def send(_address: str, verb: str, *, patience: float) -> bool:
        assert patience > 0
        sent.append(verb)
        return next(answers)

    monkeypatch.setattr("safeharbor.system.pipe.send_verb", send)
    with ProcessLock(HomePaths(own_world).instance_lock):
        assert main(["--breathe"]) == 0
    assert sent == ["breathe"] * 3
    assert shown == []


def test_a_first_window_that_is_gone_by_then_makes_room(
    own_world: Path, shown: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = ProcessLock(HomePaths(own_world).instance_lock)
    lock.acquire()

    def send(_address: str, _verb: str, *, patience: float) -> bool:
        lock.release()
        return False

    monkeypatch.setattr("safeharbor.system.pipe.send_verb", send)
    assert main([]) == 0
    assert shown == [True]


def test_a_window_that_never_answers_is_said_in_one_line(
    own_world: Path,
    shown: list[bool],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("safeharbor.system.pipe.send_verb", lambda *_a, **_k: False)
    monkeypatch.setattr(launch, "_PATIENCE_S", 0.0)
    with ProcessLock(HomePaths(own_world).instance_lock):
        assert main([]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert shown == []


def test_a_home_that_cannot_be_used_still_gets_its_circle(
    own_world: Path, shown: list[bool]
) -> None:
    own_world.rmdir()
    own_world.write_text("not a folder")
    assert main([]) == 0
    assert shown == [False]
