"""Filled-in worksheets: saved in sittings, kept in versions, thrown away and attached."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from safeharbor.domain.answers import Answers, FormSnapshot, Row
from safeharbor.domain.entry import EntryContent
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.filled import KEEP, FilledSheet
from safeharbor.wiring import Services
from support.clock import FakeClock
from support.sheets import TEMPLATE, a_snapshot, answers
from support.store import TODAY, moment

DAY = 24 * 60 * 60.0


def save(services: Services, snapshot: FormSnapshot) -> UUID:
    changes = services.sheets.save(snapshot).result()
    assert changes.forms == {snapshot.form_id}
    assert changes.revision is not None
    return changes.revision


def get(services: Services, form_id: UUID) -> FilledSheet:
    return services.sheets.get(form_id).result()


def code_of(services: Services, form_id: UUID) -> ErrorCode:
    with pytest.raises(HarborError) as caught:
        get(services, form_id)
    return caught.value.code


def test_a_sheet_comes_back_as_it_was(services: Services) -> None:
    snapshot = a_snapshot(answers("a quiet evening", "ask", "wait"), title="For Sunday")
    head = save(services, snapshot)
    kept = get(services, snapshot.form_id)
    assert kept.snapshot == replace(snapshot, base_revision=head)
    assert kept.template == TEMPLATE
    assert not kept.trashed


def test_one_sitting_is_one_version(services: Services, clock: FakeClock) -> None:
    snapshot = a_snapshot(answers("one"))
    first = save(services, snapshot)
    clock.advance(60)
    second = save(services, replace(snapshot, base_revision=first, answers=answers("two")))
    assert second == first
    clock.advance(11 * 60)
    third = save(services, replace(snapshot, base_revision=second, answers=answers("three")))
    assert third != second
    newest, oldest = services.sheets.versions(snapshot.form_id).result()
    assert (newest.id, oldest.id) == (third, first)
    assert services.sheets.version(oldest.id).result().answers == answers("two")
    assert get(services, snapshot.form_id).answers == answers("three")


def test_leaving_a_sheet_ends_its_sitting(services: Services) -> None:
    snapshot = a_snapshot(answers("one"))
    first = save(services, snapshot)
    services.sheets.close_sitting(snapshot.form_id).result()
    second = save(services, replace(snapshot, base_revision=first, answers=answers("two")))
    assert second != first


def test_saving_the_same_again_changes_nothing(services: Services, clock: FakeClock) -> None:
    snapshot = a_snapshot(answers("one", "a"), extra={"own": ["line"]})
    first = save(services, snapshot)
    clock.advance(11 * 60)
    assert save(services, replace(snapshot, base_revision=first)) == first
    assert save(services, replace(snapshot, base_revision=uuid7())) == first
    assert len(services.sheets.versions(snapshot.form_id).result()) == 1


def test_an_old_base_is_kept_beside_the_line(services: Services) -> None:
    snapshot = a_snapshot(answers("one"))
    save(services, snapshot)
    stale = replace(snapshot, base_revision=uuid7(), answers=answers("from elsewhere"))
    save(services, stale)
    assert get(services, snapshot.form_id).answers == answers("one")
    beside, head = services.sheets.versions(snapshot.form_id).result()
    assert (beside.note, head.note) == ("draft", "")
    assert services.sheets.version(beside.id).result().answers == answers("from elsewhere")


def test_an_older_version_comes_back_as_a_new_one(services: Services, clock: FakeClock) -> None:
    snapshot = a_snapshot(answers("one", "a", "b"), title="first")
    first = save(services, snapshot)
    clock.advance(11 * 60)
    newer = replace(TEMPLATE, version=2, body={**TEMPLATE.body, "rev": 2})
    changed = replace(snapshot, base_revision=first, template=newer, answers=answers("two"))
    save(services, changed)
    services.sheets.restore_version(first).result()
    kept = get(services, snapshot.form_id)
    assert (kept.title, kept.template, kept.answers) == ("first", TEMPLATE, snapshot.answers)
    assert len(services.sheets.versions(snapshot.form_id).result()) == 3


def test_an_old_sheet_keeps_the_form_it_was_filled_in(services: Services) -> None:
    old = a_snapshot(answers("one"))
    save(services, old)
    newer = replace(TEMPLATE, version=2, body={**TEMPLATE.body, "title": "The yard"})
    new = a_snapshot(answers("two"), template=newer)
    save(services, new)
    assert get(services, old.form_id).template == TEMPLATE
    lines = services.sheets.page().result()
    assert {line.id: line.sheet for line in lines} == {
        old.form_id: "The garden",
        new.form_id: "The yard",
    }


def test_another_day_moves_a_sheet(services: Services) -> None:
    early, late = a_snapshot(when=moment(minute=10)), a_snapshot(when=moment(minute=20))
    head = save(services, early)
    save(services, late)
    day = TODAY + dt.timedelta(days=3)
    save(services, replace(early, base_revision=head, moment=early.moment.on(day)))
    assert [line.id for line in services.sheets.page().result()] == [early.form_id, late.form_id]


def test_pages_follow_each_other(services: Services) -> None:
    made = [a_snapshot(when=moment(minute=n)) for n in range(7)]
    for snapshot in made:
        save(services, snapshot)
    other = replace(TEMPLATE, template_id="other")
    save(services, a_snapshot(template=other, when=moment(minute=99)))
    assert services.sheets.count().result() == 8
    seen: list[UUID] = []
    before = None
    while page := services.sheets.page(before, 3, "garden").result():
        seen += [line.id for line in page]
        before = page[-1].sort_key
    assert seen == [snapshot.form_id for snapshot in reversed(made)]


def test_a_line_says_when_it_was_saved_last(services: Services, clock: FakeClock) -> None:
    snapshot = a_snapshot(answers("one"))
    head = save(services, snapshot)
    clock.advance(300)
    save(services, replace(snapshot, base_revision=head, answers=answers("two")))
    (line,) = services.sheets.page().result()
    assert line.updated == clock.now().utc_us // 1000
    assert (line.template_id, line.title) == ("garden", "")


def test_only_what_changed_gets_a_new_time_stamp(services: Services, clock: FakeClock) -> None:
    snapshot = a_snapshot(answers("one", "a", "b"))
    head = save(services, snapshot)
    before = stamps(services)
    clock.advance(60)
    save(services, replace(snapshot, base_revision=head, answers=answers("one", "a", "c")))
    after = stamps(services)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {("ways", bytes([2]) * 16)}


def stamps(services: Services) -> dict[tuple[str, bytes], int]:
    def read(tx: object) -> dict[tuple[str, bytes], int]:
        rows = tx.forms._connection.exec_driver_sql(  # type: ignore[attr-defined]  # a look inside
            "SELECT field, row_id, hlc FROM answer"
        )
        return {(name, row): stamp for name, row, stamp in rows}

    return services.session.thread().read(read).result()


def test_an_answer_taken_back_is_gone_and_in_the_versions(services: Services) -> None:
    snapshot = a_snapshot(answers("one", "a", "b"))
    head = save(services, snapshot)
    services.sheets.close_sitting(snapshot.form_id).result()
    save(services, replace(snapshot, base_revision=head, answers=answers("", "a")))
    assert get(services, snapshot.form_id).answers == answers("", "a")
    assert services.sheets.version(head).result().answers == snapshot.answers


def test_the_trash_gives_back_and_lets_go(services: Services, clock: FakeClock) -> None:
    kept, gone = a_snapshot(), a_snapshot()
    save(services, kept)
    save(services, gone)
    services.sheets.trash(kept.form_id).result()
    services.sheets.trash(gone.form_id).result()
    assert services.sheets.page().result() == []
    assert services.sheets.count().result() == 0
    assert len(services.sheets.page(trashed=True).result()) == 2
    assert get(services, kept.form_id).trashed
    services.sheets.restore(kept.form_id).result()
    clock.advance(31 * DAY)
    services.sheets.purge_expired().result()
    assert [line.id for line in services.sheets.page().result()] == [kept.form_id]
    assert code_of(services, gone.form_id) is ErrorCode.FORM_NOT_FOUND
    services.sheets.purge(kept.form_id).result()
    assert code_of(services, kept.form_id) is ErrorCode.FORM_NOT_FOUND
    with pytest.raises(HarborError):
        services.sheets.trash(kept.form_id).result()


def test_new_answers_bring_a_sheet_back_from_the_trash(services: Services) -> None:
    snapshot = a_snapshot(answers("one"))
    head = save(services, snapshot)
    services.sheets.trash(snapshot.form_id).result()
    save(services, replace(snapshot, base_revision=head, answers=answers("two")))
    assert not get(services, snapshot.form_id).trashed


def test_answers_to_a_deleted_sheet_become_one_new_sheet(services: Services) -> None:
    snapshot = a_snapshot(answers("one"))
    head = save(services, snapshot)
    services.sheets.purge(snapshot.form_id).result()
    later = replace(snapshot, base_revision=head, answers=answers("two"))
    (new_id,) = services.sheets.save(later).result().forms
    assert new_id != snapshot.form_id
    assert services.sheets.save(later).result().forms == {new_id}
    (line,) = services.sheets.page().result()
    assert line.id == new_id


def test_what_is_never_stored_is_not_stored(services: Services) -> None:
    told = answers("quiet").with_value("safe", "yes").with_value("safe_other", "him")
    row = Row(b"1", {"what": "leave", "fear": 9})
    told = told.with_rows("ways", (row,)).with_value("ticks", ["one"])
    snapshot = a_snapshot(told)
    head = save(services, snapshot)
    kept = answers("quiet").with_rows("ways", (Row(b"1", {"what": "leave"}),))
    assert get(services, snapshot.form_id).answers == kept
    assert services.sheets.version(head).result().answers == kept
    ticked = replace(snapshot, base_revision=head, extra={KEEP: ["ticks", "safe"]})
    save(services, ticked)
    assert get(services, snapshot.form_id).answers == kept.with_value("ticks", ["one"])


def test_what_is_kept_no_longer_leaves_every_version(services: Services, clock: FakeClock) -> None:
    snapshot = a_snapshot(answers("one").with_value("ticks", ["first"]), extra={KEEP: ["ticks"]})
    head = save(services, snapshot)
    services.sheets.close_sitting(snapshot.form_id).result()
    told = answers("two").with_value("ticks", ["second"]).with_value("ticks_other", "him")
    head = save(services, replace(snapshot, base_revision=head, answers=told))
    clock.advance(11 * 60)
    save(services, replace(snapshot, base_revision=head, answers=answers("two"), extra={}))
    versions = services.sheets.versions(snapshot.form_id).result()
    kept = [services.sheets.version(each.id).result() for each in versions]
    assert [each.answers for each in kept] == [answers("two"), answers("two"), answers("one")]
    assert [each.extra for each in kept] == [{}, {}, {}]
    times = [each.saved_ms for each in versions]
    assert times == sorted(times, reverse=True)
    assert times[0] - times[1] >= 11 * 60 * 1000


def test_what_is_kept_no_longer_leaves_the_head_too_where_another_writer_came_between(
    services: Services, clock: FakeClock
) -> None:
    send = {"id": "send", "type": "text", "label": "To send", "stored": False, "keep_label": "K"}
    fields = [send, {"id": "line", "type": "text", "label": "My line"}]
    asks = replace(TEMPLATE, body={**TEMPLATE.body, "fields": fields})
    told = answers("one").with_value("send", "zebra")
    snapshot = a_snapshot(told, template=asks, extra={KEEP: ["send"]})
    base = save(services, snapshot)
    services.sheets.close_sitting(snapshot.form_id).result()
    # The words that search reads are at hand before anything is taken out.
    assert len(services.search.page("zebra").result()) == 1
    between = replace(told, values={**told.values, "line": "elsewhere"})
    save(services, replace(snapshot, base_revision=base, answers=between, title="Theirs"))
    assert get(services, snapshot.form_id).answers == between
    clock.advance(60)
    unticked = replace(snapshot, base_revision=base, answers=answers("mine"), extra={})
    assert save(services, unticked) == base
    now = get(services, snapshot.form_id)
    assert (now.title, now.answers, now.extra) == ("Theirs", answers("elsewhere"), {})
    versions = services.sheets.versions(snapshot.form_id).result()
    kept = [services.sheets.version(each.id).result() for each in versions]
    assert [each.info.note for each in kept] == ["", "draft", "", ""]
    assert [each.answers.text("line") for each in kept] == ["elsewhere", "mine", "elsewhere", "one"]
    assert all("zebra" not in repr(each) and not each.extra for each in kept)
    assert versions[0].id == now.revision
    assert services.search.page("zebra").result() == []
    assert len(services.search.page("elsewhere").result()) == 1


def test_a_tick_that_another_writer_made_meanwhile_stays(services: Services) -> None:
    snapshot = a_snapshot(answers("one"))
    base = save(services, snapshot)
    services.sheets.close_sitting(snapshot.form_id).result()
    told = answers("two").with_value("ticks", ["first"])
    ticked = replace(snapshot, base_revision=base, answers=told, extra={KEEP: ["ticks"]})
    head = save(services, ticked)
    save(services, replace(snapshot, base_revision=base, answers=answers("mine")))
    now = get(services, snapshot.form_id)
    assert (now.revision, now.answers, now.extra) == (head, told, {KEEP: ["ticks"]})


def test_a_version_from_before_the_box_was_ticked_takes_nothing_out(services: Services) -> None:
    snapshot = a_snapshot(answers("one"))
    first = save(services, snapshot)
    services.sheets.close_sitting(snapshot.form_id).result()
    told = answers("two").with_value("ticks", ["one"])
    ticked = replace(snapshot, base_revision=first, answers=told, extra={KEEP: ["ticks"]})
    second = save(services, ticked)
    services.sheets.restore_version(first).result()
    now = get(services, snapshot.form_id)
    assert (now.answers, now.extra) == (answers("one"), {KEEP: ["ticks"]})
    assert services.sheets.version(second).result().answers == told


def test_a_sheet_belongs_to_an_entry(services: Services, clock: FakeClock) -> None:
    entry = services.journal.snapshot(EntryContent(body="a walk"))
    services.journal.save(entry).result()
    snapshot = a_snapshot(answers("one"))
    head = save(services, snapshot)
    save(services, a_snapshot())
    services.sheets.attach(snapshot.form_id, entry.entry_id).result()
    (line,) = services.sheets.attached(entry.entry_id).result()
    assert line.id == snapshot.form_id
    # An editor that was open meanwhile knows nothing of it.
    save(services, replace(snapshot, base_revision=head, answers=answers("two")))
    assert get(services, snapshot.form_id).entry_id == entry.entry_id
    services.sheets.attach(snapshot.form_id, None).result()
    assert services.sheets.attached(entry.entry_id).result() == []
    assert get(services, snapshot.form_id).answers == answers("two")


def test_nothing_is_attached_to_what_is_not_there(services: Services) -> None:
    snapshot = a_snapshot()
    save(services, snapshot)
    with pytest.raises(HarborError) as caught:
        services.sheets.attach(snapshot.form_id, uuid7()).result()
    assert caught.value.code is ErrorCode.ENTRY_NOT_FOUND


def test_the_living_copy_is_the_newest(services: Services) -> None:
    assert services.sheets.living("garden").result() is None
    older, newer = a_snapshot(when=moment(minute=1)), a_snapshot(when=moment(minute=2))
    save(services, newer)
    save(services, older)
    found = services.sheets.living("garden").result()
    assert found is not None
    assert found.form_id == newer.form_id
    services.sheets.trash(newer.form_id).result()
    found = services.sheets.living("garden").result()
    assert found is not None
    assert found.form_id == older.form_id


def test_a_sheet_of_more_than_two_mebibytes_is_refused(services: Services) -> None:
    with pytest.raises(HarborError) as caught:
        services.sheets.save(a_snapshot(answers("x" * (2 * 1024 * 1024)))).result()
    assert caught.value.code is ErrorCode.TEXT_TOO_LONG


def test_an_id_that_belongs_to_something_else_is_left_alone(services: Services) -> None:
    entry = services.journal.snapshot(EntryContent(body="a walk"))
    services.journal.save(entry).result()
    (new_id,) = services.sheets.save(a_snapshot(form_id=entry.entry_id)).result().forms
    assert new_id != entry.entry_id
    assert len(services.journal.revisions(entry.entry_id).result()) == 1


def test_texts_are_cleaned_on_the_way_in(services: Services) -> None:
    odd = Answers().with_value("line", "a\ud800b\x00")
    snapshot = a_snapshot(odd, title=" two\nlines \ud800")
    save(services, snapshot)
    kept = get(services, snapshot.form_id)
    assert kept.answers.text("line") == "a\ufffdb\u2400"
    assert kept.title == "two lines \ufffd"
