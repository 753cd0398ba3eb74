"""Worksheets in the terminal: looking at them, filling them in from JSON, taking them elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import pytest

from safeharbor.content.sheets import SHEET_IDS, load_sheet
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.form import Template
from safeharbor.domain.sheet import Field, FieldType, Sheet
from safeharbor.services.own_sheets import own_id
from safeharbor.system.locks import ProcessLock
from safeharbor.system.paths import HomePaths
from safeharbor.wiring import Services, build
from support.clock import FakeClock
from support.homes import floor
from support.keyring import KeyringMode
from support.practices import practised
from support.sheets import a_snapshot
from support.sheets import answers as some_answers
from unit.cli.doubles import Desk, Outcome, Terminal

LINE = "I don't talk about my pay at the table."
SAY = "Dad, I like these Sundays. Rosalind Okafor knows."


@pytest.fixture(autouse=True)
def nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safeharbor.cli.secrets.Secrets.can_ask", lambda _: False)


def answers(**given: object) -> str:
    return json.dumps({"title": "Sundays", "answers": given})


def boundary(**more: object) -> str:
    """A boundary with a name in it."""
    given: dict[str, object] = {"who": "Rosalind Okafor", "line": LINE, "say": SAY, "firmness": 8}
    return answers(**{**given, **more})


def fill(desk: Desk, sheet: str = "boundary", stdin: str | None = None) -> str:
    made = desk.json("worksheets", "new", sheet, stdin=boundary() if stdin is None else stdin)
    assert made["stored"] == "vault"
    return str(made["id"])


def services_of(desk: Desk) -> Services:
    """The same home, opened beside the terminal."""
    services = build(HomePaths(desk.home), clock=FakeClock(), keyring=desk.keyring, calibrate=floor)
    services.session.unlock(None)
    return services


def leave(services: Services) -> None:
    thread = services.session.thread()
    services.session.lock()
    assert thread.closed.wait(30)


# Looking


def test_all_sheets_are_listed_without_a_journal(terminal: Terminal) -> None:
    rows = terminal("--json", "worksheets", "list").json["sheets"]
    assert [row["id"] for row in rows] == list(SHEET_IDS)
    assert all(set(row) == {"id", "title", "line"} and row["line"] for row in rows)
    assert "boundary      Boundary builder\n" in terminal("worksheets", "list").out


@pytest.mark.parametrize("sheet_id", SHEET_IDS)
def test_every_sheet_says_what_it_asks(sheet_id: str, terminal: Terminal) -> None:
    shown = terminal("--json", "worksheets", "show", sheet_id).json
    never = {field.id for field in load_sheet(sheet_id).fields if not field.stored}
    asked = {question["id"]: question for question in shown["questions"]}
    kept = {name for name in never & set(asked) if asked[name].get("kept_if_given")}
    assert never & set(asked) == kept
    plain = terminal("worksheets", "show", f"ws:{sheet_id}", tty=True).out
    assert "worksheets." not in plain
    assert all(f"{name}: " in plain for name in asked)
    assert not any(f"\n{name}: " in plain for name in never - kept)


def test_an_unknown_sheet_names_those_there_are(desk: Desk) -> None:
    outcome = desk("worksheets", "new", "no-such", stdin="my words")
    assert outcome.code == 2
    assert "carefinder." in outcome.err
    assert "my words" not in outcome.err
    assert desk("worksheets", "show", "no-such").code == 1


# Filling one in


def test_a_sheet_goes_into_the_vault_and_comes_out_again(desk: Desk) -> None:
    form_id = fill(desk)
    shown = desk.json("worksheets", "show", form_id)
    assert (shown["sheet"], shown["title"]) == ("boundary", "Sundays")
    assert (shown["local_date"], shown["trashed"]) == ("2026-11-21", False)
    assert shown["answers"]["line"] == LINE
    assert shown["answers"]["firmness"] == 8

    again = fill(desk, stdin=json.dumps({"answers": shown["answers"]}))
    assert desk.json("worksheets", "show", again)["answers"] == shown["answers"]

    [row, other] = desk.json("worksheets", "list", "--filled")["filled"]
    assert row == {"id": again, "sheet": "boundary", "title": "", "local_date": "2026-11-21"}
    assert other["title"] == "Sundays"


def test_a_filled_sheet_in_words(desk: Desk) -> None:
    form_id = fill(desk)
    lines = desk("worksheets", "show", form_id).out.splitlines()
    assert lines[:2] == ["Sundays", "2026-11-21  Boundary builder"]
    assert lines[lines.index("My line") + 1] == f"  {LINE}"
    listed = desk("worksheets", "list", "--filled").out
    assert listed.splitlines()[0] == "2026-11-21  Boundary builder: Sundays"
    assert form_id in listed


def test_rows_in_words_and_as_json(desk: Desk) -> None:
    given = answers(ways=[{"need": "rest", "smallest": "ten minutes"}, {"need": "quiet"}])
    form_id = fill(desk, "needs", given)
    assert "  - Need: rest\n    The smallest way: ten minutes\n" in (
        desk("worksheets", "show", form_id).out
    )
    rows = desk.json("worksheets", "show", form_id)["answers"]["ways"]
    assert [row["need"] for row in rows] == ["rest", "quiet"]
    assert all(len(row["#"]) == 32 for row in rows)


def test_nothing_filled_in_yet_is_a_sentence(desk: Desk) -> None:
    assert desk("worksheets", "list", "--filled").out == "No worksheets were filled in yet.\n"
    assert desk("worksheets", "list", "--own").out == "No worksheets of your own yet.\n"


def test_without_the_keyring_it_is_sealed_and_joins_later_with_the_same_id(desk: Desk) -> None:
    desk.keyring.mode = KeyringMode.LOCKED
    made = desk.json("worksheets", "new", "boundary", stdin=boundary())
    assert made["stored"] == "inbox"
    desk.keyring.mode = KeyringMode.NORMAL
    [row] = desk.json("worksheets", "list", "--filled")["filled"]
    assert row["id"] == made["id"]


def test_a_wrong_secret_keeps_the_answers_all_the_same(desk: Desk) -> None:
    outcome = desk(
        "--json", "worksheets", "new", "boundary", stdin=boundary(), secret="S1" + "0" * 38
    )
    assert outcome.code == 77
    assert outcome.json["stored"] == "inbox"
    assert "kept all the same" in outcome.err
    [row] = desk.json("worksheets", "list", "--filled")["filled"]
    assert row["id"] == outcome.json["id"]


@pytest.mark.parametrize(
    ("stdin", "place", "reason"),
    [
        ("not json", "at line 1", "this is not JSON"),
        ("[]", "", "curly brackets"),
        (answers(lines="x"), "at answers.lines", "this sheet asks for"),
        (answers(firmness=11), "at answers.firmness", "0 to 10"),
        (answers(area="mars"), "at answers.area", "this can be body"),
        (answers(review="soon"), "at answers.review", "a day such as"),
        (answers(line=["x"]), "at answers.line", "a text"),
        (answers(safe="yes"), "at answers.safe", "never stored"),
        ('{"sheet": "needs", "answers": {}}', "at sheet", "another sheet"),
        (answers(), "at answers", "nothing is answered"),
        (answers(line="  "), "at answers", "nothing is answered"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_stored(
    desk: Desk, stdin: str, place: str, reason: str
) -> None:
    outcome = desk("worksheets", "new", "boundary", stdin=stdin)
    assert outcome.code == 2
    assert place in outcome.err
    assert reason in outcome.err
    assert "(SH-SF-02)" in outcome.err
    assert "safe," not in outcome.err
    assert not list((desk.home / "inbox").glob("*"))
    assert desk.json("worksheets", "list", "--filled") == {"filled": []}


def test_without_a_vault_nothing_is_read(empty: Desk) -> None:
    assert empty("worksheets", "new", "boundary", stdin=boundary()).code == 66
    assert empty("worksheets", "new", "safety", stdin="{}").code == 66


def test_nothing_on_stdin_is_no_sheet(desk: Desk) -> None:
    assert desk("worksheets", "new", "boundary", stdin=" \n").code == 2


def test_what_is_kept_though_it_usually_is_not_is_named(desk: Desk) -> None:
    outcome = desk("worksheets", "new", "flags", stdin=answers(danger=["neck"]))
    assert outcome.code == 0
    assert "since you wrote it down: Not for weighing" in outcome.err
    assert "help-lines" in outcome.err
    [row] = desk.json("worksheets", "list", "--filled")["filled"]
    assert desk.json("worksheets", "show", row["id"])["answers"] == {"danger": ["neck"]}


def test_where_nothing_can_be_written_it_says_where_the_answers_still_are(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise HarborError(ErrorCode.DISK_FULL)

    monkeypatch.setattr("safeharbor.services.inbox.InboxService.seal_form", full)
    desk.keyring.mode = KeyringMode.LOCKED
    outcome = desk("worksheets", "new", "boundary", stdin=boundary())
    assert outcome.code == 74
    assert "still where it came from" in outcome.err
    assert outcome.out == ""


# One copy, and one's own


def test_the_one_copy_takes_in_what_is_named(desk: Desk) -> None:
    first = fill(desk, "safety", answers(after="Eat something", alone=[{"what": "a walk"}]))
    outcome = desk("--json", "worksheets", "new", "safety", stdin=answers(after="Sleep"))
    assert outcome.json == {"id": first, "stored": "vault"}
    assert "one copy" in outcome.err
    shown = desk.json("worksheets", "show", first)["answers"]
    assert shown["after"] == "Sleep"
    assert [row["what"] for row in shown["alone"]] == ["a walk"]
    services = services_of(desk)
    [_, *older] = services.sheets.versions(UUID(first)).result()
    assert len(older) == 1
    leave(services)


def test_the_one_copy_needs_the_open_journal(desk: Desk) -> None:
    with ProcessLock(HomePaths(desk.home).vault_lock):
        assert desk("worksheets", "new", "safety", stdin=answers(after="Sleep")).code == 75
    desk.keyring.mode = KeyringMode.LOCKED
    assert desk("worksheets", "new", "safety", stdin=answers(after="Sleep")).code == 77
    assert not list((desk.home / "inbox").glob("*"))


def test_a_sheet_of_ones_own(desk: Desk) -> None:
    services = services_of(desk)
    mine = Sheet("x", 1, "My \x1b[31msheet", "", "own", (Field("f", FieldType.TEXT, "What"),))
    [form_id] = services.own_sheets.add(mine).result().forms
    leave(services)
    name = own_id(form_id)
    [row] = desk.json("worksheets", "list", "--own")["sheets"]
    assert row["id"] == name
    assert desk.json("worksheets", "show", name)["questions"][0]["label"] == "What"
    filled = fill(desk, name, answers(f="words"))
    assert desk.json("worksheets", "show", filled)["answers"] == {"f": "words"}
    assert desk("worksheets", "show", own_id(UUID(filled))).code == 1
    # What is kept for its own sake is no filled sheet.
    assert desk("worksheets", "show", str(form_id)).code == 1


def test_another_kind_of_form_is_no_sheet(desk: Desk) -> None:
    services = services_of(desk)
    record = practised(services.clock.now())
    services.practices.keep(record).result()
    leave(services)
    assert desk("worksheets", "show", str(record.id)).code == 1


def test_a_form_of_a_newer_version_still_shows_its_words(desk: Desk) -> None:
    newer = Template("sheet", "boundary", 99, {"title": "Newer", "fields": "elsewhere"})
    services = services_of(desk)
    snapshot = a_snapshot(some_answers(LINE, "a walk"), template=newer)
    services.sheets.save(snapshot).result()
    leave(services)
    form_id = str(snapshot.form_id)
    assert desk.json("worksheets", "show", form_id)["answers"]["line"] == LINE
    shown = desk("worksheets", "show", form_id).out
    assert f"line\n  {LINE}\n" in shown
    assert "  - what: a walk\n" in shown


# Taking it elsewhere


def export(desk: Desk, form_id: str, *more: str) -> Outcome:
    return desk("worksheets", "export", form_id, "--to", "-", *more)


def test_a_page_says_first_that_it_is_not_encrypted(desk: Desk, tmp_path: Path) -> None:
    form_id, target = fill(desk), tmp_path / "page.md"
    outcome = desk("worksheets", "export", form_id, "--to", str(target))
    assert outcome.code == 0
    assert "not encrypted" in outcome.err
    assert "could find and read it" in outcome.err
    text = target.read_text(encoding="utf-8")
    assert f"**{LINE}**" in text
    assert "Rosalind" not in text
    assert "R. O. knows" in text
    assert target.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("form", "needle"),
    [("md", "**I don't"), ("html", "<!DOCTYPE html>"), ("csv", "8"), ("json", '"line": "I don')],
)
def test_names_leave_as_initials_unless_they_are_asked_for(
    desk: Desk, form: str, needle: str
) -> None:
    form_id = fill(desk)
    plain = export(desk, form_id, "--format", form)
    assert needle in plain.out
    assert "Rosalind" not in plain.out
    assert "Names are initials" in plain.err
    named = export(desk, form_id, "--format", form, "--names")
    assert ("Rosalind" in named.out) is (form != "csv")
    assert "Names are initials" not in named.err


def test_what_is_printed_only_when_asked_for(desk: Desk) -> None:
    form_id = fill(desk, stdin=boundary(need="a say in it", review="2026-12-01"))
    plain = export(desk, form_id)
    assert "a say in it" not in plain.out
    assert "added by --with: need, review, who, firmness." in plain.err
    more = export(desk, form_id, "--with", "need, review")
    assert "a say in it" in more.out
    assert "2026-12-01" in more.out
    refused = export(desk, form_id, "--with", "nothing")
    assert refused.code == 2
    assert "--with can add these: need, review" in refused.err
    assert export(desk, form_id, "--with", "need", "--format", "csv").code == 2


def test_what_was_kept_by_choice_leaves_by_choice(desk: Desk) -> None:
    form_id = fill(desk, "flags", answers(danger=["threats"], who="Rosalind Okafor"))
    outcome = export(desk, form_id)
    assert outcome.code == 0
    assert "Threatens" not in outcome.out
    assert "Threatens" in export(desk, form_id, "--with", "danger").out


def test_json_for_other_programs(desk: Desk, tmp_path: Path) -> None:
    form_id, target = fill(desk), tmp_path / "page.html"
    made = desk.json("worksheets", "export", form_id, "--to", str(target), "--format", "html")
    assert made == {"id": form_id, "path": str(target), "format": "html"}
    inside = desk.json("worksheets", "export", form_id, "--to", "-", "--format", "json")
    assert set(inside) == {"id", "format", "content"}
    assert json.loads(inside["content"])["answers"]["who"] == "R. O."


def test_a_file_that_is_there_is_replaced_only_by_force(desk: Desk, tmp_path: Path) -> None:
    form_id, target = fill(desk), tmp_path / "page.md"
    target.write_text("mine")
    argv = ("worksheets", "export", form_id, "--to", str(target))
    assert desk(*argv).code == 74
    assert target.read_text() == "mine"
    assert desk(*argv, "--force").code == 0
    assert LINE in target.read_text(encoding="utf-8")
    assert desk("worksheets", "export", form_id, "--to", str(tmp_path / "no" / "x.md")).code == 1
    assert desk("worksheets", "export", "x", "--to", "-").code == 1


def test_the_whole_journal_names_its_sheets(desk: Desk, tmp_path: Path) -> None:
    fill(desk)
    assert "Worksheets in it: 1" in desk("export", "--to", str(tmp_path / "a")).out
    done = desk.json("export", "--to", str(tmp_path / "b"))
    assert (done["entries"], done["sheets"]) == (0, 1)


def test_the_search_of_the_journal_finds_them_too(desk: Desk) -> None:
    sheet = fill(desk)
    [hit] = desk.json("search", "Rosalind")["hits"]
    assert (hit["kind"], hit["id"], hit["title"]) == ("sheet", sheet, "Sundays")
    assert "Rosalind Okafor" in hit["snippet"]
    assert sheet in desk("search", "rosalind").out
