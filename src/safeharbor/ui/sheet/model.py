"""One form while it is open: what stands in it, every change of it, and what was meant to stay.

Widgets write here and hear from here; they keep nothing themselves. Two rules hold for all of it.
What is never stored is in ``held`` alone: ``stored`` and ``extra`` are without it, and so is undo
once the form was left. And a suggestion never takes the place of somebody's own words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from safeharbor.domain.answer_edit import Edit, SetTitle
from safeharbor.domain.answers import Answers, Row, Value, is_empty
from safeharbor.domain.filled import KEEP, kept_all_the_same
from safeharbor.domain.form_rules import FieldState
from safeharbor.domain.hints import Hint
from safeharbor.domain.sheet import Fear, Sheet
from safeharbor.domain.suggest import OWN, Suggested, SuggestFacts, edited, loaded
from safeharbor.services.ids import new_id
from safeharbor.ui.sheet.held import NOTHING, Held, Place, differing, row_fields
from safeharbor.ui.sheet.history import Change, History

TITLE: Final = Place("")
"""The place of the title, which is no field."""


class FormModel(QObject):
    """A form and its undo stack."""

    value_changed = Signal(str)
    """What stands in this field, or beside its "other", is different now."""
    row_changed = Signal(str, bytes)
    """The same for one row of this field."""
    rows_changed = Signal(str)
    """Rows of this field came, went or moved."""
    state_changed = Signal(str)
    """This field stands differently now: its words, its options, or whether it is there."""
    title_changed = Signal()
    settings_changed = Signal()
    """Fear, the view for two, people or hints are different now."""
    edited = Signal()
    """Something that is to be saved has changed."""
    returned = Signal(object)
    """A step was taken back or done again; carries the Place that it is about."""

    def __init__(
        self,
        sheet: Sheet,
        answers: Answers = NOTHING,
        *,
        title: str = "",
        extra: Mapping[str, object] | None = None,
        new_row: Callable[[], bytes] = lambda: new_id().bytes,
        since_ms: Callable[[], int] = lambda: 0,
        parent: QObject | None = None,
    ) -> None:
        """A form as it was filled in so far.

        Args:
            sheet: what is asked.
            answers: what was answered.
            title: what somebody called it, "" for the usual one.
            extra: what was kept beside the answers.
            new_row: makes the name of a row.
            since_ms: when today began, in milliseconds of Unix time.
            parent: the owner.
        """
        super().__init__(parent)
        self._extra = dict(extra or {})
        self._title = title
        self._run = 0
        suggested = loaded(sheet, answers, self._extra)
        self.held = Held(sheet, answers, suggested, new_row, since_ms)
        self.held.keep = kept_all_the_same(self._extra)
        self._history = History(self)
        self._history.travelled.connect(self._travel)
        self._states = self.held.states()
        self._seen = self._rows_seen()
        self._shown = self.held.answers
        self.people: tuple[str, ...] = ()
        self.lexicon: Mapping[str, Hint] = {}

    @property
    def sheet(self) -> Sheet:
        """What is asked."""
        return self.held.sheet

    @property
    def title(self) -> str:
        """What somebody called it, "" for the usual one."""
        return self._title

    @property
    def stored(self) -> Answers:
        """What is to be saved."""
        return self.held.stored

    @property
    def extra(self) -> dict[str, object]:
        """What is to be kept beside the answers."""
        kept = {**self._extra, **self.held.suggested.extra, KEEP: sorted(self.held.keep)}
        if not any(field.suggest for field in self.sheet.fields):
            kept.pop(OWN)
        if not self.held.keep:
            kept.pop(KEEP)
        return kept

    @property
    def stack(self) -> QUndoStack:
        """The steps, for buttons that say whether there are any."""
        return self._history.stack

    def state(self, field_id: str) -> FieldState:
        """How a field stands now."""
        return self._states[field_id]

    def write(self, place: Place, value: Value) -> None:
        """Put ``value`` at a place; an empty one empties it."""
        now = self.held.value(place)
        if value != now and not (is_empty(value) and now is None):
            self.make(place, self.held.writing(place, value))

    def rename(self, title: str) -> None:
        """Give the form a title."""
        if title != self._title:
            self.make(TITLE, (SetTitle(title, self._title),))

    def make(self, place: Place, edits: Sequence[Edit], own: Suggested | None = None) -> None:
        """Make a change by hand.

        Args:
            place: what it is about.
            edits: in order; nothing happens where there are none.
            own: whose words stand in fields with a suggestion then; None for the usual.
        """
        if not edits:
            return
        before = self.held.suggested
        if own is None:
            own = before
            for edit in edits:
                own = edited(own, self.sheet, edit)
        back = self.held.do(edits)
        self.held.suggested = own
        self._follow_title(edits)
        self._history.push(Change(place, tuple(edits), back, before, own, run=self._run))
        self._settle(place)

    def keep(self, field_id: str, *, kept: bool) -> None:
        """Keep a field all the same that is never stored otherwise, or keep it no longer."""
        before = self.held.keep
        after = before | {field_id} if kept else before - {field_id}
        if after != before:
            suggested = self.held.suggested
            self.held.keep = after
            change = Change(Place(field_id), (), (), suggested, suggested, (before, after))
            self._history.push(change)
            self.value_changed.emit(field_id)
            self.edited.emit()

    def set_fear(self, fear: Fear | None) -> None:
        """What was answered to the question about fear."""
        self.held.fear = fear
        self._refresh()
        self.settings_changed.emit()

    def set_careful(self, *, careful: bool) -> None:
        """Whether an answer given elsewhere in this sitting asks for care here."""
        self.held.careful = careful
        self._refresh()
        self.settings_changed.emit()

    def set_shared(self, *, shared: bool) -> None:
        """Whether two people look at it."""
        self.held.shared = shared
        self._refresh()
        self.settings_changed.emit()

    def set_known(
        self,
        *,
        facts: SuggestFacts | None = None,
        people: Sequence[str] | None = None,
        lexicon: Mapping[str, Hint] | None = None,
    ) -> None:
        """What became known meanwhile: for suggestions, names to choose from, words to mark."""
        if facts is not None:
            self.held.facts = facts
            self.held.settle()
        self.people = self.people if people is None else tuple(people)
        self.lexicon = self.lexicon if lexicon is None else lexicon
        self._refresh()
        self.settings_changed.emit()

    def seal(self) -> None:
        """What is typed from now on is a step of its own."""
        self._run += 1

    def undo(self) -> None:
        """Take back the last step."""
        self._history.undo()

    def redo(self) -> None:
        """Do the next step again."""
        self._history.redo()

    def leave(self) -> None:
        """The form is not in front any more: what is never stored is forgotten now."""
        self.held.forget()
        mixed = {f.id for f in self.sheet.fields if any(not c.stored for c in f.columns)}
        self._history.forget(
            lambda place: place.field in mixed or self.held.never_stored(place),
        )
        self._refresh()

    def close(self) -> None:
        """Forget everything, such as before a lock."""
        self._history.clear()
        self.held.answers = NOTHING

    def _travel(self, change: Change, direction: int) -> None:
        """Do a change again, or take it back."""
        ahead = direction > 0
        edits = change.edits if ahead else change.back
        self.held.do(edits)
        self.held.suggested = change.after if ahead else change.before
        if change.keep is not None:
            self.held.keep = change.keep[1 if ahead else 0]
            self.value_changed.emit(change.place.field)
        self._follow_title(edits)
        self.seal()
        self._settle(change.place)
        if change.keep is not None:
            # What was kept all the same goes from the vault too.
            self.edited.emit()
        self.returned.emit(change.place)

    def _settle(self, place: Place) -> None:
        self.held.settle()
        self._refresh()
        if place == TITLE:
            self.title_changed.emit()
        if not self.held.never_stored(place):
            self.edited.emit()

    def _follow_title(self, edits: Sequence[Edit]) -> None:
        for edit in edits:
            if isinstance(edit, SetTitle):
                self._title = edit.title

    def _refresh(self) -> None:
        """Say what is different from what was said last."""
        before, self._shown = self._shown, self.held.answers
        seen, self._seen = self._seen, self._rows_seen()
        states, self._states = self._states, self.held.states()
        names = before.values.keys() | self._shown.values.keys()
        changed = {n for n in names if before.value(n) != self._shown.value(n)}
        moved, rows = differing(seen, self._seen)
        for field in self.sheet.fields:
            if states[field.id] != self._states[field.id]:
                self.state_changed.emit(field.id)
            if field.id in changed or f"{field.id}_other" in changed:
                self.value_changed.emit(field.id)
            if field.id in moved:
                self.rows_changed.emit(field.id)
        for name, row_id in rows:
            self.row_changed.emit(name, row_id)

    def _rows_seen(self) -> dict[str, tuple[Row, ...]]:
        return {name: self.held.rows(name) for name in row_fields(self.sheet)}
