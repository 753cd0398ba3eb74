"""The manual says what the parser says, and roff can read it."""

from __future__ import annotations

import datetime as dt

import pytest

from safeharbor.cli.exits import Exit
from safeharbor.launch import parse
from tools.release.commands import BREATHE_AT_ONCE, Command, Takes, program
from tools.release.man import exit_codes, pages

DAY = dt.date(2026, 11, 21)
PROGRAM = program()
PAGES = pages(PROGRAM, "1.2.3", DAY, "a quiet place")


def plain(page: str) -> str:
    """A page without the commands that are for the eye."""
    for sign in (r"\fB", r"\fI", r"\fR"):
        page = page.replace(sign, "")
    return page.replace(r"\-", "-").replace(r"\(dq", '"')


def command(*path: str) -> Command:
    return next(each for each in PROGRAM.walk() if each.path[1:] == path)


def test_every_command_has_a_page() -> None:
    names = [each.path[-1] for each in PROGRAM.commands]
    assert {"init", "add", "breathe", "help-lines", "selftest"} <= set(names)
    assert set(PAGES) == {"safeharbor.1", *(f"safeharbor-{name}.1" for name in names)}


def test_every_option_and_its_help_stand_in_a_page() -> None:
    for each in PROGRAM.walk():
        page = plain(PAGES["-".join(each.path[:2]) + ".1"])
        for argument in each.arguments:
            if "--help" not in argument.flags:
                assert all(flag in page for flag in argument.flags)
                assert " ".join(argument.about.split()) in page


def test_what_the_parser_hides_is_not_told() -> None:
    assert "--home" in plain(PAGES["safeharbor.1"])
    assert "--home" not in plain(PAGES["safeharbor-add.1"])


def test_values_are_known_by_their_kind() -> None:
    export = command("worksheets", "export")
    options = {each.flags[0]: each for each in export.options}
    assert options["--format"].choices == ("md", "html", "csv", "json")
    assert options["--to"].takes is Takes.FILE
    assert options["--force"].takes is Takes.NOTHING
    assert options["--with"].many
    assert [each.name for each in export.words] == ["FORM_ID"]
    assert command("guides", "check").words[0].takes is Takes.FOLDER
    assert command("search").words[0].many


def test_the_option_of_the_window_is_one_that_it_knows() -> None:
    assert parse(BREATHE_AT_ONCE.flags).breathe
    assert BREATHE_AT_ONCE in PROGRAM.options


def test_the_exit_codes_are_all_of_them() -> None:
    assert {int(code) for code, _ in exit_codes(PROGRAM.more)} == {int(each) for each in Exit}


@pytest.mark.parametrize("more", ["Nothing of the kind.", "Exit codes: fine."])
def test_unreadable_exit_codes_are_refused(more: str) -> None:
    with pytest.raises(ValueError, match="exit codes"):
        exit_codes(more)


def test_the_same_inputs_give_the_same_pages() -> None:
    assert pages(program(), "1.2.3", DAY, "a quiet place") == PAGES
    assert '"2026-11-21" "safeharbor 1.2.3"' in PAGES["safeharbor.1"]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_line_begins_with_what_roff_takes_for_a_command(name: str) -> None:
    known = (".TH", ".SH", ".SS", ".TP", ".PP", ".ad", ".nh")
    lines = PAGES[name].splitlines()
    assert all(line.startswith(known) for line in lines if line.startswith((".", "'")))
    assert all(line for line in lines)
