"""Makes the page that is in front of what the desk knows, and tells it what is pressed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from safeharbor.domain.breathing import Pattern
from safeharbor.domain.exercise import Exercise
from safeharbor.ui.calm.before import Before
from safeharbor.ui.calm.contents import fill
from safeharbor.ui.calm.desk import CalmDesk, Front
from safeharbor.ui.calm.done import Done
from safeharbor.ui.calm.editor import Editor
from safeharbor.ui.calm.plans import Script
from safeharbor.ui.calm.set_up import BreathSetUp, Heading, ScriptSetUp, SetUp
from safeharbor.ui.calm.shelf import Shelf
from safeharbor.ui.calm.stack import Bench, Stack
from safeharbor.ui.motion import Motion


@dataclass(frozen=True, slots=True)
class Leaves:
    """Makes pages.

    Attributes:
        desk: what is in front.
        motion: whether a light may move.
        clock: seconds that never go back.
        today: the day.
        show: puts something in sight.
        look_at: the same, and gives it the keys.
        settings: shows the settings of sound.
        breathe: shows the breathing screen, for somebody who planned nothing.
    """

    desk: CalmDesk
    motion: Motion
    clock: Callable[[], float]
    today: Callable[[], dt.date]
    show: Callable[[QWidget], None]
    look_at: Callable[[QWidget], None]
    settings: Callable[[], None]
    breathe: Callable[[], None]

    def front(self, bench: Bench, room: int) -> Stack:
        """The page in front; ``room`` is the width of a row in pixels."""
        makers: dict[Front, Callable[[], Stack]] = {
            Front.SHELF: lambda: self._shelf(bench),
            Front.SET_UP: lambda: self._set_up(bench, room),
            Front.BEFORE: lambda: self._before(bench),
            Front.EDITOR: lambda: self._editor(bench),
            Front.DONE: lambda: self._done(bench),
        }
        return makers[self.desk.front]()

    def _shelf(self, bench: Bench) -> Shelf:
        desk, shelf = self.desk, Shelf(bench)
        own = fill(shelf, desk.known)
        shelf.start.connect(desk.start)
        shelf.change.connect(desk.change)
        shelf.breathe.connect(self.breathe)
        shelf.done.connect(desk.show_done)
        shelf.moved.connect(self.show)
        own.make.connect(desk.make)
        own.undo.connect(desk.undo)
        own.move_in.connect(desk.own.move_in)
        own.agreed.connect(lambda: desk.answer(agreed=True))
        own.refused.connect(lambda: desk.answer(agreed=False))
        return shelf

    def _set_up(self, bench: Bench, room: int) -> SetUp:
        desk = self.desk
        pattern, script = desk.pattern, desk.script
        if pattern is not None:
            page: SetUp = self._breath(bench, pattern)
        else:
            # ``CalmDesk.change`` comes here with one of the two alone.
            assert script is not None
            page = self._script(bench, script, room)
        page.begin.connect(lambda: self._begin(page))
        page.settings.connect(self.settings)
        page.unfolded.connect(self.show)
        page.before_wanted.connect(lambda on: setattr(desk.plans, "ask_before", on))
        return page

    def _begin(self, page: SetUp) -> None:
        wrong = page.first_wrong()
        if wrong is None:
            self.desk.start(self.desk.exercise)
        else:
            self.look_at(wrong)

    def _breath(self, bench: Bench, pattern: Pattern) -> BreathSetUp:
        desk, plans, mine = self.desk, self.desk.plans, self.desk.mine
        known = desk.reader.known(desk.exercise) if mine is None else None
        about, line = desk.reader.about(known), known.line if known is not None else ""
        if mine is not None:
            line = f"{bench.talk.phases(mine.pattern)}. {bench.talk.kept(desk.own.where(mine))}"
            names = [name for name in ("holds", "dizzy") if name != "holds" or pattern.has_hold]
            texts = (desk.reader.caution(name) for name in names)
            about = replace(about, cautions=tuple(text for text in texts if text))
        title = desk.title_of(desk.exercise)
        tools = (
            ("calm.own.edit", bench.talk.edit, desk.edit),
            ("calm.own.copy", bench.talk.copy, desk.copy),
            ("calm.own.delete", bench.talk.delete, desk.delete),
        )
        page = BreathSetUp(
            bench,
            Heading(title, line.strip(), about, plans.ask_before),
            variants=plans.variants(desk.exercise, mine),
            pattern=pattern,
            seconds=plans.seconds(pattern),
            form=plans.form,
            still=self.motion.reduced,
            tools=tools if mine is not None else (),
        )
        page.varied.connect(desk.vary)
        page.lasting.connect(lambda seconds: plans.choose_seconds(pattern, seconds))
        page.formed.connect(lambda form: setattr(plans, "form", form))
        return page

    def _script(self, bench: Bench, exercise: Exercise, room: int) -> ScriptSetUp:
        desk, plans = self.desk, self.desk.plans
        chosen = plans.script(exercise)
        heading = Heading(
            exercise.title, exercise.line, desk.reader.about(exercise), plans.ask_before
        )
        page = ScriptSetUp(
            bench,
            heading,
            exercise,
            areas=chosen.areas or frozenset(),
            minutes=chosen.minutes,
            needs=plans.habits.needs,
            by_hand=plans.habits.by_hand,
            room=room,
        )

        def keep() -> None:
            plans.choose_script(exercise, Script(page.kept, page.length))
            plans.habits.needs = page.needed(plans.habits.needs)
            plans.habits.by_hand = page.by_hand.isChecked()

        page.chosen.connect(keep)
        return page

    def _before(self, bench: Bench) -> Before:
        page = Before(bench, self.desk.title_of(self.desk.exercise))
        page.begin.connect(self.desk.begin)
        return page

    def _editor(self, bench: Bench) -> Editor:
        desk = self.desk
        drafts = desk.drafts
        draft = drafts.draft
        assert draft is not None
        title = bench.talk.editor_title(new=drafts.editing is None)
        caution = desk.reader.caution("holds")
        page = Editor(bench, draft, self.motion, self.clock, title=title, caution=caution)
        page.edited.connect(lambda now: setattr(drafts, "draft", now))
        page.kept.connect(desk.keep)
        page.dropped.connect(desk.drop)
        return page

    def _done(self, bench: Bench) -> Done:
        desk, notes = self.desk, self.desk.notes
        page = Done(
            bench,
            notes.records,
            desk.title_of,
            self.today(),
            loaded=notes.loaded,
            all_there=notes.all_there,
            gone=notes.gone,
        )
        page.delete.connect(lambda record: notes.delete(record, desk.title_of(record.exercise)))
        page.undo.connect(notes.undo)
        page.more.connect(notes.more)
        return page
