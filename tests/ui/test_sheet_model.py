"""A form while it is open: steps, suggestions, rows, and what is never stored."""

from __future__ import annotations

import gc
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject

from safeharbor.domain.answers import Answers, Row
from safeharbor.domain.sheet import Reaction, Sheet, Suggestion, SuggestKind
from safeharbor.domain.suggest import SuggestFacts
from safeharbor.ui.sheet.edits import (
    add_row,
    can_take,
    follows,
    move_row,
    remove_row,
    sort_rows,
    take_offered,
)
from safeharbor.ui.sheet.held import NOTHING, Place
from safeharbor.ui.sheet.model import FormModel
from support.forms import field, options, sheet

CANARY = "Zwielichtsperling"

SAY = field("say", "long_text", suggest=Suggestion(SuggestKind.COMPOSE, lines=("I need {need}.",)))
STEPS = field(
    "steps",
    "rows",
    columns=(field("step"), field("dread", "scale")),
    start=3,
    sorted_by="dread",
)
SECRET = field("safe", "choice", options=options("No", "Yes"), stored=False)
WHOLE = sheet(
    SECRET,
    field("need"),
    SAY,
    STEPS,
    field("hush", stored=False),
    field("ticks", "multi", options=options("A", "B"), stored=False, keep_label="Keep these"),
)


def named(number: int) -> bytes:
    return number.to_bytes(4, "big")


@pytest.fixture
def made(owner: QObject) -> FormModel:
    return form(owner)


def form(owner: QObject | None, shown: Sheet = WHOLE, answers: Answers = NOTHING) -> FormModel:
    numbers = count(1)
    return FormModel(shown, answers, new_row=lambda: named(next(numbers)), parent=owner)


def type_in(model: FormModel, place: Place, words: str) -> None:
    """Letter by letter, as a keyboard does."""
    text = model.held.text(place)
    for letter in words:
        text += letter
        model.write(place, text)


# What is never stored.


def test_what_an_answer_guarded_stays_so_when_it_is_forgotten(owner: QObject) -> None:
    yes = Reaction(is_any=("yes",), guarded=True)
    asked = field("safe", "choice", options=options("No", "Yes"), stored=False, reactions=(yes,))
    made = form(owner, sheet(asked, field("say", "long_text", says=True)))
    made.write(Place("safe"), "yes")
    made.leave()
    assert made.held.answers.value("safe") is None
    assert made.held.guarded
    assert made.state("say").guarded
    made.write(Place("safe"), "no")
    assert not made.held.guarded


# Steps.


def test_typing_is_taken_back_word_by_word(made: FormModel) -> None:
    type_in(made, Place("need"), "quiet at night")
    seen = []
    while made.stack.canUndo():
        made.undo()
        seen.append(made.held.answers.text("need"))
    assert seen == ["quiet at ", "quiet ", ""]
    while made.stack.canRedo():
        made.redo()
    assert made.held.answers.text("need") == "quiet at night"


def test_the_keys_elsewhere_begin_a_new_step(made: FormModel) -> None:
    type_in(made, Place("need"), "qui")
    made.seal()
    type_in(made, Place("need"), "et")
    made.undo()
    assert made.held.answers.text("need") == "qui"


def test_a_step_says_where_it_was(made: FormModel) -> None:
    row = made.held.rows("steps")[1].id
    type_in(made, Place("steps", row, "step"), "ask")
    places: list[Place] = []
    made.returned.connect(places.append)
    made.undo()
    made.redo()
    assert places == [Place("steps", row, "step")] * 2


def test_the_title_is_a_step_too_and_never_touches_the_answers(made: FormModel) -> None:
    made.rename("Sunday")
    made.undo()
    assert made.title == ""
    made.redo()
    assert made.title == "Sunday"
    assert made.stored.empty


# Suggestions.


def test_a_suggestion_follows_until_somebody_writes(made: FormModel) -> None:
    made.write(Place("need"), "rest")
    assert made.held.answers.text("say") == "I need rest."
    made.write(Place("say"), "I need rest. Please.")
    made.write(Place("need"), "sleep")
    assert made.held.answers.text("say") == "I need rest. Please."
    assert can_take(made, "say")
    take_offered(made, "say")
    assert made.held.answers.text("say") == "I need sleep."
    assert follows(made, "say")
    made.undo()
    assert made.held.answers.text("say") == "I need rest. Please."


def test_what_was_emptied_by_hand_stays_empty(made: FormModel) -> None:
    made.write(Place("need"), "rest")
    made.write(Place("say"), None)
    made.write(Place("need"), "sleep")
    assert made.held.answers.text("say") == ""


