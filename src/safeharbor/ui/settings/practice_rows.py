"""Notes of practices: whether they are kept, what is in them, and how to be rid of all of them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from safeharbor.domain.errors import HarborError
from safeharbor.ui.practice_keeper import KEEP_PRACTICES
from safeharbor.ui.settings.sheet import Sheet


class PracticeRows(QObject):
    """Rows on the sheet they are given."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        sheet.heading(self.tr("Notes of practices"))
        self.keep = sheet.tick(
            self.tr("Keep a note of practices"),
            self.tr(
                "Which exercise, when and how long, and how it was before and after if you said "
                "so. Never what you breathed or wrote. The notes lie encrypted with your "
                "journal; without a journal nothing is kept."
            ),
            on=sheet.shop.practices.wanted,
        )
        self.keep.toggled.connect(lambda on: sheet.keep(KEEP_PRACTICES, bool(on)))
        self.delete = sheet.button(self.tr("Delete all"), "privacy.delete_practices")
        self.delete.setAccessibleName(self.tr("Delete all notes of practices"))
        self.delete.clicked.connect(self._on_delete)
        self.row = sheet.row(self.tr("What was noted so far"), "", self.delete)
        self.refresh()

    def refresh(self) -> None:
        """The vault was opened or locked."""
        opened = self._sheet.shop.session.is_open
        self.delete.setEnabled(opened)
        self.row.consequence.say(
            self.tr("Your entries stay as they are.")
            if opened
            else self.tr("It can be deleted while the journal is open.")
        )

    def _on_delete(self) -> None:
        self._sheet.say(
            self.tr(
                "All notes of practices will be deleted. They cannot be brought back. Backups "
                "made before still hold them."
            ),
            self.tr("Delete"),
            self._delete,
        )

    def _delete(self) -> None:
        sheet = self._sheet
        try:
            deleting = sheet.shop.practices.delete_all()
        except HarborError as error:
            sheet.say_error(error)
            return

        def wait() -> int:
            # Too heavy to be loaded with the page.
            from safeharbor.services.executor import settled

            return settled(deleting)

        sheet.work(wait, self._on_deleted, button=self.delete)

    def _on_deleted(self, _left: int) -> None:
        self._sheet.say(self.tr("All notes of practices are deleted."))
