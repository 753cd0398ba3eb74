"""Writing, changing, throwing away and finding again, as somebody does it over weeks."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from safeharbor.domain.entry import MAX_TEXT_BYTES, EntryContent, Mood, Snapshot
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.services.journal import PageRequest
from safeharbor.wiring import Services
from support.clock import FakeClock


def write(services: Services, body: str, *, tags: tuple[str, ...] = (), title: str = "") -> UUID:
    """Save a new entry and return its id."""
    content = EntryContent(title=title, body=body, tags=tags)
    snapshot = services.journal.snapshot(content)
    services.journal.save(snapshot).result()
    return snapshot.entry_id


def rewrite(services: Services, entry_id: UUID, body: str) -> UUID:
    """Save a new text over the present head and return the head afterwards."""
    entry = services.journal.get(entry_id).result()
    content = replace(entry.content, body=body)
    saved = services.journal.save(
        Snapshot(entry_id, entry.head_revision, content, entry.moment)
    ).result()
    assert saved.revision is not None
    return saved.revision


def test_an_entry_is_there_after_locking_and_unlocking(services: Services) -> None:
    entry_id = write(services, "The canal was still this morning.", tags=("morning",))
    services.session.lock()
    services.session.unlock(None)
    entry = services.journal.get(entry_id).result()
    assert entry.content.body == "The canal was still this morning."
    assert entry.content.tags == ("morning",)
    assert entry.moment.local_date == dt.date(2026, 11, 21)


def test_autosaves_of_one_sitting_are_one_revision(services: Services, clock: FakeClock) -> None:
    entry_id = write(services, "I")
    for text in ("I went", "I went out", "I went out early."):
        clock.advance(3)
        rewrite(services, entry_id, text)
    revisions = services.journal.revisions(entry_id).result()
    assert len(revisions) == 1
    assert services.journal.revision(revisions[0].id).result().content.body == "I went out early."


@pytest.mark.parametrize("pause", ["rest", "lock", "leave", "move"])
def test_a_new_sitting_begins_a_new_revision(
    services: Services, clock: FakeClock, pause: str
) -> None:
    entry_id = write(services, "First thought.")
    clock.advance(60)
    if pause == "rest":
        clock.advance(601)
    elif pause == "lock":
        services.session.lock()
        services.session.unlock(None)
    elif pause == "leave":
        services.journal.close_sitting(entry_id).result()
    else:
        services.journal.move(entry_id, dt.date(2026, 11, 19)).result()
    rewrite(services, entry_id, "Second thought.")
    texts = [
        services.journal.revision(info.id).result().content.body
        for info in services.journal.revisions(entry_id).result()
    ]
    assert texts[0] == "Second thought."
    assert texts[-1] == "First thought."


def test_a_text_with_an_old_base_never_overwrites_a_newer_one(services: Services) -> None:
    entry_id = write(services, "First.")
    old = services.journal.get(entry_id).result()
    services.journal.close_sitting(entry_id).result()
    rewrite(services, entry_id, "Second.")
    late = Snapshot(entry_id, old.head_revision, EntryContent(body="Late."), old.moment)
    services.journal.save(late).result()
    assert services.journal.get(entry_id).result().content.body == "Second."
    notes = {i.note for i in services.journal.revisions(entry_id).result()}
    assert "draft" in notes


def test_saving_the_same_text_twice_changes_nothing(services: Services) -> None:
    entry_id = write(services, "Same.")
    services.journal.close_sitting(entry_id).result()
    rewrite(services, entry_id, "Same.")
    assert len(services.journal.revisions(entry_id).result()) == 1


def test_moving_an_entry_changes_its_day_and_not_its_instant(services: Services) -> None:
    entry_id = write(services, "Yesterday, really.")
    before = services.journal.get(entry_id).result().moment
    services.journal.move(entry_id, dt.date(2026, 11, 20)).result()
    after = services.journal.get(entry_id).result().moment
    assert after.local_date == dt.date(2026, 11, 20)
    assert after.utc_us == before.utc_us


def test_mood_star_and_tags_can_be_set_and_cleared(services: Services) -> None:
    entry_id = write(services, "A day.")
    services.journal.set_mood(entry_id, Mood.LOW).result()
    services.journal.set_star(entry_id, True).result()
    services.journal.set_tags(entry_id, ("walk", " walk ", "")).result()
    content = services.journal.get(entry_id).result().content
    assert (content.mood, content.starred, content.tags) == (Mood.LOW, True, ("walk",))
    services.journal.set_mood(entry_id, None).result()
    services.journal.set_star(entry_id, False).result()
    services.journal.set_tags(entry_id, ()).result()
    content = services.journal.get(entry_id).result().content
    assert (content.mood, content.starred, content.tags) == (None, False, ())


def test_the_trash_gives_back_for_thirty_days(services: Services, clock: FakeClock) -> None:
    entry_id = write(services, "Away with it.")
    services.journal.trash(entry_id).result()
    assert services.journal.page(PageRequest()).result() == []
    in_trash = services.journal.page(PageRequest(trashed=True)).result()
    assert [row.id for row in in_trash] == [entry_id]
    clock.advance(29 * 86400)
    services.journal.purge_expired().result()
    services.journal.restore(entry_id).result()
    assert [row.id for row in services.journal.page(PageRequest()).result()] == [entry_id]


def test_after_thirty_days_it_is_gone(services: Services, clock: FakeClock) -> None:
    entry_id = write(services, "Away with it.")
    services.journal.trash(entry_id).result()
    clock.advance(31 * 86400)
    services.journal.purge_expired().result()
    with pytest.raises(HarborError) as caught:
        services.journal.get(entry_id).result()
    assert caught.value.code is ErrorCode.ENTRY_NOT_FOUND
    assert services.journal.revisions(entry_id).result() == []


def test_an_old_state_can_be_made_the_present_one(services: Services) -> None:
    entry_id = write(services, "Kind words.")
    services.journal.close_sitting(entry_id).result()
    rewrite(services, entry_id, "Hard words.")
    oldest = services.journal.revisions(entry_id).result()[-1]
    services.journal.restore_revision(oldest.id).result()
    assert services.journal.get(entry_id).result().content.body == "Kind words."
    assert len(services.journal.revisions(entry_id).result()) == 3


def test_pages_follow_each_other_without_gap_or_repeat(
    services: Services, clock: FakeClock
) -> None:
    written = []
    for number in range(25):
        clock.advance(3600)
        written.append(write(services, f"Entry {number}"))
    seen: list[UUID] = []
    before: int | None = None
    while page := services.journal.page(PageRequest(before=before, limit=10)).result():
        seen += [row.id for row in page]
        before = page[-1].sort_key
    assert seen == list(reversed(written))


def test_odd_characters_are_shown_and_not_lost(services: Services) -> None:
    entry_id = write(services, "a\ud83d\ude00b\udc00c\x00d\r\ne")
    assert services.journal.get(entry_id).result().content.body == "a😀b\ufffdc\u2400d\ne"


def test_a_text_over_two_mebibytes_is_refused_before_anything_is_written(
    services: Services,
) -> None:
    with pytest.raises(HarborError) as caught:
        write(services, "x" * (MAX_TEXT_BYTES + 1))
    assert caught.value.code is ErrorCode.TEXT_TOO_LONG
    assert services.journal.count().result() == 0
    write(services, "x" * MAX_TEXT_BYTES)
    assert services.journal.count().result() == 1


def test_the_journal_says_that_it_is_locked(locked: Services) -> None:
    with pytest.raises(HarborError) as caught:
        locked.journal.count()
    assert caught.value.code is ErrorCode.SECRET_NEEDED


def test_a_save_is_a_handful_of_statements(services: Services) -> None:
    write(services, "The first save also marks the file as in use.")
    thread = services.session.thread()
    thread.flush_index().result()
    raw: Any = thread.opened.result()._raw
    seen: list[str] = []
    raw.set_trace_callback(seen.append)
    snapshot = services.journal.snapshot(EntryContent("a", "one", ("x", "y")))
    base = services.journal.save(snapshot).result().revision
    made = seen.copy()
    seen.clear()
    longer = replace(snapshot, base_revision=base, content=EntryContent("a", "one two", ("x", "y")))
    services.journal.save(longer).result()
    raw.set_trace_callback(None)
    # Beginning and end count too, and each tag is a row of its own.
    assert len(made) <= 11
    assert len(seen) <= 9
