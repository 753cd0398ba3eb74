"""Backup: where, when the last good one was made, a second copy, and bringing one back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QTime
from PySide6.QtWidgets import QWidget

from safeharbor.domain.errors import HarborError
from safeharbor.system.prefs import Json
from safeharbor.ui.backup_news import BackupNews, Trouble
from safeharbor.ui.settings.files import FileAsker
from safeharbor.ui.settings.folders import (
    AUTOMATIC,
    BACKUP_FOLDER,
    SECOND_FOLDER,
    backup_plan,
    path_words,
)
from safeharbor.ui.settings.place import Workshop
from safeharbor.ui.settings.restore import RestoreForm
from safeharbor.ui.settings.sheet import Sheet
from safeharbor.ui.settings.ways import day_words
from safeharbor.ui.widgets.rows import ButtonRow

if TYPE_CHECKING:
    from safeharbor.services.backup import Restored
    from safeharbor.services.backups import Made, Round

LOCK: Final = "lock"


class BackupSheet(Sheet):
    """The tab. Bringing one back needs no open journal; making one does."""

    def __init__(self, shop: Workshop, parent: QWidget) -> None:
        super().__init__(shop, parent)
        self.files = FileAsker(self)
        self._news = BackupNews(shop.preferences)
        self._making()
        self._places()
        self._restoring()
        shop.session.locking.connect(self.forget)

    def refresh(self) -> None:
        """Look for the last good one, which is read whole, and at the folders."""
        plan = backup_plan(self.shop.preferences)
        self.now.setEnabled(self.shop.session.is_open)
        self.own.setVisible(plan.folder is not None)
        self.no_second.setVisible(plan.second is not None)
        self.second_row.consequence.say(self._second_words(plan.second))
        services = self.shop.session.services
        if services is None:
            self.last_row.consequence.say(self.tr("Not known yet."))
            return
        keeper = services.backup.keeper
        self.where_row.consequence.say(path_words(plan.folder or keeper.own_folder))
        self.last_row.consequence.say(self.tr("Looking at them. One moment."))
        # Whether it worked is said in its row, so that a notice stays where it is.
        found = self.shop.bridge.run(lambda: keeper.last_good(plan.folder))
        self.shop.bridge.then(found, self, self._show_last, lambda _: self._show_last(None))

    def forget(self) -> None:
        """Nothing that was typed stays."""
        super().forget()
        self.files.close()
        self.restore.forget()

    def _making(self) -> None:
        self.text(
            self.tr(
                "A backup is encrypted like the journal. It opens with what opened the journal "
                "when it was made."
            )
        )
        self.now = self.button(self.tr("Back up now"), "backup.now")
        self.now.clicked.connect(lambda: self.back_up(self._on_made, self.now))
        self.last_row = self.row(self.tr("Last good backup"), "", self.now)
        automatic = backup_plan(self.shop.preferences).automatic
        self.automatic = self.tick(
            self.tr("Back up by itself"),
            self.tr(
                "Once a day while the journal is open. Those of 7 days, 4 weeks and 6 months stay."
            ),
            on=automatic,
        )
        self.automatic.toggled.connect(lambda on: self._set(AUTOMATIC, bool(on)))

    def _places(self) -> None:
        self.where = self.button(self.tr("Choose a folder"), "backup.where")
        self.where.setAccessibleName(self.tr("Choose a folder for backups"))
        self.where.clicked.connect(
            lambda: self.files.ask_folder(self.tr("A folder for backups"), self._on_folder)
        )
        self.own = self.button(self.tr("Own folder"), "backup.own")
        self.own.clicked.connect(lambda: self._set(BACKUP_FOLDER, ""))
        where = ButtonRow(self.shop.look, self, self.where, self.own)
        self.where_row = self.row(self.tr("Where"), "", where)
        self._stops[-1:] = [self.where, self.own]
        self.second = self.button(self.tr("Choose a folder"), "backup.second")
        self.second.setAccessibleName(self.tr("Choose a folder for the second copy"))
        self.second.clicked.connect(
            lambda: self.files.ask_folder(self.tr("A second folder"), self._on_second)
        )
        self.no_second = self.button(self.tr("Use none"), "backup.no_second")
        self.no_second.clicked.connect(lambda: self._set(SECOND_FOLDER, ""))
        second = ButtonRow(self.shop.look, self, self.second, self.no_second)
        self.second_row = self.row(self.tr("A second copy"), "", second)
        self._stops[-1:] = [self.second, self.no_second]

    def _restoring(self) -> None:
        self.heading(self.tr("Bring a backup back"))
        self.text(
            self.tr(
                "It goes beside the present journal and never over it. Where there is no journal "
                "yet, it takes that place. Nothing is deleted."
            )
        )
        self.restore = RestoreForm(self.shop.look, self.shop.icons, self)
        self.restore.browse.connect(self._on_browse)
        self.restore.asked.connect(self._on_restore)
        self.part(self.restore, self.restore.stops())

    def _show_last(self, made: Made | None) -> None:
        self.last_row.consequence.say(f"{self._last_words(made)} {self._trouble_words()}".strip())

    def _second_words(self, folder: Path | None) -> str:
        if folder is None:
            return self.tr("None. A stick or another disk outlives what happens to this one.")
        if self._news.trouble is not Trouble.NO_SECOND:
            return path_words(folder)
        return f"{path_words(folder)} {self.tr('It was not there for the last copy.')}"

    def _trouble_words(self) -> str:
        if self._news.trouble is not Trouble.NOT_MADE:
            return ""
        return self.tr("The last try did not work. Back up now tries again and says why.")

    def _last_words(self, made: Made | None) -> str:
        if made is None:
            return self.tr("There is none in this folder yet.")
        time = QTime(made.at.hour, made.at.minute)
        #: %1 is a date, %2 a time.
        words = self.tr("Made on %1 at %2. It was read again from end to end and is whole.")
        words = words.replace("%1", day_words(made.at.date()))
        short = QLocale().toString(time, QLocale.FormatType.ShortFormat)
        return words.replace("%2", short)

    def _on_made(self, made: Round) -> None:
        self.refresh()
        if made.second is not None:
            self.say(
                self.tr(
                    "The backup was made. The second folder did not take its copy; look whether "
                    "its disk is there."
                )
            )
        else:
            self.say(self.tr("The backup was made, and it is whole."))

    def _on_folder(self, folder: Path) -> None:
        self._set(BACKUP_FOLDER, str(folder))

    def _on_second(self, folder: Path) -> None:
        self._set(SECOND_FOLDER, str(folder))

    def _set(self, key: str, value: Json) -> None:
        self._news.forget()
        self.keep(key, value)
        self.refresh()

    def _on_browse(self) -> None:
        patterns = self.tr("Backups (*.shb);;Database of a journal (vault-*.db);;All files (*)")
        self.files.ask_file(self.tr("Which backup"), patterns, self.restore.take)

    def _on_restore(self) -> None:
        form, backup = self.restore, self.services.backup
        file, secret, kit = form.file, form.passphrase, form.kit_line
        assert file is not None

        def bring() -> Restored:
            if form.is_database:
                return backup.restore_from_kit(file, kit, secret or "")
            return backup.restore(file, secret)

        self.work(bring, self._on_restored, self._on_failed, button=form.bring)

    def _on_failed(self, error: HarborError) -> None:
        self.say_error(error)

    def _on_restored(self, restored: Restored) -> None:
        self.restore.forget()
        entries = str(restored.entries)
        if restored.home == self._home():
            words = self.tr("The journal is back. Entries in it: %1. It can be unlocked now.")
            self.say(words.replace("%1", entries), self.tr("Unlock"), lambda: self.go.emit(LOCK))
            return
        words = self.tr(
            "It is back beside the present journal. Entries in it: %1. To open it, start "
            'SafeHarbor from a terminal: safeharbor --home "%2"'
        )
        self.say(words.replace("%1", entries).replace("%2", path_words(restored.home)))

    def _home(self) -> Path:
        return self.services.backup.keeper.own_folder.parent
