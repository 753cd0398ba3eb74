"""The commands and their arguments, and what is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from safeharbor.cli.console import UsageError
from safeharbor.cli.parser import build_parser, parse
from safeharbor.content.messages import messages


def refused(*argv: str) -> str:
    with pytest.raises(UsageError) as caught:
        parse(argv, messages())
    return str(caught.value)


def test_the_options_of_a_new_vault() -> None:
    args = parse(["--home", "/x", "init", "--policy", "strong", "--kit", "k.html"], messages())
    assert (args.command, args.policy, args.kit) == ("init", "strong", Path("k.html"))
    assert (args.home, args.json, args.passphrase_fd) == (Path("/x"), False, None)


def test_global_options_are_taken_behind_the_command_too() -> None:
    args = parse(["--home", "/x", "list", "--json", "--passphrase-fd", "3"], messages())
    assert (args.home, args.json, args.passphrase_fd) == (Path("/x"), True, 3)


def test_a_text_has_a_title_tags_and_a_day() -> None:
    args = parse(
        ["add", "--title", "T", "--tag", "a", "--tag", "b", "--date", "2026-11-21"], messages()
    )
    assert (args.title, args.tags, args.date) == ("T", ["a", "b"], dt.date(2026, 11, 21))


def test_a_query_may_be_several_words() -> None:
    assert parse(["search", "two", "words"], messages()).query == ["two", "words"]


def test_a_text_as_an_argument_is_refused_without_repeating_it() -> None:
    assert "secret diary" not in messages().words(refused("add", "my", "secret diary"))


@pytest.mark.parametrize(
    "day", ["21.11.2026", "2026-1-1", "2026-02-30", "today", "20261121", "٢٠٢٦-١١-٢١"]
)
def test_a_day_is_year_month_day(day: str) -> None:
    refused("add", "--date", day)


@pytest.mark.parametrize("minutes", ["0", "-1", "60.1", "nan", "inf", "x", "1e9"])
def test_minutes_are_above_0_and_up_to_60(minutes: str) -> None:
    refused("breathe", f"--minutes={minutes}")


@pytest.mark.parametrize(("text", "minutes"), [("60", 60.0), ("0.05", 0.05), ("0,5", 0.5)])
def test_minutes_may_be_parts(text: str, minutes: float) -> None:
    assert parse(["breathe", "--minutes", text], messages()).minutes == minutes


def test_a_script_may_be_named_and_how_it_is_gone_through() -> None:
    args = parse(["ground"], messages())
    assert (args.id, args.listing, args.by_hand, args.text_only) == (None, False, False, False)
    argv = ["ground", "anchor", "--by-hand", "--text-only", "--minutes", "10"]
    args = parse(argv, messages())
    assert (args.id, args.minutes, args.by_hand, args.text_only) == ("anchor", 10.0, True, True)


def test_a_worksheet_is_written_to_a_file_or_to_stdout() -> None:
    argv = ["worksheets", "export", "x", "--to", "-", "--with", "a,b", "--with", "c", "--json"]
    args = parse(argv, messages())
    assert (args.command, args.action, args.id, args.to) == ("worksheets", "export", "x", "-")
    assert (args.format, args.names, args.force, args.json) == ("md", False, False, True)
    assert args.more == ["a,b", "c"]


@pytest.mark.parametrize(
    "argv", [["--passphrase-fd", "-1", "list"], ["--passphrase-fd", "x", "list"]]
)
def test_a_descriptor_is_a_number(argv: list[str]) -> None:
    refused(*argv)


@pytest.mark.parametrize(
    "argv",
    [
        ["--hom", "/x", "list"],
        ["init", "--policy", "none"],
        ["nothing"],
        ["show"],
        ["export"],
        ["worksheets"],
        ["worksheets", "nothing"],
        ["worksheets", "list", "--own", "--filled"],
        ["worksheets", "export", "x"],
        ["worksheets", "export", "x", "--to", "y", "--format", "pdf"],
    ],
)
def test_what_is_not_in_the_interface_is_refused(argv: list[str]) -> None:
    refused(*argv)


def test_every_command_and_option_has_its_help() -> None:
    known = messages().terminal
    wanted = {f"cmd.{name}" for name in ("init", "add", "list", "show", "search", "export")}
    wanted |= {f"cmd.{name}" for name in ("backup", "restore", "breathe", "ground", "help-lines")}
    wanted |= {f"cmd.worksheets.{name}" for name in ("list", "show", "new", "export")}
    wanted |= {
        "cmd.lock",
        "cmd.doctor",
        "cmd.selftest",
        "opt.home",
        "opt.json",
        "opt.passphrase-fd",
    }
    assert wanted <= set(known)
    assert "opt." not in build_parser(messages()).format_help()


@pytest.mark.parametrize(
    "name",
    [
        *["init", "add", "list", "search", "export", "backup", "breathe", "ground", "worksheets"],
        *(f"worksheets {action}" for action in ("list", "show", "new", "export")),
    ],
)
def test_the_help_of_a_command_is_in_words(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse([*name.split(), "--help"], messages())
    assert left.value.code == 0
    shown = capsys.readouterr().out
    assert "opt." not in shown
    assert "cmd." not in shown
