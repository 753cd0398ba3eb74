"""Worksheets leave no trace outside the vault, but for the one page that was asked for.

And what is never stored leaves none anywhere: not in the vault, not in the inbox, not in a backup.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from faults.house import House
from faults.hunter import hunt
from safeharbor.domain.answers import Answers, FormSnapshot, Row
from safeharbor.domain.filled import KEEP
from safeharbor.domain.sheet import Field, FieldType, Sheet
from safeharbor.services.open_plan import SAFETY_PLAN
from safeharbor.wiring import Services
from support.clear import clear_texts
from support.sheets import TEMPLATE, a_snapshot

_ANSWER = "Quetzalcanary-answer-Üxq771"
_TITLE = "Quetzalcanary-title-Wpz"
_PLAN = "Quetzalcanary-plan-静かな港"
_NEVER = "Quetzalcanary-never-Zzt"
_NEEDLES = (_ANSWER, _TITLE, _NEVER)


def told(line: str) -> Answers:
    """A line, and what is never stored wherever it could stand."""
    row = Row(b"1", {"what": line, "fear": _NEVER, "fear_other": _NEVER})
    answers = Answers().with_value("line", line).with_value("safe", _NEVER)
    answers = answers.with_value("safe_other", _NEVER).with_value("ticks", [_NEVER])
    return answers.with_rows("ways", (row,))


def fill_in(services: Services) -> FormSnapshot:
    """Save, seal, version, throw away, make a sheet of one's own."""
    snapshot = a_snapshot(told(_ANSWER), title=_TITLE)
    head = services.sheets.save(snapshot).result().revision
    services.sheets.close_sitting(snapshot.form_id).result()
    services.inbox.seal_form(replace(snapshot, base_revision=head, title=f"{_TITLE} 2"))
    services.session.drain()
    (newest, *_) = services.sheets.versions(snapshot.form_id).result()
    services.sheets.restore_version(newest.id).result()
    services.sheets.trash(snapshot.form_id).result()
    field = Field("line", FieldType.TEXT, _ANSWER)
    services.own_sheets.add(Sheet("x", 1, _TITLE, _ANSWER, "own", (field,))).result()
    services.backup.create().result()
    return snapshot


def test_a_session_of_sheets_leaves_no_clear_text(own_world: Path) -> None:
    house = House.make(own_world)
    os.unlink(own_world / "secrets.json")  # noqa: PTH108 - the test's own file
    with house.unlocked() as services:
        snapshot = fill_in(services)
        held = clear_texts(services)
        assert _ANSWER in held
        assert _TITLE in held
        assert _NEVER not in held
        assert hunt([own_world.parent], _NEEDLES) == []
        services.sheets.restore(snapshot.form_id).result()
        head = services.sheets.get(snapshot.form_id).result().revision
        thread = services.session.thread()
        services.session.lock(replace(snapshot, base_revision=head, title=f"{_TITLE} 3"))
        services.inbox.seal_form(snapshot)
        assert thread.closed.wait(30)
        assert hunt([own_world.parent], _NEEDLES) == []
        services.session.unlock(None)
        assert _NEVER not in clear_texts(services)
    assert hunt([own_world.parent], _NEEDLES) == []


def test_the_open_page_holds_the_plan_alone_and_only_while_it_is_on(own_world: Path) -> None:
    house = House.make(own_world)
    page = house.home / "open-page.json"
    plan = a_snapshot(told(_PLAN), template=replace(TEMPLATE, template_id=SAFETY_PLAN))
    with house.unlocked() as services:
        fill_in(services)
        services.sheets.save(plan).result()
        assert hunt([own_world.parent], [_PLAN]) == []
        living = services.sheets.living(SAFETY_PLAN).result()
        assert living is not None
        services.open_plan.switch_on(living)
        services.sheets.save(replace(plan, answers=told(f"{_PLAN} two"))).result()
    assert {found.path for found in hunt([own_world.parent], [_PLAN])} == {page}
    assert hunt([own_world.parent], _NEEDLES) == []
    with house.unlocked() as services:
        services.open_plan.switch_off()
    assert hunt([own_world.parent], [*_NEEDLES, _PLAN]) == []


def test_ticks_that_are_kept_no_longer_are_nowhere_in_the_vault(own_world: Path) -> None:
    house = House.make(own_world)
    ticks = Answers().with_value("line", _ANSWER).with_value("ticks", [_NEVER])
    with house.unlocked() as services:
        snapshot = a_snapshot(ticks, extra={KEEP: ["ticks"]})
        head = services.sheets.save(snapshot).result().revision
        services.sheets.close_sitting(snapshot.form_id).result()
        more = replace(snapshot, base_revision=head, title=_TITLE)
        head = services.sheets.save(more).result().revision
        assert _NEVER in clear_texts(services)
        services.sheets.save(replace(more, base_revision=head, extra={})).result()
        held = clear_texts(services)
        assert _NEVER not in held
        assert _ANSWER in held
        assert len(services.sheets.versions(snapshot.form_id).result()) == 2
