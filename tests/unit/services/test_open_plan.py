"""The page that can be read without unlocking: only while it is on, and never behind the vault."""

from __future__ import annotations

import os
import stat
from dataclasses import replace

import pytest

from safeharbor.domain.answers import Answers, FormSnapshot, Row
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.filled import FilledSheet
from safeharbor.services import filled_forms
from safeharbor.services.open_plan import SAFETY_PLAN, OpenPlan
from safeharbor.storage.transaction import Transaction
from safeharbor.wiring import Services
from support.clock import FakeClock
from support.sheets import TEMPLATE, a_snapshot, answers

PLAN = replace(TEMPLATE, template_id=SAFETY_PLAN)


def a_plan(line: str) -> FormSnapshot:
    return a_snapshot(answers(line, "a walk"), template=PLAN)


def switched_on(services: Services, line: str = "breathe out") -> FormSnapshot:
    """A plan that is saved and readable; returned as something to go on from."""
    services.sheets.save(a_plan(line)).result()
    plan = services.sheets.living(SAFETY_PLAN).result()
    assert plan is not None
    services.open_plan.switch_on(plan)
    return plan.snapshot


def read(services: Services) -> OpenPlan:
    plan = services.open_plan.read()
    assert plan is not None
    return plan


def at_rest(services: Services) -> None:
    """Whatever follows a save has run."""
    services.sheets.count().result()


def test_it_is_off_at_first(services: Services) -> None:
    services.sheets.save(a_plan("breathe out")).result()
    assert not services.open_plan.is_on
    assert services.open_plan.read() is None
    services.session.lock()
    assert not services.paths.open_page.exists()


def test_it_is_read_while_the_vault_is_locked(services: Services) -> None:
    plan = switched_on(services)
    services.session.lock()
    page = read(services)
    assert (page.template, page.answers) == (PLAN, plan.answers)
    if os.name == "posix":
        assert stat.S_IMODE(services.paths.open_page.stat().st_mode) == 0o600


def test_it_follows_every_save(services: Services) -> None:
    plan = switched_on(services)
    services.sheets.save(replace(plan, answers=answers("call Ada"))).result()
    at_rest(services)
    assert read(services).answers == answers("call Ada")


def test_it_follows_what_a_lock_kept_and_what_it_sealed(services: Services) -> None:
    plan = switched_on(services)
    services.session.lock(replace(plan, answers=answers("call Ada")))
    assert read(services).answers == answers("call Ada")
    services.session.unlock(None)
    kept = services.sheets.get(plan.form_id).result()
    services.inbox.seal_form(replace(kept.snapshot, answers=answers("call Bo")))
    services.session.lock()
    services.session.unlock(None)
    at_rest(services)
    assert read(services).answers == answers("call Bo")


def test_another_sheet_leaves_it_as_it_is(services: Services) -> None:
    switched_on(services)
    before = services.paths.open_page.read_bytes()
    services.sheets.save(a_snapshot(answers("something else"))).result()
    at_rest(services)
    assert services.paths.open_page.read_bytes() == before


def test_it_holds_the_plan_and_nothing_around_it(services: Services) -> None:
    told = answers("breathe out").with_value("safe", "xylomancy")
    told = told.with_rows("ways", (Row(b"1", {"what": "walk", "fear": "xylomancy"}),))
    snapshot = replace(a_plan(""), answers=told, extra={"entry": "ab" * 16})
    services.sheets.save(snapshot).result()
    plan = services.sheets.living(SAFETY_PLAN).result()
    assert plan is not None
    services.open_plan.switch_on(replace(plan, answers=told))
    raw = services.paths.open_page.read_bytes()
    assert b"breathe out" in raw
    assert b"xylomancy" not in raw
    assert b"abab" not in raw


def test_switching_off_leaves_nothing(services: Services) -> None:
    plan = switched_on(services)
    left = services.paths.open_page.with_name(".open-page.json.0a0b0c0d.tmp")
    left.write_bytes(b"breathe out")
    services.open_plan.switch_off()
    assert not services.open_plan.is_on
    assert services.open_plan.read() is None
    services.open_plan.switch_off()
    services.sheets.save(replace(plan, answers=answers("call Ada"))).result()
    at_rest(services)
    assert [path for path in services.paths.root.iterdir() if "page" in path.name] == []


def test_what_was_on_its_way_does_not_bring_it_back(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Switched off while the vault thread renews it."""
    switched_on(services)
    living_of = filled_forms.living_of

    def slow(tx: Transaction, kind: str, template_id: str) -> FilledSheet | None:
        plan = living_of(tx, kind, template_id)
        services.open_plan.switch_off()
        return plan

    monkeypatch.setattr(filled_forms, "living_of", slow)
    services.session.thread().read(services.open_plan.renew).result()
    assert not services.open_plan.is_on


def test_what_a_kill_left_goes_at_the_next_unlock(services: Services) -> None:
    left = services.paths.open_page.with_name(".open-page.json.0a0b0c0d.tmp")
    left.write_bytes(b"breathe out")
    services.session.lock()
    services.session.unlock(None)
    assert not left.exists()


def test_it_goes_with_the_plan(services: Services) -> None:
    plan = switched_on(services)
    services.sheets.trash(plan.form_id).result()
    at_rest(services)
    assert not services.open_plan.is_on
    services.sheets.restore(plan.form_id).result()
    at_rest(services)
    assert not services.open_plan.is_on


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b"\xff", b'{"v":1,"kind":"entry"}'])
def test_a_file_that_is_none_of_ours_shows_nothing(services: Services, raw: bytes) -> None:
    services.paths.open_page.write_bytes(raw)
    assert services.open_plan.read() is None
    services.open_plan.switch_off()
    assert not services.open_plan.is_on


def test_a_page_that_cannot_be_removed_is_said_to_be_there(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    switched_on(services)
    monkeypatch.setattr("safeharbor.services.open_plan.fs.remove_file", lambda _: None)
    with pytest.raises(HarborError) as caught:
        services.open_plan.switch_off()
    assert caught.value.code is ErrorCode.WRITE_FAILED
    assert services.open_plan.is_on


def test_a_full_disk_keeps_no_save_from_the_vault(
    services: Services, monkeypatch: pytest.MonkeyPatch, clock: FakeClock
) -> None:
    plan = switched_on(services)

    def full(*_: object, **__: object) -> None:
        raise HarborError(ErrorCode.DISK_FULL)

    monkeypatch.setattr("safeharbor.services.open_plan.fs.replace_atomic", full)
    services.sheets.save(replace(plan, answers=answers("call Ada"))).result()
    at_rest(services)
    services.session.lock()
    assert read(services).answers == plan.answers
    monkeypatch.undo()
    clock.advance(60)
    services.session.unlock(None)
    at_rest(services)
    assert read(services).answers == answers("call Ada")


def test_a_page_is_read_back_as_empty_as_it_was(services: Services) -> None:
    services.sheets.save(replace(a_plan(""), answers=Answers())).result()
    plan = services.sheets.living(SAFETY_PLAN).result()
    assert plan is not None
    services.open_plan.switch_on(plan)
    assert read(services).answers.empty
