"""Sheets of one's own: kept in versions, and what was filled in keeps the sheet it knew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeharbor.content.sheets import sheet_of_body, sheet_template
from safeharbor.domain.answers import Answers, FormSnapshot
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.sheet import Field, FieldType, Sheet
from safeharbor.services.own_sheets import OwnSheet, own_id
from safeharbor.services.session import Kept
from safeharbor.wiring import Services
from support.clock import FakeClock

MINE = Sheet(
    id="boundary",
    rev=4,
    title="Mine",
    line="For Sundays.",
    shelf="own",
    fields=(Field("line", FieldType.TEXT, "My line"),),
    made_from="boundary",
)


def add(services: Services, sheet: Sheet = MINE) -> OwnSheet:
    (form_id,) = services.own_sheets.add(sheet).result().forms
    return services.own_sheets.get(own_id(form_id)).result()


def all_of(services: Services, *, trashed: bool = False) -> tuple[Sheet, ...]:
    return services.own_sheets.list(trashed=trashed).result()


def test_a_copy_gets_an_id_of_its_own(services: Services) -> None:
    one, two = add(services).sheet, add(services, replace(MINE, title="a second")).sheet
    assert one == replace(MINE, id=one.id)
    assert one.id.startswith("own_")
    assert one.id != two.id
    assert all_of(services) == (two, one)
    assert services.sheets.page().result() == []


def test_an_own_id_is_kept_and_a_taken_one_is_not(services: Services) -> None:
    """As where a file that was given away comes back."""
    wanted = services.own_sheets.new_id()
    one = add(services, replace(MINE, id=wanted)).sheet
    other = add(services, replace(MINE, id=wanted)).sheet
    assert one.id == wanted
    assert other.id != wanted
    services.own_sheets.purge(wanted).result()
    assert add(services, replace(MINE, id=wanted)).sheet.id != wanted


def test_a_change_counts_up_and_the_same_changes_nothing(services: Services) -> None:
    sheet = add(services).sheet
    services.own_sheets.replace(sheet).result()
    assert all_of(services) == (sheet,)
    services.own_sheets.replace(replace(sheet, title="Ours")).result()
    (changed,) = all_of(services)
    assert (changed.title, changed.rev) == ("Ours", sheet.rev + 1)


def test_what_was_filled_in_keeps_the_sheet_it_knew(services: Services, clock: FakeClock) -> None:
    sheet = add(services).sheet
    told = Answers().with_value("line", "not on Sundays")
    snapshot = FormSnapshot(
        services.sheets.new_id(), None, sheet_template(sheet), clock.now(), told
    )
    services.sheets.save(snapshot).result()
    services.own_sheets.replace(replace(sheet, title="Ours", fields=())).result()
    services.own_sheets.delete(sheet.id).result()
    services.own_sheets.purge(sheet.id).result()
    kept = services.sheets.get(snapshot.form_id).result()
    assert sheet_of_body(kept.template.body) == sheet
    assert kept.answers == told
    assert [line.sheet for line in services.sheets.page().result()] == ["Mine"]


def test_the_trash_gives_back(services: Services) -> None:
    sheet = add(services).sheet
    services.own_sheets.delete(sheet.id).result()
    assert all_of(services) == ()
    assert all_of(services, trashed=True) == (sheet,)
    assert services.own_sheets.get(sheet.id).result().trashed
    services.own_sheets.restore(sheet.id).result()
    assert all_of(services) == (sheet,)


def test_a_lock_keeps_what_its_editor_holds(services: Services) -> None:
    own = add(services)
    edited = replace(own.sheet, title="Half a tit")
    snapshot = services.own_sheets.snapshot(edited, own.revision)
    assert services.session.lock(snapshot).saved is Kept.VAULT
    services.session.unlock(None)
    assert all_of(services) == (edited,)
    now = services.own_sheets.get(edited.id).result()
    again = services.own_sheets.snapshot(replace(edited, title="A title"), now.revision)
    services.inbox.seal_unsaved(again)
    services.session.drain()
    assert [sheet.title for sheet in all_of(services)] == ["A title"]
    assert len(services.sheets.versions(now.form_id).result()) == 2


@pytest.mark.parametrize("sheet_id", ["boundary", "own_", "own_5", "own_" + "g" * 32])
def test_an_id_that_is_not_own_is_none(services: Services, sheet_id: str) -> None:
    with pytest.raises(HarborError) as caught:
        services.own_sheets.get(sheet_id)
    assert caught.value.code is ErrorCode.FORM_NOT_FOUND


def test_what_is_no_own_sheet_is_not_touched(services: Services, clock: FakeClock) -> None:
    form_id = services.sheets.new_id()
    filled = FormSnapshot(form_id, None, sheet_template(MINE), clock.now(), Answers())
    services.sheets.save(filled).result()
    with pytest.raises(HarborError) as caught:
        services.own_sheets.delete(own_id(form_id)).result()
    assert caught.value.code is ErrorCode.FORM_NOT_FOUND


def test_a_sheet_without_end_is_refused(services: Services) -> None:
    with pytest.raises(HarborError) as caught:
        services.own_sheets.add(replace(MINE, intro="x" * 300_000))
    assert caught.value.code is ErrorCode.TEXT_TOO_LONG


def test_texts_are_cleaned(services: Services) -> None:
    assert add(services, replace(MINE, title="a\ud800")).sheet.title == "a\ufffd"
