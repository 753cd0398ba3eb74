"""One row of the table of bad days, walked through the real window over real services.

It does what a person would do: open the journal, ask for a new page, set one up, back up, bring a
backup back. It runs in the tests' own process, or as ``python -m faults.screen_walk`` inside a
world of its own where a row needs one, such as a full disk.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from faults.cases import BODY, PASSPHRASE, Case, Scene, load_cases
from faults.hangs import hung
from safeharbor.content.messages import messages
from safeharbor.domain.errors import ErrorCode
from safeharbor.services.journal import PageRequest
from safeharbor.ui.app import make_application
from safeharbor.ui.lock.form import By
from safeharbor.ui.screens.first_run import FirstRunScreen
from safeharbor.ui.screens.journal import JournalScreen
from safeharbor.ui.screens.lock import LockScreen
from safeharbor.ui.screens.settings import SettingsScreen
from safeharbor.ui.settings.backup import BackupSheet
from safeharbor.ui.settings.place import OpenTab, Tab
from safeharbor.ui.widgets.notice import Notice
from support.clock import FakeClock
from support.desk import until
from support.hands import click, press
from support.house import House
from support.keyring import FakeKeyring, KeyringMode
from support.patience import Patience

TYPED: Final = "A text that must not be lost."
_PARTS: Final = ("what", "safe", "next")
_FACT: Final = re.compile(r"(\[[^\]]*\]|\{[a-z_]+\})")


class Walk:
    """A window over the home of a scene, and one bad day in it."""

    def __init__(self, case: Case, scene: Scene) -> None:
        self.case = case
        self.scene = scene
        self.house = House(
            make_application(), scene.home, FakeClock(), cast(QtBot, Patience()), None
        )
        self.house.keyring = scene.keyring
        self.window = self.house.window
        self.session = self.house.parts.spine.session

    def go(self) -> None:
        """Do what the row asks for, until the window has said what it has to say."""
        walks: dict[str, Callable[[], None]] = {
            "list": self._read,
            "add": self._write,
            "init": self._set_up,
            "backup": self._back_up,
            "restore": self._restore,
        }
        walks[self.case.command[0]]()
        try:
            until(self.says)
        except AssertionError as error:
            raise AssertionError(f"{self.window.current}: {self.shown()}") from error

    def check(self) -> None:
        """The sentence, one next step, the two doors, and no dialog."""
        assert self.says(), self.shown()
        assert "Traceback" not in self.shown()
        self._check_one_step()
        self._check_no_dialog()
        self._check_doors()

    def close(self) -> None:
        """Close the window and let go of it."""
        self.house.close()
        for _ in range(3):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QApplication.processEvents()

    def says(self) -> bool:
        """Whether what the row asks for can be read in the window."""
        shown = self.shown()
        if self.case.window and self.case.window not in shown:
            return False
        code = self.case.window_code
        return bool(self.case.window) or (code is not None and tells(shown, code))

    def shown(self) -> str:
        """Everything that can be read in the window, in one line."""
        return " ".join(
            getattr(label, "words", label.text())
            for label in self.window.findChildren(QLabel)
            if label.isVisible()
        ).replace("\u200b", "")

    @property
    def lock(self) -> LockScreen:
        """The door to the journal."""
        screen = self.window.screen_of("lock")
        assert isinstance(screen, LockScreen)
        return screen

    @property
    def journal(self) -> JournalScreen:
        """The journal, which has to be open."""
        screen = self.window.screen_of("journal")
        assert isinstance(screen, JournalScreen)
        return screen

    @property
    def is_open(self) -> bool:
        """Whether the vault is open."""
        return self.house.parts.spine.is_open

    @property
    def _awaited(self) -> bool:
        return bool(self.house.parts.spine.bridge._waiting)

    def _read(self) -> None:
        """Open the journal by what the row hands in."""
        secret = self._secret()
        if secret is not None and self.scene.keyring.mode is KeyringMode.NORMAL:
            # The secret of the row is to be asked for, as on a computer with another keyring.
            self.scene.keyring.mode = KeyringMode.UNAVAILABLE
        self.house.begin()
        if self.case.vault == "none":
            return
        if self.case.vault == "simple":
            until(lambda: self.is_open or bool(self.lock.form.notice.words))
        # The door looks up what it asks for; a person takes longer than that.
        until(lambda: self.session.state is not None and not self._awaited)
        if secret is None or self.is_open or self.says():
            return
        self._offer(secret)

    def _secret(self) -> str | None:
        named = {"keyring": None, "code": self.scene.code, "passphrase": PASSPHRASE}
        secret = named.get(self.case.secret, self.case.secret)
        if self.case.vault == "private" and secret == self.scene.code:
            return PASSPHRASE
        return secret

    def _offer(self, secret: str) -> None:
        """Type a secret where it is asked for."""
        form = self.lock.form
        if self.case.vault != "private" and form.by is not By.CODE:
            click(form.other)
        form.field.setText(secret)
        press(form.field, Qt.Key.Key_Return)
        until(lambda: self.is_open or bool(form.notice.words or form.said.words))

    def _write(self) -> None:
        """Ask for a new page, open the journal on the way, and write if it opens."""
        self.house.assembly.write()
        self._read()
        if self.case.vault == "private" and not self.is_open and not self.says():
            self._offer(PASSPHRASE)
        if not self.is_open:
            return
        until(lambda: self.window.current == "journal" and self.journal.editor.held is not None)
        if self.case.where == "inbox":
            self._lock_over_a_hanging_disk()
            return
        text = self.scene.stdin.decode("utf-8", "surrogatepass") or TYPED
        self.journal.editor._paste(text)
        self.journal.editor.hurry()

    def _lock_over_a_hanging_disk(self) -> None:
        """The vault does not answer, so that the text can go to the inbox only."""
        self.journal.editor.field.insert(TYPED)
        with hung(self.house.services.session.thread()):
            self.house.lock()
            until(lambda: self.says())

    def _set_up(self) -> None:
        """Begin where there is nothing; what the row has laid there comes in meanwhile."""
        aside = self.scene.place / "meanwhile"
        if self.case.vault != "none":
            self.scene.home.rename(aside)
            self.scene.home.mkdir(mode=0o700)
        self.house.begin()
        # What was asked while there was nothing must not be answered by what comes in.
        until(lambda: self.session.state is not None and not self._awaited)
        screen = self.window.screen_of("first_run")
        assert isinstance(screen, FirstRunScreen)
        assert self.window.current == "first_run"
        if self.case.vault != "none":
            shutil.copytree(aside, self.scene.home, dirs_exist_ok=True)
        if self.case.secret == "keyring":
            click(screen.question.alone)
            click(screen.question.go_on)
            return
        click(screen.question.shared)
        click(screen.question.go_on)
        screen.panels.passphrase.new.field.setText(self.case.secret)
        click(screen.panels.passphrase.go_on)

    def _settings(self) -> BackupSheet:
        self.window.show_screen("settings", OpenTab(Tab.BACKUP))
        screen = self.window.screen_of("settings")
        assert isinstance(screen, SettingsScreen)
        return screen.backup

    def _back_up(self) -> None:
        self._read()
        assert self.is_open
        click(self._settings().now)

    def _restore(self) -> None:
        """With the journal locked, as after a bad day."""
        self.scene.keyring.mode = KeyringMode.UNAVAILABLE
        self.house.begin()
        until(lambda: bool(self.lock.form.notice.words))
        sheet = self._settings()
        sheet.restore.take(Path(self.case.command[1].replace("{place}", str(self.scene.place))))
        sheet.restore.field.setText(self.scene.code)
        click(sheet.restore.bring)

    def _check_one_step(self) -> None:
        notices = [each for each in self.window.findChildren(Notice) if each.isVisible()]
        steps = [each.action for each in notices if each.action.isVisible()]
        assert len(steps) <= 1, [step.text() for step in steps]
        for step in steps:
            assert step.text(), "a button without a word"

    def _check_no_dialog(self) -> None:
        assert QApplication.activeModalWidget() is None
        assert QApplication.activePopupWidget() is None
        others = [
            each
            for each in QApplication.topLevelWidgets()
            if each is not self.window and each.isVisible()
        ]
        assert others == []

    def _check_doors(self) -> None:
        """Breathe and Get help are in their corner, and work by a click and by a key."""
        # A journal that appeared meanwhile has its own door to come back to.
        corner, here = self.window.frame.corner, self.window.gate(self.window.current)
        assert can_be_clicked(self.window, corner.first)
        assert can_be_clicked(self.window, corner.second)
        click(corner.first)
        assert self.window.current == "breathe"
        press(self.window, Qt.Key.Key_Escape)
        press(self.window, Qt.Key.Key_F2)
        assert self.window.current == "breathe"
        self.window.show_screen(here)
        click(corner.second)
        assert self.window.current == "help"
        press(self.window, Qt.Key.Key_F4)
        assert self.window.current == here

    def kept_text(self) -> bool:
        """Whether the text that was written is held: on the page, sealed, in memory, or saved."""
        if not self.is_open:
            services = self.house.services
            return self.session.withholds or services.inbox.pending() > 0
        editor = self.journal.editor
        return TYPED in editor.field.text() or self.has_entry(TYPED)

    def has_entry(self, body: str) -> bool:
        """Whether an entry says ``body``."""
        journal = self.house.services.journal
        entries = journal.page(PageRequest(limit=20)).result(20)
        return any(body in journal.get(each.id).result(20).content.body for each in entries)


def tells(shown: str, code: ErrorCode) -> bool:
    """Whether all three parts of the sentence of ``code`` are in ``shown``, whatever its facts."""
    parts = messages().errors[code.value]
    return all(re.search(_pattern(parts[name]), shown) for name in _PARTS)


def _pattern(template: str) -> str:
    return "".join(
        ".*?" if piece[:1] in {"[", "{"} else re.escape(piece) for piece in _FACT.split(template)
    )


def can_be_clicked(window: QWidget, button: QAbstractButton) -> bool:
    """Whether ``button`` is on and nothing stands over it."""
    middle = button.mapTo(window, button.rect().center())
    return button.isEnabled() and window.childAt(middle) in {button, *button.findChildren(QWidget)}


def walk(case: Case, scene: Scene) -> None:
    """All of it: the day, what is shown, and that nothing was lost."""
    walking = Walk(case, scene)
    try:
        walking.go()
        walking.check()
        if walking.is_open and case.exit == 0 and case.command[0] == "list":
            assert walking.has_entry(BODY)
        if case.command[0] == "add" and case.window_code in _WRITTEN:
            _check_text(walking)
    finally:
        walking.close()


_WRITTEN: Final = {
    ErrorCode.VAULT_READ_ONLY,
    ErrorCode.DISK_FULL,
    ErrorCode.NOT_A_PLAIN_FILE,
}
"""What goes wrong after something was written."""


def _check_text(walking: Walk) -> None:
    """It is held now, and after a lock as well."""
    assert walking.kept_text()
    if walking.is_open:
        walking.house.lock()
        until(lambda: walking.kept_text())
        walking._check_no_dialog()
        walking._check_doors()


def main() -> None:
    """Walk the row that the first argument names, in the scene that the second describes."""
    name, description = sys.argv[1:]
    told = json.loads(Path(description).read_text(encoding="utf-8"))
    case = next(each for each in load_cases() if each.id == name)
    keyring = FakeKeyring(KeyringMode(told["mode"]))
    keyring.lines = told["lines"]
    scene = Scene(Path(told["home"]), Path(told["place"]), keyring, told["code"])
    os.environ["SAFEHARBOR_HOME"] = str(scene.home)
    walk(case, scene)
    print("walked")  # noqa: T201 - what the parent waits for


def describe(scene: Scene, path: Path) -> None:
    """Write ``scene`` down for ``main``."""
    told = {
        "mode": scene.keyring.mode.value,
        "lines": scene.keyring.lines,
        "home": str(scene.home),
        "place": str(scene.place),
        "code": scene.code,
    }
    path.write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
