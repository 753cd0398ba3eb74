"""Settings: one tab at a time, each in a file of its own. Plain settings work while locked."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from safeharbor.domain.errors import HarborError
from safeharbor.system.prefs import Preferences
from safeharbor.ui.appearance import Appearance
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.cues.cues import Cues
from safeharbor.ui.first_run.offers import Offers
from safeharbor.ui.icons import Icons
from safeharbor.ui.motion import Motion
from safeharbor.ui.practice_keeper import PracticeKeeper
from safeharbor.ui.screen import Screen
from safeharbor.ui.session import SessionController
from safeharbor.ui.settings.backup import BackupSheet
from safeharbor.ui.settings.general import GeneralSheet
from safeharbor.ui.settings.place import OpenTab, Tab, Workshop
from safeharbor.ui.settings.privacy import PrivacySheet
from safeharbor.ui.settings.protects import ProtectsSheet
from safeharbor.ui.settings.reading import ReadingSheet
from safeharbor.ui.settings.sheet import Sheet
from safeharbor.ui.settings.tabs import Tabs
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.page import Page
from safeharbor.ui.widgets.words import Words

TAB: Final = "settings_tab"
"""The preference that remembers which tab was in front."""


class SettingsScreen(Screen):
    """The page with the tabs."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        session: SessionController,
        bridge: Bridge,
        preferences: Preferences,
        appearance: Appearance,
        motion: Motion,
        offers: Offers,
        practices: PracticeKeeper,
        parent: QWidget | None = None,
        *,
        languages: Sequence[str] = ("en",),
        cues: Cues | None = None,
    ) -> None:
        """The tab that was in front last.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            session: says whether the journal is open, and has the services.
            bridge: brings results to this thread.
            preferences: the plain settings.
            appearance: colours and size.
            motion: whether anything moves.
            offers: whether the paper with the code was compared.
            practices: keeps notes of practices.
            parent: the window.
            languages: the codes that the program speaks.
            cues: what may be heard; None where nothing is said of sound.
        """
        super().__init__(parent)
        self._look = look
        self._preferences = preferences
        self.setAccessibleName(self.tr("Settings"))
        self.page = Page(look, self, width=680, top=56)
        shop = Workshop(look, icons, session, bridge, preferences, practices)
        self.general = GeneralSheet(shop, self, languages)
        self.reading = ReadingSheet(shop, self, appearance, motion, cues)
        self.privacy = PrivacySheet(shop, self, offers)
        self.backup = BackupSheet(shop, self)
        self.protects = ProtectsSheet(shop, self)
        self.tabs = Tabs(look, icons, self, self._names())
        self._fill()
        session.ready.connect(lambda _: self._refresh())
        session.unlocked.connect(lambda _: self._refresh())
        session.locked.connect(lambda _: self._refresh())
        look.changed.connect(self.arrange)
        self._choose(preferences.get(TAB, Tab.GENERAL.value))

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The tabs, in order."""
        return (self.general, self.reading, self.privacy, self.backup, self.protects)

    @property
    def tab(self) -> Tab:
        """The tab in front."""
        return list(Tab)[self.tabs.index]

    def show_tab(self, tab: Tab) -> None:
        """Put a tab in front."""
        self._choose(tab.value)

    def entered(self) -> None:
        """The tabs take the keys."""
        self._refresh()
        shown = self.tabs.bar if not self.tabs.bar.isHidden() else self.tabs.list
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        """Nothing secret stays behind."""
        for sheet in self.sheets:
            sheet.forget()

    def asked(self, wish: object) -> None:
        """Another screen asks for one of the tabs."""
        if isinstance(wish, OpenTab):
            self.show_tab(wish.tab)
            self.sheets[self.tabs.index].point_at(wish.at)

    def keepsake(self) -> object | None:
        """The tab in front."""
        return self.tab

    def come_back(self, keepsake: object) -> None:
        """To the tab that was in front."""
        if isinstance(keepsake, Tab):
            self.show_tab(keepsake)

    def stops(self) -> list[QWidget]:
        """The tabs, then what is in front."""
        return [*self.tabs.stops(), *self.sheets[self.tabs.index].stops()]

    def arrange(self) -> None:
        """One column at the content edge."""
        self.page.fill(self.rect(), self.corner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in its place."""
        super().resizeEvent(event)
        self.arrange()

    def _names(self) -> list[str]:
        return [
            self.tr("General"),
            self.tr("Reading and motion"),
            self.tr("Privacy"),
            self.tr("Backup"),
            self.tr("What this protects"),
        ]

    def _fill(self) -> None:
        px, column = self._look.px, self.page.column
        column.addWidget(Words(self._look, self.tr("Settings"), Type.TITLE))
        column.addSpacing(px(12))
        column.addWidget(self.tabs)
        for sheet in self.sheets:
            column.addWidget(sheet)
            sheet.changed.connect(self.changed)
            sheet.go.connect(self.go)
            sheet.look_here.connect(self.page.bring_into_sight)
        column.addSpacing(px(24))
        column.addStretch()
        self.tabs.chosen.connect(self._on_chosen)

    def _choose(self, name: str) -> None:
        names = [tab.value for tab in Tab]
        index = names.index(name) if name in names else 0
        self.tabs.choose(index)
        self._show(index)

    def _on_chosen(self, index: int) -> None:
        for sheet in self.sheets:
            sheet.forget()
        self._show(index)
        # Where nothing can be written it holds for this run.
        with contextlib.suppress(HarborError):
            self._preferences.set(TAB, self.tab.value)
        self._refresh()

    def _show(self, index: int) -> None:
        for place, sheet in enumerate(self.sheets):
            sheet.setVisible(place == index)
        self.page.verticalScrollBar().setValue(0)

    def _refresh(self) -> None:
        # The window itself may still be on its way.
        if self.isVisibleTo(self.window()):
            self.sheets[self.tabs.index].refresh()
