"""Answers in steps of guides: one living form, earlier ones kept, and where somebody was."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from safeharbor.domain.answers import Answers
from safeharbor.domain.checkins import CHECKINS
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.sheet import UNSURE, Day, Field, FieldType
from safeharbor.services.session import Kept
from safeharbor.wiring import Services
from support.clock import FakeClock
from support.garden import a_guide, a_step, keep, opened, person, template_of, told
from support.store import moment


def test_a_step_comes_back_as_it_was(services: Services) -> None:
    answers = told("quiet", worth=7, signs=["calm"]).with_rows("people", (person("Rosa"),))
    snapshot = a_step(answers)
    head = keep(services, snapshot)
    filled = opened(services)
    assert filled.snapshot == replace(snapshot, base_revision=head)
    assert filled.template.kind == "step"
    assert services.guides.open("garden.s2").result() is None


def test_steps_and_sheets_keep_lists_of_their_own(services: Services) -> None:
    keep(services, a_step(told("quiet")))
    assert services.sheets.page().result() == []
    assert services.sheets.count().result() == 0
    (line,) = services.guides.page().result()
    assert (line.template_id, line.sheet) == ("garden.s1", "The garden, part 1")
    assert services.guides.count().result() == 1


def test_starting_afresh_keeps_the_old_and_opens_empty(services: Services) -> None:
    old = a_step(told("the first time"))
    head = keep(services, old)
    assert services.guides.start_afresh("garden.s1").result().forms == {old.form_id}
    assert services.guides.open("garden.s1").result() is None
    new = a_step(told("the second time"), when=moment(minute=590))
    keep(services, new)
    assert opened(services).form_id == new.form_id
    # A save that was on its way does not bring it back.
    keep(services, replace(old, base_revision=head, answers=told("the first time, late")))
    assert opened(services).form_id == new.form_id
    lines = [each.answers.text("line") for each in services.guides.written("garden").result()]
    assert lines == ["the second time", "the first time, late"]


def test_the_form_that_was_begun_last_is_the_living_one(services: Services) -> None:
    """Also where the clock on the wall is an earlier one, as after a flight to the west."""
    east = replace(moment(minute=900), offset_min=540)
    keep(services, a_step(told("east"), when=east))
    west = replace(moment(minute=960), offset_min=-480)
    keep(services, a_step(told("west"), when=west))
    assert opened(services).answers.text("line") == "west"


def test_versions_and_the_trash_work_as_for_sheets(services: Services, clock: FakeClock) -> None:
    snapshot = a_step(told("one"))
    first = keep(services, snapshot)
    keep(services, replace(snapshot, base_revision=first, answers=told("two")))
    assert len(services.guides.versions(snapshot.form_id).result()) == 2
    services.guides.restore_version(first).result()
    assert opened(services).answers.text("line") == "one"
    services.guides.trash(snapshot.form_id).result()
    assert services.guides.open("garden.s1").result() is None
    assert services.guides.written("garden").result() == []
    assert len(services.guides.page(trashed=True).result()) == 1
    services.guides.restore(snapshot.form_id).result()
    assert opened(services).form_id == snapshot.form_id
    services.guides.purge(snapshot.form_id).result()
    with pytest.raises(HarborError) as caught:
        services.guides.get(snapshot.form_id).result()
    assert caught.value.code is ErrorCode.FORM_NOT_FOUND


def test_a_lock_keeps_a_step_in_the_vault_or_sealed(services: Services) -> None:
    snapshot = a_step(told("half a li", before=4), extra={CHECKINS: [[3, 6]]})
    assert services.session.lock(snapshot).saved is Kept.VAULT
    services.inbox.seal_form(a_step(told("sealed"), "s2"))
    assert services.session.unlock(None).unreadable == ()
    assert opened(services).answers == snapshot.answers
    assert opened(services).extra == snapshot.extra
    assert opened(services, "garden.s2").answers.text("line") == "sealed"


def test_what_is_never_stored_is_not(services: Services) -> None:
    hidden = Field("private", FieldType.TEXT, "Only now", stored=False)
    guide = a_guide(fields=(hidden, Field("line", FieldType.TEXT, "A line")))
    keep(services, a_step(told("seen", private="gone"), guide=guide))
    assert dict(opened(services).answers.values) == {"line": "seen"}


def test_rises_are_counted_over_visits_and_forms(services: Services) -> None:
    assert services.guides.rises("garden.s1").result() == 0
    old = a_step(told(before=2, after=UNSURE), extra={CHECKINS: [[5, 5]]})
    keep(services, old)
    assert services.guides.rises("garden.s1").result() == 1
    services.guides.start_afresh("garden.s1").result()
    new = a_step(told(before=4, after=7), when=moment(minute=590), extra={CHECKINS: [[3, 6]]})
    head = keep(services, new)
    assert services.guides.rises("garden.s1").result() == 3
    assert services.guides.rises("garden.s1", same=True).result() == 2
    keep(services, replace(new, base_revision=head, answers=told(before=4, after=4)))
    assert services.guides.rises("garden.s1").result() == 0
    assert services.guides.rises("garden.s1", same=True).result() == 2
    assert services.guides.rises("garden.s2").result() == 0


def test_an_earlier_number_is_the_newest_that_was_given(services: Services) -> None:
    assert services.guides.earlier("garden.s1", "worth").result() is None
    keep(services, a_step(told(worth=4)))
    keep(services, a_step(told("no number"), when=moment(minute=590)))
    assert services.guides.earlier("garden.s1", "worth").result() == 4
    keep(services, a_step(told(worth=UNSURE), when=moment(minute=595)))
    assert services.guides.earlier("garden.s1", "worth").result() == UNSURE
    keep(services, a_step(told(worth=0), when=moment(minute=599)))
    assert services.guides.earlier("garden.s1", "worth").result() == 0


def test_where_somebody_was_is_one_step_of_each_guide(services: Services) -> None:
    assert services.guides.where().result() == {}
    services.guides.be_at("trust8", "s1").result()
    services.guides.be_at("anna/calm", "s2").result()
    services.guides.be_at("trust8", "s4").result()
    assert list(services.guides.where().result().items()) == [
        ("trust8", "s4"),
        ("anna/calm", "s2"),
    ]
    services.session.lock()
    services.session.unlock(None)
    assert services.guides.where().result() == {"trust8": "s4", "anna/calm": "s2"}


def test_what_i_wrote_stands_by_steps_and_leaves_out_the_quiet(services: Services) -> None:
    for step in ("s10", "s2", "s1"):
        keep(services, a_step(told(step), step))
    keep(services, a_step(Answers(), "s3"))
    keep(services, a_step(told("hush"), "s4", guide=a_guide(quiet=True)))
    other = replace(a_guide(), id="gardens")
    keep(services, a_step(told("elsewhere"), guide=other))
    written = services.guides.written("garden").result()
    assert [each.answers.text("line") for each in written] == ["s1", "s2", "s10"]


def test_a_quiet_step_is_not_among_what_was_meant(services: Services) -> None:
    day = Field("by", FieldType.DATE, "By", day=Day.BY)
    fields = (Field("line", FieldType.TEXT, "A line"), day)
    for step, quiet in (("s1", False), ("s2", True)):
        guide = a_guide(fields=fields, quiet=quiet)
        keep(services, a_step(told(step, by="2026-12-01"), step, guide=guide))
    meant = services.sheets.meant().result()
    assert [each.template_id for each in meant] == ["garden.s1"]


def test_steps_are_written_out_beside_sheets(services: Services, tmp_path: Path) -> None:
    answers = told("a quiet hour", worth=7).with_rows("people", (person("Rosa"),))
    keep(services, a_step(answers))
    facts = services.export.markdown(tmp_path / "out")
    assert (facts.sheets, facts.steps) == (0, 1)
    (path,) = (tmp_path / "out" / "steps").iterdir()
    text = path.read_text()
    assert "kind: step\n" in text
    assert 'step: "garden.s1"' in text
    assert "# The garden, part 1" in text
    assert "a quiet hour" in text
    assert "Rosa" in text
    facts = services.export.markdown(tmp_path / "all.md")
    assert facts.steps == 1
    assert "a quiet hour" in (tmp_path / "all.md").read_text()


def test_another_template_begins_another_state(services: Services, clock: FakeClock) -> None:
    """Within one sitting too, as where the program was renewed meanwhile."""
    snapshot = a_step(told("one"), when=clock.now())
    first = services.guides.save(snapshot).result().revision
    assert first is not None
    newer = replace(snapshot, base_revision=first, template=template_of(guide=a_guide(2)))
    second = services.guides.save(replace(newer, answers=told("two"))).result().revision
    assert second != first
    kept = services.guides.version(first).result()
    assert (kept.template, kept.answers) == (snapshot.template, snapshot.answers)
    day = clock.now().local_date + dt.timedelta(days=1)
    assert opened(services).moment.local_date < day
