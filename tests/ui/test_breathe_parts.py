"""The parts of the breathing screen that have no window: forms, lines, the sitting."""

from __future__ import annotations

import pytest

from safeharbor.content.breath_words import breath_words
from safeharbor.domain.breathing import BOX, EVEN, FOUR_SEVEN_EIGHT, NATURAL, Pattern
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.exercise import Exercise
from safeharbor.ui.breathe.form import CALM_FORM, Form, form_of
from safeharbor.ui.breathe.lines import LASTS_S, BreathLines
from safeharbor.ui.breathe.sitting import Sitting
from safeharbor.ui.practice import PATTERNS, Plan, Practice
from safeharbor.ui.routes import Parts
from safeharbor.ui.wishes import BreatheWish
from support.clock import FakeClock

OPENING = ((0.0, "One.", ""), (3.0, "Two.", "two"))


@pytest.mark.parametrize("kept", ["", "spiral", 3, None])
def test_what_is_no_form_is_the_circle(parts: Parts, kept: str | int | None) -> None:
    parts.preferences.set(CALM_FORM, kept)
    assert form_of(parts.preferences) is Form.CIRCLE


@pytest.mark.parametrize("form", list(Form))
def test_the_form_that_was_chosen_is_kept(parts: Parts, form: Form) -> None:
    parts.preferences.set(CALM_FORM, form.value)
    assert form_of(parts.preferences) is form
    assert form_of(None) is Form.CIRCLE


def begun(clock: FakeClock, plan: Plan | None = None) -> Practice:
    practice = Practice(PATTERNS if plan is None else (EVEN,), clock.monotonic, plan)
    practice.pace.frame()
    return practice


def hear(lines: BreathLines, clock: FakeClock, seconds: int) -> list[str]:
    """What is said, with a look at every second."""
    said = [lines.news(letters=True)]
    for _ in range(seconds):
        clock.advance(1)
        said.append(lines.news(letters=True))
    return [text for text in said if text]


def test_where_nothing_can_be_read_the_first_words_are_said_all_the_same(
    clock: FakeClock,
) -> None:
    def broken(_id: str) -> Exercise:
        raise HarborError(ErrorCode.CONTENT_BROKEN, file="x.toml")

    lines = BreathLines(begun(clock), OPENING, broken)
    lines.follow()
    assert hear(lines, clock, 30) == ["One.", "Two."]
    assert lines.end == ""


def test_a_line_stands_for_a_while_and_is_said_once(clock: FakeClock) -> None:
    lines = BreathLines(begun(clock, Plan(300)), ())
    lines.follow()
    assert lines.shown(letters=True) == "Even waves."
    assert hear(lines, clock, 11) == ["In and out at the same pace."]
    assert lines.shown(letters=True) == "Even waves."
    assert hear(lines, clock, round(LASTS_S) - 11) == []
    assert lines.shown(letters=True) == ""


def test_what_comes_too_late_is_not_said(clock: FakeClock) -> None:
    practice = begun(clock, Plan(300))
    lines = BreathLines(practice, ())
    practice.pace.look_away()
    clock.advance(65)
    lines.follow()
    assert lines.news(letters=True) == ""


def test_the_words_follow_what_is_breathed(clock: FakeClock) -> None:
    read: list[str] = []

    def load(exercise: str) -> Exercise:
        read.append(exercise)
        return breath_words(exercise)

    practice = begun(clock)
    lines = BreathLines(practice, OPENING, load)
    for _ in range(3):
        lines.follow()
    practice.breathe(NATURAL)
    lines.follow()
    assert read == ["br_long_exhale", "br_natural"]
    assert lines.shown(letters=True) == "Your own rhythm."


@pytest.mark.parametrize(("pattern", "key"), [(BOX, "press H"), (FOUR_SEVEN_EIGHT, "press S")])
def test_a_key_that_does_nothing_is_not_spoken_of(
    clock: FakeClock, pattern: Pattern, key: str
) -> None:
    def told(*, letters: bool) -> list[str]:
        practice = Practice((pattern,), clock.monotonic, Plan(120))
        practice.pace.frame()
        lines = BreathLines(practice, ())
        lines.follow()
        said = []
        for _ in range(120):
            said.append(lines.news(letters=letters))
            clock.advance(1)
        return [text for text in said if text]

    with_letters, without = told(letters=True), told(letters=False)
    assert without
    assert [text for text in with_letters if text not in without] == [
        text for text in with_letters if key in text
    ]
    assert any(key in text for text in with_letters)


def test_company_is_not_needed(clock: FakeClock) -> None:
    sitting = Sitting(PATTERNS, clock.monotonic, None, None, lambda: ())
    assert sitting.stop() is None
    assert not sitting.resume()
    sitting.leave()
    sitting.pause()
    sitting.go_on()
    assert not sitting.sigh()
    sitting.begin(BreatheWish(BOX, 60))
    assert sitting.stop() is None
