from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.services.backup import Restored
from safeharbor.ui.auto_backup import AutoBackup
from safeharbor.ui.screens.settings import SettingsScreen
from safeharbor.ui.settings.backup import BackupSheet
from safeharbor.ui.settings.files import FileAsker
from safeharbor.ui.settings.folders import path_words
from safeharbor.ui.settings.place import OpenTab, Tab
from safeharbor.ui.widgets.words import Words
from support.hands import click
from support.homes import MadeVault
from support.house import House

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def come_to(house: House) -> BackupSheet:
    house.window.show_screen("settings", OpenTab(Tab.BACKUP))
    screen = house.window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    return screen.backup


@pytest.fixture
def backup(house: House, qtbot: QtBot) -> BackupSheet:
    """The tab over an open journal with one entry."""
    house.open_up()
    house.write("One")
    sheet = come_to(house)
    qtbot.waitUntil(lambda: "There is none" in sheet.last_row.consequence.words)
    return sheet


def make(backup: BackupSheet, qtbot: QtBot) -> str:
    click(backup.now)
    qtbot.waitUntil(lambda: "backup was made" in backup.notice.words, timeout=20_000)
    return backup.notice.words


def test_a_backup_is_made_by_one_button_and_said(
    backup: BackupSheet, house: House, qtbot: QtBot
) -> None:
    assert make(backup, qtbot) == "The backup was made, and it is whole."
    qtbot.waitUntil(lambda: "Made on" in backup.last_row.consequence.words)
    assert "08:00" in backup.last_row.consequence.words.replace("8:00", "08:00", 1)
    assert house.services.backup.last() is not None


