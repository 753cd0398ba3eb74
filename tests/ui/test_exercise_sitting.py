"""A sitting with a script: lines in few words, lamps, what is skipped, and what may be kept."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest

from safeharbor.content.exercises import category_sets, load_exercise
from safeharbor.domain.exercise import Need
from safeharbor.domain.practice import UNSURE, After
from safeharbor.ui.exercise.pages import count, page_at, pages
from safeharbor.ui.exercise.places import numerals, places
from safeharbor.ui.exercise.sitting import AROUND, MOST_WORDS, Choices, Sitting
from support.clock import FakeClock
from support.player import GROUNDING, SCRIPTS


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def sit(clock: FakeClock, name: str, choices: Choices | None = None) -> Sitting:
    return Sitting(load_exercise(name), choices or Choices(), clock.monotonic, clock.now())


def test_few_words_stay_as_they_are() -> None:
    assert pages("Push down gently.", 9) == ("Push down gently.",)
    assert pages("", 9) == ("",)


def test_many_words_are_parted_at_their_sentences() -> None:
    said = "Sit or stand. Find both feet. Or both hands, if feet don't suit. Skip what you like."
    assert pages(said, 9) == (
        "Sit or stand. Find both feet.",
        "Or both hands, if feet don't suit.",
        "Skip what you like.",
    )


def test_a_long_sentence_is_parted_where_it_takes_a_breath() -> None:
    said = "Get something cool or warm: tap water, a mug, a cloth. Skip what does not suit."
    assert pages(said, 9) == (
        "Get something cool or warm:",
        "tap water, a mug, a cloth.",
        "Skip what does not suit.",
    )
    assert pages("One, two, three, four, five, six.", 3) == ("One, two, three,", "four, five, six.")


def test_each_line_has_the_time_that_its_words_want() -> None:
    lines = ("one two three", "four")
    assert [page_at(lines, share) for share in (0, 0.7, 0.76, 1)] == [0, 0, 1, 1]
    assert page_at(("",), 0.5) == 0


@pytest.mark.parametrize("needs", [frozenset[Need](), *(frozenset({need}) for need in Need)])
@pytest.mark.parametrize("name", GROUNDING)
def test_grounding_never_has_more_than_twenty_words_on_the_screen(
    clock: FakeClock, name: str, needs: frozenset[Need]
) -> None:
    sitting = sit(clock, name, Choices(needs=needs))
    for step in sitting.steps:
        show = count(step.words_for(needs).show)
        for line in sitting.lines(step):
            assert show + count(line) + AROUND <= MOST_WORDS, line


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_is_said_stands_in_the_large_line_or_in_those_below_it(
    clock: FakeClock, name: str
) -> None:
    sitting = sit(clock, name)
    for step in sitting.steps:
        below = " ".join(sitting.lines(step))
        above = step.say.removesuffix(below).strip(" .:?").casefold()
        assert step.say.endswith(below)
        assert above in {"", step.show.strip(" .?").casefold()}


def test_lines_follow_each_other_by_time(clock: FakeClock) -> None:
    sitting = sit(clock, "gr_feet")
    first = sitting.scene()
    assert (first.show, first.line) == ("feet or hands", "Sit or stand. Find both feet.")
    clock.advance(5)
    assert sitting.scene().line == "Or both hands, if feet don't suit."
    assert sitting.scene().said == first.said


def test_by_hand_no_line_goes_away_by_itself(clock: FakeClock) -> None:
    sitting = sit(clock, "gr_feet", Choices(by_hand=True))
    for _ in range(60):
        clock.advance(5)
        assert sitting.scene().line == "Sit or stand. Find both feet."
    sitting.next()
    assert sitting.scene().line == "Or both hands, if feet don't suit."
    sitting.next()
    sitting.next()
    assert (sitting.scene().index, sitting.scene().show) == (1, "press")
    sitting.back()
    assert sitting.scene().line == "Sit or stand. Find both feet."


def test_what_is_shown_is_not_said_twice(clock: FakeClock) -> None:
    sitting = sit(clock, "gr_categories", Choices(by_hand=True))
    sitting.walk.next()
    assert (sitting.scene().show, sitting.scene().line) == ("Five animals with fur", "")
    assert sitting.scene().said == "Five animals with fur."


def test_in_silence_the_words_before_stay(clock: FakeClock) -> None:
    sitting = sit(clock, "mi_anchor", Choices(by_hand=True))
    for _ in range(3):
        sitting.next()
    scene = sitting.scene()
    assert (scene.show, scene.line, scene.said, scene.silent) == ("come back", "", "", True)


def test_a_silent_step_with_words_to_read_shows_them(clock: FakeClock) -> None:
    sitting = sit(clock, "mi_listen", Choices(by_hand=True))
    sitting.next()
    assert (sitting.scene().show, sitting.scene().silent) == ("listen", False)


def test_lamps_are_lit_one_by_one_and_stay_lit(clock: FakeClock) -> None:
    sitting = sit(clock, "gr_54321", Choices(by_hand=True))
    assert not sitting.light_next()
    sitting.walk.next()
    assert sitting.light_next()
    sitting.light_first(3)
    assert sitting.scene().lit == {0, 1, 2}
    assert not sitting.scene().all_lit
    sitting.light(1, lit=False)
    sitting.light(7, lit=True)
    assert sitting.scene().lit == {0, 2}
    sitting.next()
    assert sitting.scene().lit == frozenset()
    sitting.back()
    sitting.light_first(5)
    assert sitting.scene().all_lit


def test_skipping_leaves_out_the_whole_place_of_the_body(clock: FakeClock) -> None:
    sitting = sit(clock, "rx_pmr")
    sitting.next()
    assert sitting.scene().show.startswith("right hand")
    sitting.skip()
    assert sitting.scene().show.startswith("right arm")
    for _ in range(200):
        sitting.skip()
    assert sitting.walk.over


def test_areas_that_are_not_usual_are_out_until_they_are_chosen(clock: FakeClock) -> None:
    assert "belly" not in {step.area for step in sit(clock, "rx_bodyscan").steps}
    chosen = sit(clock, "rx_bodyscan", Choices(areas=frozenset({"belly"})))
    assert {step.area for step in chosen.steps} == {"", "belly"}


def test_other_words_take_the_place_of_these_at_once(clock: FakeClock) -> None:
    sitting = sit(clock, "gr_54321", Choices(by_hand=True))
    sitting.next()
    sitting.next()
    assert sitting.scene().show == "five things you can see"
    sitting.needs = frozenset({Need.NO_SIGHT})
    assert sitting.scene().show == "five things in reach of your hands"


@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.parametrize("need", [None, *Need])
def test_nobody_reads_the_same_twice(clock: FakeClock, name: str, need: Need | None) -> None:
    needs = frozenset() if need is None else frozenset({need})
    sitting = sit(clock, name, Choices(needs=needs))
    for step in sitting.steps:
        show = step.words_for(needs).show.strip(" .").casefold()
        for line in sitting.lines(step):
            assert not show or line.strip(" .").casefold() != show
            assert not show or not line.casefold().startswith((f"{show}.", f"{show}:"))


def test_each_of_the_five_senses_is_a_sentence(clock: FakeClock) -> None:
    sitting = sit(clock, "gr_54321")
    read = [(step.show, sitting.lines(step)) for step in sitting.steps if step.find]
    assert read == [
        ("five things you can see", ("Give each its name.",)),
        ("four things you can feel", ("cloth, chair, floor, air.",)),
        ("three sounds you can hear", ("Near or far.",)),
        ("two things you can smell", ("Or two smells you like to remember.",)),
        ("one thing you can taste", ("A sip of something counts.",)),
    ]


def test_minutes_that_it_does_not_have_are_passed_over(clock: FakeClock) -> None:
    seconds = sit(clock, "gr_feet", Choices(minutes=7)).walk.place().total_left
    assert seconds == 90
    longer = sit(clock, "mi_anchor", Choices(minutes=10))
    assert longer.walk.place().total_left == pytest.approx(600)


def test_words_of_a_kind_are_drawn_once_for_a_sitting(clock: FakeClock) -> None:
    drawn = Sitting(
        load_exercise("gr_categories"),
        Choices(),
        clock.monotonic,
        clock.now(),
        sets=category_sets(),
        pick=lambda below: below - 1,
    )
    assert drawn.steps[1].say == "Five things softer than wool."


def test_a_record_says_what_was_done_and_no_more(clock: FakeClock) -> None:
    begun = clock.now()
    sitting = sit(clock, "gr_feet", Choices(before=UNSURE))
    clock.advance(9)
    assert sitting.record(uuid4, None) is None
    clock.advance(1.5)
    record = sitting.record(uuid4, After.BETTER)
    assert record is not None
    assert (record.exercise, record.seconds, record.moment) == ("gr_feet", 10, begun)
    assert (record.before, record.after) == (UNSURE, After.BETTER)


def test_time_asleep_is_not_practice(clock: FakeClock) -> None:
    sitting = sit(clock, "gr_feet")
    clock.advance(6)
    assert sitting.scene().index == 0
    clock.advance(dt.timedelta(hours=8).total_seconds())
    assert sitting.walk.paused
    assert sitting.record(uuid4, None) is None


def test_five_senses_has_a_map_of_numerals_and_the_others_of_places() -> None:
    assert numerals(load_exercise("gr_54321").steps) == (5, 4, 3, 2, 1)
    others = [name for name in SCRIPTS if numerals(load_exercise(name).steps)]
    assert others == ["gr_54321"]
    assert places(load_exercise("rx_pmr").steps)[:6] == (0, 1, 1, 2, 2, 3)