def test_whose_words_they_are_is_kept_beside_the_answers(owner: QObject) -> None:
    made = form(owner)
    made.write(Place("need"), "rest")
    made.write(Place("say"), "My own.")
    again = FormModel(WHOLE, made.stored, extra=made.extra, parent=owner)
    again.write(Place("need"), "sleep")
    assert again.held.answers.text("say") == "My own."


def test_nothing_but_a_suggestion_is_nothing(owner: QObject) -> None:
    number = field("number", suggest=Suggestion(SuggestKind.EMERGENCY))
    made = form(owner, sheet(number))
    made.set_known(facts=SuggestFacts(emergency="112"))
    assert made.held.answers.text("number") == "112"
    assert made.held.blank


# Rows.


def test_the_rows_that_a_form_begins_with_are_no_answers(made: FormModel) -> None:
    assert len(made.held.rows("steps")) == 3
    assert made.stored.empty
    assert made.held.blank


def test_writing_into_one_of_them_makes_all_of_them_real_and_is_one_step(made: FormModel) -> None:
    before = [row.id for row in made.held.rows("steps")]
    type_in(made, Place("steps", before[1], "step"), "ask")
    assert [row.values.get("step") for row in made.held.rows("steps")] == [None, "ask", None]
    made.undo()
    assert made.stored.empty
    assert [row.id for row in made.held.rows("steps")] == before


def test_rows_come_go_and_move(made: FormModel) -> None:
    first = made.held.rows("steps")[0].id
    made.write(Place("steps", first, "step"), "one")
    added = add_row(made, "steps", first)
    made.write(Place("steps", added.row, "step"), "two")
    move_row(made, "steps", first, 1)
    assert [row.values.get("step") for row in made.held.rows("steps")][:2] == ["two", "one"]
    remove_row(made, "steps", first)
    assert "one" not in str(made.stored)
    for _ in range(5):
        made.undo()
    assert made.stored.empty


def test_the_last_of_the_first_rows_cannot_be_removed_while_it_is_empty(owner: QObject) -> None:
    one = field("steps", "rows", columns=(field("step"),), start=1)
    made = form(owner, sheet(one))
    remove_row(made, "steps", made.held.rows("steps")[0].id)
    assert not made.stack.canUndo()


def test_rows_are_put_in_order_and_those_without_a_number_last(made: FormModel) -> None:
    rows = [row.id for row in made.held.rows("steps")]
    for row, value in zip(rows, (8, "unsure", 2), strict=True):
        made.write(Place("steps", row, "dread"), value)
    sort_rows(made, "steps")
    assert [row.values["dread"] for row in made.held.rows("steps")] == [2, 8, "unsure"]
    made.undo()
    assert [row.values["dread"] for row in made.held.rows("steps")] == [8, "unsure", 2]


# What is never stored.


def holds_canary(model: FormModel) -> bool:
    """Whether the canary stands in anything that the form holds or would save."""
    texts = [model.stack.text(n) for n in range(model.stack.count())]
    steps = model._history._steps
    held = (model.held.answers, model.stored, model.extra, model.title, *steps, *texts)
    return any(CANARY in str(each) for each in held)


def test_what_is_never_stored_is_in_nothing_that_is_saved(made: FormModel) -> None:
    made.write(Place("hush"), CANARY)
    made.write(Place("safe"), "yes")
    assert CANARY not in str(made.stored)
    assert CANARY not in str(made.extra)
    assert "safe" not in made.stored.values
    assert made.held.blank


def test_nothing_of_it_is_left_once_the_form_was_left(made: FormModel) -> None:
    type_in(made, Place("need"), "rest")
    type_in(made, Place("hush"), CANARY)
    assert holds_canary(made)
    made.leave()
    assert not holds_canary(made)
    gc.collect()
    kept = [each for each in gc.get_objects() if type(each).__name__ == "Change"]
    assert not any(CANARY in str(each) for each in kept)
    made.undo()
    assert made.held.answers.text("need") == ""
    made.redo()
    assert made.held.answers.text("need") == "rest"
    assert not holds_canary(made)


def test_it_asks_for_no_save(made: FormModel) -> None:
    saves: list[int] = []
    made.edited.connect(lambda: saves.append(1))
    made.write(Place("hush"), CANARY)
    made.undo()
    assert saves == []


def test_what_is_kept_all_the_same_is_stored_and_can_be_taken_back(made: FormModel) -> None:
    made.write(Place("ticks"), ("a",))
    assert "ticks" not in made.stored.values
    made.keep("ticks", kept=True)
    assert made.stored.values["ticks"] == ("a",)
    assert made.extra["keep"] == ["ticks"]
    made.leave()
    assert made.held.answers.chosen("ticks") == ("a",)
    made.undo()
    assert "ticks" not in made.stored.values
    made.leave()
    assert made.held.answers.chosen("ticks") == ()


