"""Steps of guides leave no trace outside the vault: no answer, and not even which ones they were.

And what is never stored leaves none anywhere: not in the vault, not in the inbox, not in a backup,
and not in what was written out on purpose. All steps that ship are answered.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from faults.house import House
from faults.hunter import hunt
from safeharbor.content.guides import GUIDE_IDS, load_guide, step_template
from safeharbor.domain.answers import Answers, FormSnapshot, Row
from safeharbor.domain.guide import Guide, Step, full_id
from safeharbor.domain.sheet import Field, FieldType
from safeharbor.services.search import FormHit
from safeharbor.wiring import Services
from support.clear import clear_texts
from support.store import moment

_ANSWER = "Quetzalcanary-step-Üxq771"
_NEVER = "Quetzalcanary-never-Zzt"
_PLACES = ("betrayal.s8", "rejection.s11", "trust8.s1", "help.s7")
"""Steps that say what somebody's trouble is."""
_NEEDLES = (_ANSWER, _NEVER, *_PLACES)
_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.PERSON})
_HIDES = ("betrayal.s8", "conflict.s0", "help.s1", "help.s5", "help.s6", "help.s7", "start.s3")
"""Steps with something that is never stored."""


def every_step() -> Iterator[tuple[Guide, Step]]:
    """All that ship."""
    for guide in map(load_guide, GUIDE_IDS):
        yield from ((guide, step) for step in guide.steps)


def told(step: Step) -> Answers:
    """Words wherever they can stand, and what is never stored wherever it could be."""
    answers = Answers()
    for field in step.fields:
        if not field.stored:
            answers = answers.with_value(field.id, _NEVER).with_value(f"{field.id}_other", _NEVER)
        elif field.type is FieldType.ROWS:
            answers = answers.with_rows(field.id, (Row(b"1", _cells(field)),))
        elif field.type in _TEXTS:
            answers = answers.with_value(field.id, _ANSWER)
    return answers


def _cells(field: Field) -> dict[str, object]:
    texts = (each for each in field.columns if each.type in _TEXTS)
    return {each.id: _ANSWER if each.stored else _NEVER for each in texts}


def snapshot_of(services: Services, guide: Guide, step: Step) -> FormSnapshot:
    template = step_template(guide, step)
    return FormSnapshot(services.guides.new_id(), None, template, moment(), told(step))


def walk(services: Services) -> dict[str, FormSnapshot]:
    """Answer every step, and remember where one is."""
    made = {}
    for guide, step in every_step():
        snapshot = made[full_id(guide, step)] = snapshot_of(services, guide, step)
        services.guides.save(snapshot).result()
        services.guides.be_at(guide.id, step.id).result()
    return made


def turn_over(services: Services, snapshot: FormSnapshot) -> FormSnapshot:
    """A new state, an old one again, a seal, the trash, a step begun afresh, a backup."""
    guides, step = services.guides, snapshot.template.template_id
    filled = guides.get(snapshot.form_id).result()
    newer = replace(filled.snapshot, answers=snapshot.answers.with_value("more", _ANSWER))
    services.inbox.seal_form(newer)
    services.session.drain()
    guides.restore_version(guides.versions(snapshot.form_id).result()[-1].id).result()
    guides.trash(snapshot.form_id).result()
    guides.restore(snapshot.form_id).result()
    guides.start_afresh(step).result()
    services.backup.create().result()
    return replace(snapshot, form_id=guides.new_id(), base_revision=None)


def test_the_steps_with_something_never_stored_are_those_we_know() -> None:
    hiding = {full_id(guide, step) for guide, step in every_step() if _hides(step)}
    assert hiding == set(_HIDES)


def test_a_walk_through_all_guides_leaves_no_clear_text(own_world: Path) -> None:
    house = House.make(own_world)
    os.unlink(own_world / "secrets.json")  # noqa: PTH108 - the test's own file
    with house.unlocked() as services:
        made = walk(services)
        again = turn_over(services, made["rejection.s11"])
        hits = services.search.page(_ANSWER).result()
        assert any(isinstance(hit, FormHit) for hit in hits)
        held = clear_texts(services)
        assert all(each in held for each in (_ANSWER, *_PLACES))
        assert _NEVER not in held
        assert hunt([own_world.parent], _NEEDLES) == []
        thread = services.session.thread()
        services.session.lock(again)
        services.inbox.seal_form(made["betrayal.s8"])
        assert thread.closed.wait(30)
        assert hunt([own_world.parent], _NEEDLES) == []
        services.session.unlock(None)
        assert _NEVER not in clear_texts(services)
    assert hunt([own_world.parent], _NEEDLES) == []


def test_what_is_written_out_on_purpose_holds_no_more_than_was_kept(own_world: Path) -> None:
    house = House.make(own_world)
    place = own_world.parent / "asked-for"
    with house.unlocked() as services:
        walk(services)
        services.export.markdown(place)
    found = hunt([own_world.parent], [_ANSWER, _NEVER])
    assert {each.needle for each in found} == {_ANSWER}
    assert {place} == {path for each in found for path in each.path.parents if path == place}


def _hides(step: Step) -> bool:
    return any(not each.stored for field in step.fields for each in (field, *field.columns))
