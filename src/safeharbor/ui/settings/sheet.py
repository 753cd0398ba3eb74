"""What every tab of Settings is made of: headings, rows, ticks, a notice, and work that takes time.

A tab knows the services through the session alone and asks for them when something is pressed, so
that it can be looked at with the vault locked, or with none at all.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.services.use_cases import Services
from safeharbor.system.prefs import Json
from safeharbor.ui.backup_news import BackupNews
from safeharbor.ui.settings.folders import backup_plan
from safeharbor.ui.settings.place import Workshop
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.choice import Choice
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.options import Tick
from safeharbor.ui.widgets.rows import SettingRow
from safeharbor.ui.widgets.surfaces import Rule
from safeharbor.ui.widgets.words import Words

if TYPE_CHECKING:
    from safeharbor.services.backups import Round

T = TypeVar("T")


class Sheet(QWidget):
    """One tab."""

    changed = Signal(str)
    """A preference was changed; carries its key."""
    go = Signal(str)
    """Asks for another screen."""
    look_here = Signal(object)
    """Asks for a widget to be brought into sight."""

    def __init__(self, shop: Workshop, parent: QWidget) -> None:
        super().__init__(parent)
        self.shop = shop
        self._stops: list[QWidget] = []
        self.busy: set[Button] = set()
        self._next: Callable[[], None] | None = None
        self.notice = Notice(shop.look, shop.icons, self)
        self.notice.acted.connect(self._on_acted)
        self.notice.dismissed.connect(self._take_keys)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addSpacing(shop.look.px(12))
        self.column.addWidget(self.notice)
        self.column.addSpacing(shop.look.px(8))

    @property
    def services(self) -> Services:
        """The services; HarborError where they are not there."""
        if self.shop.session.services is None:
            raise HarborError(ErrorCode.NO_VAULT)
        return self.shop.session.services

    def refresh(self) -> None:
        """It is in front now, or the vault was opened or locked."""

    def forget(self) -> None:
        """It is no longer in front: nothing secret stays in it."""
        self.notice.clear()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self.notice.action, self.notice.close_button, *self._stops]

    def point_at(self, identifier: str) -> None:
        """Give the focus to what has this accessible identifier, and bring it into sight."""
        for stop in self.stops():
            if identifier and stop.accessibleIdentifier() == identifier:
                self.look_here.emit(stop)
                stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, words: str, action: str = "", then: Callable[[], None] | None = None) -> None:
        """Say something at the top; the one button, called ``action``, does ``then``."""
        self._next = then
        self.notice.say(words, action)
        self._show_notice()

    def say_error(self, error: HarborError) -> None:
        """Say what went wrong."""
        self._next = None
        self.notice.say_error(error)
        self._show_notice()

    def heading(self, words: str) -> None:
        """Begin a group."""
        px = self.shop.look.px
        self.column.addSpacing(px(20))
        self.column.addWidget(Words(self.shop.look, words, Type.HEADING, self))
        self.column.addSpacing(px(12))

    def text(self, words: str, *, muted: bool = True) -> Words:
        """A paragraph."""
        label = Words(self.shop.look, words, Type.BODY, self, color="muted" if muted else "text")
        self.column.addWidget(label)
        self.column.addSpacing(self.shop.look.px(8))
        return label

    def row(self, name: str, consequence: str, control: QWidget) -> SettingRow:
        """A setting with its consequence and what changes it."""
        row = SettingRow(self.shop.look, self, name, consequence, control)
        # Right below the tabs there is a line already.
        for line in row.findChildren(Rule):
            line.setVisible(not self._is_bare())
        self.column.addWidget(row)
        self._stops.append(control)
        return row

    def tick(self, name: str, consequence: str, *, on: bool) -> Tick:
        """Something to switch on or off."""
        px = self.shop.look.px
        self.column.addWidget(Rule(self.shop.look, self))
        self.column.addSpacing(px(4))
        tick = Tick(self.shop.look, self.shop.icons, self, name, consequence)
        tick.setChecked(on)
        self.column.addWidget(tick)
        self.column.addSpacing(px(4))
        self._stops.append(tick)
        return tick

    def part(self, widget: QWidget, stops: Iterable[QWidget] = ()) -> None:
        """Something of its own, with what Tab visits in it."""
        self.column.addWidget(widget)
        self._stops += stops

    def button(self, word: str, identifier: str) -> Button:
        """A button for a row."""
        button = Button(self.shop.look, self.shop.icons, self, height=40)
        button.dress(word)
        button.setAccessibleIdentifier(identifier)
        return button

    def quiet(self, word: str) -> Button:
        """A button that asks for little."""
        button = Button(self.shop.look, self.shop.icons, self, kind=Kind.QUIET, height=40)
        button.dress(word)
        return button

    def choice(self, entries: Iterable[tuple[str, Json]], chosen: Json, width: int = 196) -> Choice:
        """A drop-down list for a row; each entry has its word and its value."""
        choice = Choice(self.shop.look, self.shop.icons, self, width=width)
        for index, (word, value) in enumerate(entries):
            choice.addItem(word, value)
            if value == chosen:
                choice.setCurrentIndex(index)
        return choice

    def keep(self, key: str, value: Json) -> None:
        """Keep a preference; where nothing can be written it holds for this run."""
        with contextlib.suppress(HarborError):
            self.shop.preferences.set(key, value)
        self.changed.emit(key)

    def work(
        self,
        job: Callable[[], T],
        ok: Callable[[T], None],
        failed: Callable[[HarborError], None] | None = None,
        *,
        button: Button | None = None,
    ) -> None:
        """Do what takes time on another thread; ``button`` says so and does nothing meanwhile."""
        if button is not None and button in self.busy:
            return
        _Work(self, button, ok, failed or self.say_error).begin(job)

    def back_up(self, ok: Callable[[Round], None], button: Button | None = None) -> None:
        """Make a backup where the preferences say, and a copy in the second folder."""
        keeper, plan = self.services.backup.keeper, backup_plan(self.shop.preferences)
        news = BackupNews(self.shop.preferences)

        def told(made: Round) -> None:
            news.made(made)
            ok(made)

        self.work(lambda: keeper.make(plan.folder, plan.second).result(), told, button=button)

    def _is_bare(self) -> bool:
        """Whether nothing stands in it but the notice."""
        return all(
            item is None or item.widget() in {None, self.notice}
            for item in map(self.column.itemAt, range(self.column.count()))
        )

    def _show_notice(self) -> None:
        self.look_here.emit(self.notice)
        if not self.notice.action.isHidden():
            self.notice.action.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_keys(self) -> None:
        """A notice that goes would hand the focus to whatever Qt finds next."""
        first = next((stop for stop in self.stops() if stop.isVisible()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_acted(self) -> None:
        then, self._next = self._next, None
        self.notice.clear()
        self._take_keys()
        if then is not None:
            then()


class _Work(Generic[T]):
    """One job and the button that waits for it."""

    def __init__(
        self,
        sheet: Sheet,
        button: Button | None,
        ok: Callable[[T], None],
        failed: Callable[[HarborError], None],
    ) -> None:
        self._sheet = sheet
        self._button = button
        self._word = button.text() if button is not None else ""
        self._ok = ok
        self._failed = failed

    def begin(self, job: Callable[[], T]) -> None:
        self._sheet.notice.clear()
        self._wait(waiting=True)
        bridge = self._sheet.shop.bridge
        bridge.then(bridge.run(job), self._sheet, self._on_done, self._on_failed)

    def _on_done(self, result: T) -> None:
        self._wait(waiting=False)
        self._ok(result)

    def _on_failed(self, error: HarborError) -> None:
        self._wait(waiting=False)
        self._failed(error)

    def _wait(self, *, waiting: bool) -> None:
        # A button that is switched off would hand the focus on, and the next Enter with it.
        if self._button is not None:
            busy = self._sheet.busy
            (busy.add if waiting else busy.discard)(self._button)
            #: On a button, while something takes a moment.
            self._button.dress(
                QCoreApplication.translate("Sheet", "One moment") if waiting else self._word
            )