def test_undoing_that_it_is_kept_asks_for_a_save_that_takes_it_out(made: FormModel) -> None:
    made.write(Place("ticks"), ("a",))
    made.keep("ticks", kept=True)
    saved: list[Answers] = []
    made.edited.connect(lambda: saved.append(made.stored))
    made.undo()
    assert "ticks" not in saved[-1].values
    made.redo()
    assert saved[-1].values["ticks"] == ("a",)


def test_a_stored_field_may_be_named_like_one_that_is_not(owner: QObject) -> None:
    """The words beside its "other" are saved, and do not answer a question about safety."""
    wary = Reaction(is_any=("yes",), guarded=True, note="Stop.")
    asked = field("safe", "choice", options=options("No", "Yes"), stored=False, reactions=(wary,))
    model = form(owner, sheet(asked, field("safe_place", "multi", options=options("A", "Other"))))
    model.write(Place("safe"), "yes")
    model.leave()
    saves: list[int] = []
    model.edited.connect(lambda: saves.append(1))
    model.write(Place("safe_place_other"), "the library")
    assert saves == [1]
    assert model.held.guarded
    model.leave()
    model.undo()
    assert model.stored.empty


def test_words_beside_what_is_kept_all_the_same_are_saved(owner: QObject) -> None:
    ticks = field("t", "multi", options=options("Other"), stored=False, keep_label="Keep these")
    model = form(owner, sheet(ticks))
    model.keep("t", kept=True)
    saves: list[int] = []
    model.edited.connect(lambda: saves.append(1))
    model.write(Place("t_other"), "more")
    assert saves == [1]
    assert model.stored.text("t_other") == "more"


def test_a_closed_form_holds_nothing(made: FormModel) -> None:
    made.write(Place("need"), CANARY)
    made.close()
    assert not holds_canary(made)


# How fields stand.


def test_an_answer_can_hide_a_field_and_say_so(owner: QObject) -> None:
    asks = field(
        "asks",
        "choice",
        options=options("Yes", "No"),
        reactions=(Reaction(is_any=("no",), hides=("more",)),),
    )
    made = form(owner, sheet(asks, field("more")))
    changed: list[str] = []
    made.state_changed.connect(changed.append)
    made.write(Place("asks"), "no")
    assert made.state("more").show == "hidden"
    assert "more" in changed


# Any sequence of edits undone returns the start.

ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.sampled_from(["need", "say", "hush"]), st.text(max_size=3)),
        st.tuples(st.just("cell"), st.integers(0, 4), st.text(max_size=3)),
        st.tuples(st.just("add"), st.integers(0, 4), st.just("")),
        st.tuples(st.just("remove"), st.integers(0, 4), st.just("")),
        st.tuples(st.just("move"), st.integers(0, 4), st.sampled_from(["0", "1", "9"])),
        st.tuples(st.just("take"), st.just(0), st.just("")),
    ),
    max_size=12,
)


def act(model: FormModel, what: str, where: object, words: str) -> None:
    rows = model.held.rows("steps")
    row: Row | None = rows[int(str(where)) % len(rows)] if rows and what != "write" else None
    if what == "write":
        model.write(Place(str(where)), words)
    elif what == "add":
        add_row(model, "steps", b"" if row is None else row.id)
    elif what == "take":
        take_offered(model, "say")
    elif row is not None and what == "cell":
        model.write(Place("steps", row.id, "step"), words)
    elif row is not None and what == "remove":
        remove_row(model, "steps", row.id)
    elif row is not None:
        move_row(model, "steps", row.id, int(words))


@given(acts=ACTS)
@settings(max_examples=60, deadline=None)
def test_any_edits_taken_back_give_the_start_and_done_again_the_end(
    acts: list[tuple[str, object, str]],
) -> None:
    model = form(None)
    start = (model.held.answers, model.held.suggested)
    for each in acts:
        act(model, *each)
    end = (model.held.answers, model.held.suggested)
    while model.stack.canUndo():
        model.undo()
    assert (model.held.answers, model.held.suggested) == start
    while model.stack.canRedo():
        model.redo()
    assert (model.held.answers, model.held.suggested) == end


@given(acts=ACTS, own=st.text(min_size=1, max_size=8).filter(str.strip))
@settings(max_examples=40, deadline=None)
def test_no_suggestion_ever_takes_the_place_of_own_words(
    acts: list[tuple[str, object, str]], own: str
) -> None:
    model = form(None)
    model.write(Place("say"), own)
    for what, where, words in acts:
        if what != "take" and (what, where) != ("write", "say"):
            act(model, what, where, words)
    assert model.held.answers.text("say") == own
