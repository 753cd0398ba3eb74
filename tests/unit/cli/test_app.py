"""From arguments to exit code: every failure is a sentence, every output is whole."""

from __future__ import annotations

import io
from pathlib import Path
from typing import NoReturn

import pytest

from safeharbor.cli.app import main
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.services.use_cases import Services
from safeharbor.system.paths import HomePaths
from unit.cli.doubles import Screen, Terminal, no_services


class Broken(io.StringIO):
    """An output that takes nothing."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self._error = error

    def write(self, text: str) -> int:  # noqa: ARG002 - the argument of every stream
        raise self._error


def failing_with(error: BaseException) -> Terminal:
    terminal = Terminal()

    def factory(paths: HomePaths) -> NoReturn:
        raise error

    terminal.services_factory = factory
    return terminal


def test_the_version(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal("--version").code == 0
    assert capsys.readouterr().out.startswith("safeharbor 0.")


def test_a_failure_has_three_parts_and_a_code() -> None:
    outcome = failing_with(HarborError(ErrorCode.DISK_FULL))("list")
    assert outcome.code == 74
    assert outcome.out == ""
    assert outcome.err == (
        "The disk is full. What was saved before is whole. Free some space, then try again. "
        "(SH-FS-01)\n"
    )


def test_with_json_a_failure_is_an_object_on_stderr() -> None:
    outcome = failing_with(HarborError(ErrorCode.VAULT_HELD))("--json", "list")
    assert outcome.code == 75
    assert outcome.out == ""
    [line] = outcome.errors
    assert set(line["error"]) == {"code", "what", "safe", "next"}
    assert line["error"]["code"] == "SH-VT-11"


def test_json_behind_the_command_counts_too() -> None:
    outcome = failing_with(HarborError(ErrorCode.VAULT_HELD))("list", "--json")
    assert outcome.errors[0]["error"]["code"] == "SH-VT-11"


def test_wrong_usage_is_a_sentence(terminal: Terminal) -> None:
    outcome = terminal("add", "dear diary")
    assert outcome.code == 2
    assert "stdin" in outcome.err
    assert "dear diary" not in outcome.err
    assert terminal("--json", "no-such-command").errors[0]["error"]["code"] == "usage"


def test_a_mistake_of_ours_shows_no_traceback_and_no_words(own_world: Path) -> None:
    outcome = failing_with(ZeroDivisionError("my secret text"))("list")
    assert outcome.code == 1
    assert "(SH-XX-00)" in outcome.err
    assert "Traceback" not in outcome.err
    assert "secret" not in outcome.err
    log = (own_world / "log" / "safeharbor.log").read_text()
    assert "ZeroDivisionError at" in log
    assert "secret" not in log


def test_ctrl_c_is_quiet() -> None:
    outcome = failing_with(KeyboardInterrupt())("list")
    assert outcome.code == 1
    assert outcome.err == "Stopped.\n"


@pytest.mark.parametrize("command", ["breathe", "ground"])
def test_a_reader_that_has_read_enough_is_no_failure(command: str) -> None:
    code = main(
        [command, "--text-only"],
        services_factory=no_services,
        selftest=lambda _: 0,
        stdin=io.BytesIO(),
        stdout=Broken(BrokenPipeError()),
        stderr=io.StringIO(),
    )
    assert code == 0


@pytest.mark.parametrize("command", ["breathe", "ground"])
def test_ctrl_c_before_the_first_word_of_calm_is_no_failure(
    command: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("safeharbor.cli.app._run_calm", interrupted)
    outcome = terminal(command)
    assert (outcome.code, outcome.err) == (0, "Stopped.\n")


def test_an_output_that_cannot_be_written_is_told() -> None:
    err = io.StringIO()
    code = main(
        ["help-lines", "--country", "AT", "--json"],
        services_factory=no_services,
        selftest=lambda _: 0,
        stdin=io.BytesIO(),
        stdout=Broken(OSError(28, "No space left on device")),
        stderr=err,
    )
    assert code == 74
    assert "SH-FS-03" in err.getvalue()


def test_the_selftest_is_handed_on(terminal: Terminal) -> None:
    assert terminal("selftest", "--json").code == 0
    assert terminal("--json", "selftest").code == 0
    assert terminal("selftest").code == 0
    assert terminal.selftests == [True, True, False]


def test_nothing_to_lock_where_no_window_runs(terminal: Terminal) -> None:
    outcome = terminal("lock")
    assert outcome.code == 0
    assert "Nothing to lock" in outcome.out
    assert terminal("--json", "lock").json == {"told": False}


def test_sentences_fit_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    terminal = failing_with(HarborError(ErrorCode.DATABASE_DAMAGED, file="vault-1.db"))
    shown = terminal("list", tty=True).err
    assert max(len(line) for line in shown.splitlines()) <= 40


def test_the_home_of_the_option_wins(tmp_path: Path) -> None:
    seen: list[Path] = []

    def factory(paths: HomePaths) -> Services:
        seen.append(paths.root)
        raise HarborError(ErrorCode.NO_VAULT)

    terminal = Terminal()
    terminal.services_factory = factory
    assert terminal("--home", str(tmp_path / "other"), "list").code == 66
    assert seen == [tmp_path / "other"]


def test_text_on_a_terminal_cannot_steer_it() -> None:
    from safeharbor.cli.console import Console
    from safeharbor.content.messages import messages

    screen, pipe = Screen(), io.StringIO()
    Console(screen, io.StringIO(), messages()).line("a\x1b[2J\x9bb\tc\nd")
    Console(pipe, io.StringIO(), messages()).line("a\x1b[2J")
    assert screen.getvalue() == "a␛[2J\ufffdb\tc\nd\n"
    assert pipe.getvalue() == "a\x1b[2J\n"
