"""Sheets and steps among what the journal's search finds."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace
from uuid import UUID

import pytest

from safeharbor.domain.entry import EntryContent
from safeharbor.domain.form import Template
from safeharbor.services.form_words import FormWords
from safeharbor.services.search import FormHit, Found
from safeharbor.storage.failure import Cancelled
from safeharbor.storage.transaction import Transaction
from safeharbor.wiring import Services
from support import sheets
from support.garden import a_guide, a_step, keep, person, told
from support.store import TODAY, moment


def found(services: Services, query: str) -> list[Found]:
    return services.search.page(query).result()


def forms(services: Services, query: str) -> list[UUID]:
    return [hit.id for hit in found(services, query) if isinstance(hit, FormHit)]


def write(services: Services, body: str, day: dt.date = TODAY) -> None:
    snapshot = services.journal.snapshot(EntryContent(body=body))
    services.journal.save(replace(snapshot, moment=moment(day))).result()


@pytest.mark.parametrize(
    "query",
    ["harbour", "Harb", '"the harbour wall"', "zoe", "settles", "kettle", "harbour zoe", "garden"],
)
def test_words_options_and_names_are_found(services: Services, query: str) -> None:
    answers = told("Under the harbour wall.", signs=("calm", "other"), worth=7)
    answers = answers.with_value("signs_other", "a kettle").with_rows("people", (person("Zoë"),))
    snapshot = a_step(answers)
    keep(services, snapshot)
    keep(services, a_step(told("something else"), "s2") if query != "garden" else snapshot)
    assert forms(services, query) == [snapshot.form_id]


def test_a_hit_says_what_it_is_and_where_the_words_stand(services: Services) -> None:
    keep(services, a_step(told("Zoë stood there.", worth=7)))
    services.sheets.save(sheets.a_snapshot(sheets.answers("With Zoë"), title="For Sunday")).result()
    (sheet, step) = sorted(found(services, "zoe"), key=lambda hit: hit.title)
    assert isinstance(sheet, FormHit)
    assert isinstance(step, FormHit)
    assert (sheet.kind, sheet.template_id, sheet.title) == ("sheet", "garden", "For Sunday")
    assert (step.kind, step.template_id) == ("step", "garden.s1")
    assert step.title == "The garden, part 1"
    assert [step.snippet.text[a:b] for a, b in step.snippet.spans] == ["Zoë"]
    assert step.moment.local_date == TODAY


@pytest.mark.parametrize("query", ["7", "absent", "tag:day", "on:2026-11-21", "unsure", "calm"])
def test_numbers_days_and_ids_are_no_words(services: Services, query: str) -> None:
    keep(services, a_step(told("A line.", worth=7, before="unsure", signs=("calm",))))
    assert forms(services, query) == []


def test_a_phrase_does_not_reach_from_one_answer_into_the_next(services: Services) -> None:
    answers = told("the harbour").with_rows("people", (person("Zoë"),))
    keep(services, a_step(answers))
    assert forms(services, '"harbour zoë"') == []
    assert len(forms(services, "harbour zoë")) == 1


def test_days_narrow_what_was_found(services: Services) -> None:
    old, new = (a_step(told("harbour"), when=moment(TODAY - dt.timedelta(n))) for n in (9, 0))
    keep(services, old)
    keep(services, new)
    assert forms(services, "harbour from:2026-11-20") == [new.form_id]
    assert forms(services, "harbour to:2026-11-20") == [old.form_id]


def test_the_newest_comes_first_whatever_it_is_and_pages_follow(services: Services) -> None:
    for back in range(6):
        day = TODAY - dt.timedelta(back)
        write(services, f"harbour {back}", day)
        keep(services, a_step(told(f"harbour {back}"), when=moment(day)))
        if back % 2:
            keep(services, a_step(told(f"harbour {back}, again"), "s2", when=moment(day)))
    whole = found(services, "harbour")
    assert len(whole) == 15
    days = [hit.moment.local_date for hit in whole]
    assert days == sorted(days, reverse=True)
    paged: list[Found] = []
    while page := services.search.page("harbour", paged[-1].place if paged else None, 4).result():
        paged += page
    assert paged == whole


def test_a_quiet_step_is_never_found(services: Services) -> None:
    keep(services, a_step(told("hush"), guide=a_guide(quiet=True)))
    assert found(services, "hush") == []


def test_a_change_is_found_at_once_and_what_it_replaced_no_more(services: Services) -> None:
    snapshot = a_step(told("harbour"))
    head = keep(services, snapshot)
    assert forms(services, "harbour") == [snapshot.form_id]
    keep(services, replace(snapshot, base_revision=head, answers=told("river")))
    assert forms(services, "harbour") == []
    assert forms(services, "river") == [snapshot.form_id]
    services.guides.trash(snapshot.form_id).result()
    assert forms(services, "river") == []
    services.guides.restore(snapshot.form_id).result()
    assert forms(services, "river") == [snapshot.form_id]
    services.guides.purge(snapshot.form_id).result()
    assert forms(services, "river") == []


def test_what_came_while_the_vault_was_locked_is_found(services: Services) -> None:
    assert found(services, "harbour") == []
    services.inbox.seal_form(a_step(told("harbour")))
    services.session.drain()
    assert len(forms(services, "harbour")) == 1


def test_many_forms_are_read_in_slices(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safeharbor.services.form_words._SLICE_WORK", 50)
    monkeypatch.setattr("safeharbor.services.form_words._PORTION", 3)
    made = [a_step(told(f"harbour {n}"), when=moment(minute=n)) for n in range(20)]
    for snapshot in made:
        keep(services, snapshot)
    assert forms(services, "harbour") == [each.form_id for each in reversed(made)]


def test_a_save_passes_between_the_slices(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safeharbor.services.form_words._SLICE_WORK", 1)
    monkeypatch.setattr("safeharbor.services.form_words._PORTION", 1)
    for number in range(5):
        keep(services, a_step(told(f"harbour {number}")))
    begin, order = threading.Event(), list[str]()
    thread = services.session.thread()
    thread.read(lambda _: begin.wait(10))
    searched = services.search.page("harbour")
    first = thread.read(lambda _: services.guides.save(a_step(told("harbour"))))
    searched.add_done_callback(lambda _: order.append("searched"))
    first.add_done_callback(
        lambda done: done.result().add_done_callback(lambda _: order.append("saved"))
    )
    begin.set()
    assert len(searched.result()) == 6
    assert order == ["saved", "searched"]


def test_an_overtaken_search_loses_nothing(services: Services) -> None:
    """It may be stopped at any place while the words are being read."""
    for number in range(5):
        keep(services, a_step(told(f"harbour {number}")))
    stop = threading.Event()

    def read_and_stop(tx: Transaction) -> int:
        page = tx.forms.page

        def stopping(kind: str, before: int | None, limit: int) -> object:
            found = page(kind, before, limit)
            stop.set()
            tx.check()
            return found

        setattr(tx.forms, "page", stopping)  # noqa: B010 - mypy knows methods only
        return tx.kept(FormWords).gather(tx)

    with pytest.raises(Cancelled):
        services.session.thread().read(read_and_stop, stop).result()
    assert len(forms(services, "harbour")) == 5


def test_nothing_of_it_outlives_a_lock(services: Services) -> None:
    keep(services, a_step(told("harbour")))
    services.search.get_ready().result()
    held: list[FormWords] = []
    thread = services.session.thread()
    thread.read(lambda tx: held.append(tx.kept(FormWords))).result()
    services.session.lock()
    services.session.unlock(None)
    services.session.thread().read(lambda tx: held.append(tx.kept(FormWords))).result()
    assert held[0] is not held[1]


def test_an_odd_template_breaks_nothing(services: Services) -> None:
    odd = Template("sheet", "odd", 9, {"title": 5, "fields": [5, {"id": "line", "type": 7}]})
    snapshot = sheets.a_snapshot(sheets.answers("harbour", "wall"), template=odd)
    services.sheets.save(snapshot).result()
    assert forms(services, "harbour wall") == [snapshot.form_id]
