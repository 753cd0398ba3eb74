"""Whatever becomes of a guide, what was answered stays readable as it was asked.

Each example is a guide that changes, and somebody who answers some of its versions: fields come,
go, and turn into other types under the same id.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeharbor.content.sheets import sheet_of_body
from safeharbor.domain.answer_text import AnswerText
from safeharbor.domain.answers import Answers, FormSnapshot, Row
from safeharbor.domain.guide import Guide, step_sheet
from safeharbor.domain.sheet import UNSURE, Field, FieldType, Option
from safeharbor.services.filled_forms import readable_sheet
from safeharbor.services.ids import new_id
from safeharbor.wiring import Services
from support.clock import FakeClock
from support.garden import a_guide, template_of

_NAMES: Final = ("a", "b", "c", "d")
_TYPES: Final = (FieldType.LONG_TEXT, FieldType.SCALE, FieldType.MULTI, FieldType.ROWS)
_OPTIONS: Final = (Option("one", "One"), Option("two", "Two"))
_COLUMNS: Final = (Field("what", FieldType.TEXT, "What"),)
_TEXTS: Final = st.text("aé猫 \n'", min_size=1, max_size=8).filter(lambda text: bool(text.strip()))


@dataclass(frozen=True, slots=True)
class Visit:
    """One version of the guide, and what somebody did with it."""

    fields: tuple[Field, ...]
    answers: Answers
    afresh: bool
    pause: float


@st.composite
def _fields(draw: st.DrawFn) -> tuple[Field, ...]:
    names = draw(st.lists(st.sampled_from(_NAMES), min_size=1, unique=True))
    return tuple(_field(name, draw(st.sampled_from(_TYPES)), draw(_TEXTS)) for name in names)


def _field(name: str, kind: FieldType, label: str) -> Field:
    options = _OPTIONS if kind is FieldType.MULTI else ()
    columns = _COLUMNS if kind is FieldType.ROWS else ()
    return Field(name, kind, label, options=options, columns=columns, unsure="can't tell")


@st.composite
def _visits(draw: st.DrawFn) -> Visit:
    fields, answers = draw(_fields()), Answers()
    for field in fields:
        if field.type is FieldType.ROWS:
            rows = draw(st.lists(_TEXTS, max_size=3))
            made = (Row(bytes([n + 1]), {"what": text}) for n, text in enumerate(rows))
            answers = answers.with_rows(field.id, tuple(made))
        elif field.type is FieldType.SCALE:
            number = draw(st.none() | st.integers(0, 10) | st.just(UNSURE))
            answers = answers.with_value(field.id, number)
        elif field.type is FieldType.MULTI:
            chosen = draw(st.lists(st.sampled_from(["one", "two"]), unique=True))
            answers = answers.with_value(field.id, chosen)
        else:
            answers = answers.with_value(field.id, draw(_TEXTS))
    pause = draw(st.sampled_from([1.0, 11 * 60.0]))
    return Visit(fields, answers, draw(st.booleans()), pause)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None
)
@given(st.lists(_visits(), min_size=1, max_size=4))
def test_every_version_that_was_answered_stays_readable(
    services: Services, clock: FakeClock, visits: list[Visit]
) -> None:
    """One vault for all examples; each has a guide of its own."""
    guide = replace(a_guide(), id=f"g{new_id().hex}")
    told = [_answer(services, clock, guide, number, each) for number, each in enumerate(visits, 1)]
    written = {each.form_id: each for each in services.guides.written(guide.id).result()}
    for step, saved in told:
        states = services.guides.versions(saved.form_id).result()
        kept = [services.guides.version(each.id).result() for each in states]
        same = [each.answers for each in kept if each.template == saved.template]
        # Of a visit without an answer there is nothing to lose: the next one goes on in its place.
        assert same == [saved.answers] or (saved.answers.empty and not same)
        assert sheet_of_body(saved.template.body) == step
        words = AnswerText(saved.template).lines(saved.answers)
        assert len(words) == _texts(saved.answers)
    newest = {saved.form_id: (step, saved) for step, saved in told}
    for form_id, (step, saved) in newest.items():
        if saved.answers.empty:
            continue
        assert written[form_id].answers == saved.answers
        assert readable_sheet(written[form_id]) == step
    living = services.guides.open(f"{guide.id}.s1").result()
    assert living is not None
    assert living.form_id == told[-1][1].form_id


def _answer(
    services: Services, clock: FakeClock, guide: Guide, rev: int, visit: Visit
) -> tuple[object, FormSnapshot]:
    """Open the step as this version asks it, answer, and leave it open or afresh."""
    now = replace(a_guide(rev, visit.fields), id=guide.id)
    name = f"{guide.id}.s1"
    clock.advance(visit.pause)
    if visit.afresh:
        services.guides.start_afresh(name).result()
    living = services.guides.open(name).result()
    template = template_of(guide=now)
    snapshot = FormSnapshot(new_id(), None, template, clock.now(), visit.answers)
    if living is not None:
        snapshot = replace(living.snapshot, template=template, answers=visit.answers)
    services.guides.save(snapshot).result()
    return step_sheet(now, now.step("s1")), snapshot


def _texts(answers: Answers) -> int:
    """How many texts and chosen options stand in ``answers``."""
    texts = [each for each in answers.values.values() if isinstance(each, str) and each != UNSURE]
    chosen = [one for each in answers.values.values() if isinstance(each, list) for one in each]
    cells = [row for rows in answers.rows.values() for row in rows]
    return len(texts) + len(chosen) + len(cells)