def test_folders_can_be_chosen_and_given_up_again(
    backup: BackupSheet, house: House, qtbot: QtBot, tmp_path: Path
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    click(backup.where)
    dialog = backup.files.dialog
    assert dialog is not None
    dialog.fileSelected.emit(str(first))
    dialog.reject()
    backup._on_second(second)
    assert path_words(first) in backup.where_row.consequence.words
    assert path_words(second) in backup.second_row.consequence.words
    make(backup, qtbot)
    assert len(list(first.glob("*.shb"))) == len(list(second.glob("*.shb"))) == 1
    click(backup.own)
    click(backup.no_second)
    preferences = house.parts.preferences
    assert (
        preferences.get("backup_folder", "x") == preferences.get("backup_second_folder", "") == ""
    )


def test_a_second_folder_that_is_gone_is_said_in_words(
    backup: BackupSheet, qtbot: QtBot, tmp_path: Path
) -> None:
    backup._on_second(tmp_path / "unplugged")
    assert "The second folder did not take its copy" in make(backup, qtbot)


def test_a_folder_that_is_gone_makes_nothing_and_says_so(
    backup: BackupSheet, qtbot: QtBot, tmp_path: Path
) -> None:
    backup._on_folder(tmp_path / "unplugged")
    click(backup.now)
    qtbot.waitUntil(lambda: "was not found" in backup.notice.words)
    assert backup.now.text() == "Back up now"


def test_locked_no_backup_is_made_but_one_can_be_brought_back(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.lock()
    backup = come_to(house)
    assert not backup.now.isEnabled()
    assert backup.restore.choose.isEnabled()


def test_a_backup_comes_back_beside_the_journal(
    backup: BackupSheet, house: House, qtbot: QtBot
) -> None:
    make(backup, qtbot)
    bundle = house.services.backup.last()
    assert bundle is not None
    form = backup.restore
    assert not form.bring.isVisible()
    form.take(bundle)
    assert form.bring.isVisible()
    click(form.bring)
    qtbot.waitUntil(lambda: "beside the present journal" in backup.notice.words, timeout=20_000)
    assert "Entries in it: 1." in backup.notice.words
    restored = list(house.parts.spine.paths.restored.iterdir())
    assert path_words(restored[0]) in backup.notice.words
    assert form.file is None


def test_a_wrong_secret_changes_nothing(backup: BackupSheet, house: House, qtbot: QtBot) -> None:
    make(backup, qtbot)
    bundle = house.services.backup.last()
    assert bundle is not None
    backup.restore.take(bundle)
    QTest.keyClicks(backup.restore.field, "S1AA-" * 10)
    click(backup.restore.bring)
    qtbot.waitUntil(lambda: "typing slip" in backup.notice.words, timeout=20_000)
    assert not house.parts.spine.paths.restored.exists() or not list(
        house.parts.spine.paths.restored.iterdir()
    )


def test_into_an_empty_home_it_takes_its_place(
    empty_house: House, simple_vault: MadeVault, tmp_path: Path, qtbot: QtBot
) -> None:
    bundle = bundle_of(simple_vault, tmp_path / "other")
    empty_house.begin()
    backup = come_to(empty_house)
    qtbot.waitUntil(lambda: empty_house.parts.spine.session.services is not None)
    backup.restore.take(bundle)
    QTest.keyClicks(backup.restore.field, simple_vault.recovery_code)
    click(backup.restore.bring)
    qtbot.waitUntil(lambda: "The journal is back." in backup.notice.words, timeout=20_000)
    click(backup.notice.action)
    empty_house.wait_for("lock")


def bundle_of(vault: MadeVault, home: Path) -> Path:
    from safeharbor.system.paths import HomePaths
    from safeharbor.wiring import build
    from support.clock import FakeClock

    services = build(HomePaths(home), clock=FakeClock(), keyring=vault.copy_to(home))
    services.session.unlock(None)
    made = services.backup.create().result()
    services.session.lock()
    return made.path


def test_a_bare_database_needs_the_kit_and_its_code(
    backup: BackupSheet, house: House, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = backup.restore
    form.take(Path("/somewhere/vault-1.db"))
    assert form.kit.isVisible()
    click(form.bring)
    assert form.secret.said.words == "Both the line and the code are needed."
    calls: list[tuple[Path, str, str]] = []

    def bring(database: Path, kit: str, code: str) -> Restored:
        calls.append((database, kit, code))
        raise HarborError(ErrorCode.KIT_UNREADABLE)

    monkeypatch.setattr(house.services.backup, "restore_from_kit", bring)
    QTest.keyClicks(form.kit_field, "SHK1|AAAA")
    QTest.keyClicks(form.field, "S1AA")
    click(form.bring)
    qtbot.waitUntil(lambda: "The text of the printed kit" in backup.notice.words)
    assert calls == [(Path("/somewhere/vault-1.db"), "SHK1|AAAA", "S1AA")]


def test_the_file_dialog_leaves_no_trace_of_a_folder(
    house: House, qtbot: QtBot, own_world: Path, tmp_path: Path
) -> None:
    asker = FileAsker(house.window)
    folder = tmp_path / "secret-name"
    folder.mkdir()
    asker.ask_folder("A folder", lambda _: None)
    dialog = asker.dialog
    assert dialog is not None
    dialog.setDirectory(str(folder))
    dialog.setHistory([str(folder)])
    dialog.reject()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    traces = [
        path
        for path in own_world.parent.rglob("*")
        if path.is_file() and b"secret-name" in path.read_bytes()
    ]
    assert traces == []


def test_once_a_day_a_backup_makes_itself(house: House, qtbot: QtBot) -> None:
    spine = house.parts.spine
    maker = AutoBackup(
        spine.session, spine.bridge, house.parts.preferences, house.window, first_ms=0
    )
    with qtbot.waitSignal(maker.made, timeout=20_000):
        house.open_up()
    assert house.services.backup.last() is not None
    maker._look()
    house.lock()
    assert len(list(spine.paths.backups.glob("*.shb"))) == 1


def test_what_fails_by_itself_is_said_once_and_never_when_it_is_off(
    house: House, qtbot: QtBot, tmp_path: Path
) -> None:
    house.parts.preferences.set("backup_folder", str(tmp_path / "unplugged"))
    spine = house.parts.spine
    maker = AutoBackup(
        spine.session, spine.bridge, house.parts.preferences, house.window, first_ms=0
    )
    said: list[HarborError] = []
    maker.failed.connect(said.append)
    with qtbot.waitSignal(maker.failed, timeout=20_000):
        house.open_up()
    maker._look()
    house.parts.preferences.set("backups_auto", False)
    maker._look()
    house.lock()
    assert [error.code for error in said] == [ErrorCode.FILE_NOT_FOUND]


def test_words_of_this_tab_are_sentences(backup: BackupSheet) -> None:
    words = [w.words for w in backup.findChildren(Words) if w.isVisible() and " " in w.words]
    assert not any("!" in each for each in words)
