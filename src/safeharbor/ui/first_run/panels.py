"""The pages of the first run in one column, each made when somebody first comes to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtWidgets import QWidget

from safeharbor.ui.first_run.question import QuestionPanel
from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.page import Page

if TYPE_CHECKING:
    from safeharbor.ui.first_run.code_page import CodePage
    from safeharbor.ui.first_run.passphrase import PassphrasePanel

    Panel: TypeAlias = QuestionPanel | PassphrasePanel | CodePage


class Panels:
    """The question at once; the passphrase and the code when they are wanted."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        page: Page,
        connect_passphrase: Callable[[PassphrasePanel], None],
        connect_code: Callable[[CodePage], None],
    ) -> None:
        """An empty ``page`` with the question on it.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            page: the column that they stand in.
            connect_passphrase: called once, with the second page.
            connect_code: called once, with the third.
        """
        self._look = look
        self._icons = icons
        self._page = page
        self._connect_passphrase = connect_passphrase
        self._connect_code = connect_code
        self._passphrase: PassphrasePanel | None = None
        self._code: CodePage | None = None
        self.question = QuestionPanel(look, icons, page)
        page.column.addWidget(self.question)
        page.column.addStretch()

    @property
    def made(self) -> list[Panel]:
        """Those that there are, in order."""
        return [p for p in (self.question, self._passphrase, self._code) if p is not None]

    @property
    def passphrase(self) -> PassphrasePanel:
        """The second page."""
        if self._passphrase is None:
            from safeharbor.ui.first_run.passphrase import PassphrasePanel

            self._passphrase = PassphrasePanel(self._look, self._icons, self._page)
            self._add(self._passphrase)
            self._connect_passphrase(self._passphrase)
        return self._passphrase

    @property
    def code(self) -> CodePage:
        """The third page."""
        if self._code is None:
            from safeharbor.ui.first_run.code_page import CodePage

            self._code = CodePage(self._look, self._icons, self._page)
            self._add(self._code)
            self._connect_code(self._code)
        return self._code

    @property
    def shows_passphrase(self) -> bool:
        """Whether the second page is in front."""
        return self._passphrase is not None and not self._passphrase.isHidden()

    @property
    def shows_code(self) -> bool:
        """Whether the code is in front."""
        return self._code is not None and not self._code.isHidden()

    def show(self, panel: Panel) -> None:
        """Put ``panel`` in front."""
        for each in self.made:
            each.setVisible(each is panel)
        self._page.verticalScrollBar().setValue(0)

    def stops(self) -> list[QWidget]:
        """What all pages have, in order; what is not in front is passed over."""
        return [stop for panel in self.made for stop in panel.stops()]

    def show_busy(self, *, busy: bool) -> None:
        """Whether the journal is being made, on each page that begins it."""
        self.question.show_busy(busy=busy)
        if self._passphrase is not None:
            self._passphrase.show_busy(busy=busy)

    def forget_secret(self) -> None:
        """Take what was typed, and what was said about it."""
        if self._passphrase is not None:
            self._passphrase.new.forget()
            self._passphrase.notice.clear()

    def forget_code(self) -> None:
        """Take the code."""
        if self._code is not None:
            self._code.panel.forget()

    def _add(self, panel: QWidget) -> None:
        panel.hide()
        self._page.column.insertWidget(self._page.column.count() - 1, panel)
