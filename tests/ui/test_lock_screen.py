from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from safeharbor.domain.policy import Policy
from safeharbor.services.session import SessionState
from safeharbor.system.locks import ProcessLock
from safeharbor.system.paths import HomePaths
from safeharbor.ui.lock.form import By
from safeharbor.ui.lock.words import lock_words
from safeharbor.ui.screens.lock import LockScreen
from safeharbor.ui.widgets.words import Words
from safeharbor.vault.recovery import RecoveryCode
from safeharbor.wiring import build
from support.clock import FakeClock
from support.hands import click, press
from support.homes import PASSPHRASE, MadeVault, floor
from support.house import House
from support.keyring import FakeKeyring, KeyringMode

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Enter = Callable[[House], LockScreen]


@pytest.fixture(scope="session")
def private_vault(tmp_path_factory: pytest.TempPathFactory) -> MadeVault:
    """A locked vault that a passphrase opens. Its one Argon2 is the cheapest there is."""
    home = tmp_path_factory.mktemp("private") / "home"
    services = build(HomePaths(home), clock=FakeClock(), keyring=FakeKeyring(), calibrate=floor)
    created = services.session.create(Policy.PRIVATE, PASSPHRASE)
    services.session.lock()
    return MadeVault(home, {}, created.recovery_code)


@pytest.fixture
def private(
    qapp: QApplication, own_world: Path, clock: FakeClock, private_vault: MadeVault, qtbot: QtBot
) -> Iterator[House]:
    made = House(qapp, own_world, clock, qtbot, private_vault)
    yield made
    made.close()


@pytest.fixture
def enter(qtbot: QtBot) -> Enter:
    """Starts the program, comes to the lock screen, and waits until nothing is under way."""

    def to_lock(house: House) -> LockScreen:
        session = house.parts.spine.session
        idle: list[bool] = []
        session.busy.connect(lambda busy: idle.append(not busy))
        house.begin()
        house.window.show_screen("lock")
        screen = house.window.screen_of("lock")
        assert isinstance(screen, LockScreen)
        qtbot.waitUntil(lambda: session.state is not None)
        return screen

    return to_lock


def words_of(screen: LockScreen) -> str:
    return " ".join(w.words for w in screen.findChildren(Words) if w.isVisible())


def locked_by_hand(house: House, enter: Enter, qtbot: QtBot) -> LockScreen:
    """The lock screen of a journal that was open."""
    house.open_up()
    house.lock()
    house.wait_for("lock")
    screen = house.window.screen_of("lock")
    assert isinstance(screen, LockScreen)
    qtbot.waitUntil(lambda: screen.form.by is By.KEYRING)
    return screen


def test_the_field_has_the_keys_and_the_passphrase_opens(
    private: House, enter: Enter, qtbot: QtBot
) -> None:
    screen = enter(private)
    assert screen.focusWidget() is screen.form.field
    QTest.keyClicks(screen.form.field, PASSPHRASE)
    press(screen, Qt.Key.Key_Return)
    assert screen.form.unlock_button.text() == "One moment"
    private.wait_for("home")
    assert screen.form.field.text() == ""


def test_a_wrong_passphrase_is_said_below_the_field(
    private: House, enter: Enter, qtbot: QtBot
) -> None:
    screen = enter(private)
    QTest.keyClicks(screen.form.field, "seven grey ducks")
    click(screen.form.unlock_button)
    qtbot.waitUntil(lambda: bool(screen.form.said.words))
    assert "does not open this journal. Your journal is unchanged." in screen.form.said.words
    assert screen.form.notice.isHidden()
    assert screen.form.field.selectedText() == "seven grey ducks"
    QTest.keyClicks(screen.form.field, "s")
    assert screen.form.said.words == ""


def test_show_is_a_word_and_pasting_works(private: House, enter: Enter) -> None:
    screen = enter(private)
    field = screen.form.field
    assert field.show_button.text() == "Show"
    assert field.echoMode() is QLineEdit.EchoMode.Password
    QApplication.clipboard().setText(PASSPHRASE)
    field.paste()
    assert field.text() == PASSPHRASE
    click(field.show_button)
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    assert field.show_button.text() == "Cover"
    click(field.show_button)
    assert field.show_button.text() == "Show"
    QApplication.clipboard().clear()


def test_caps_lock_is_noticed_by_the_letters(private: House, enter: Enter) -> None:
    screen = enter(private)
    QTest.keyClicks(screen.form.field, "se")
    assert screen.form.said.words == ""
    # A capital without Shift: what a keyboard sends while Caps Lock is on.
    QTest.keyClick(screen.form.field, Qt.Key.Key_V)
    QTest.sendKeyEvent(
        QTest.KeyAction.Click, screen.form.field, Qt.Key.Key_V, "V", Qt.KeyboardModifier.NoModifier
    )
    assert screen.form.said.words == "Caps Lock is on."
    QTest.keyClick(screen.form.field, Qt.Key.Key_CapsLock)
    assert screen.form.said.words == ""


def test_what_was_typed_does_not_wait_behind_another_screen(private: House, enter: Enter) -> None:
    screen = enter(private)
    QTest.keyClicks(screen.form.field, "half a pass")
    press(private.window, Qt.Key.Key_F2)
    assert private.window.current == "breathe"
    assert screen.form.field.text() == ""


def test_the_code_takes_the_place_of_the_passphrase(
    private: House, private_vault: MadeVault, enter: Enter
) -> None:
    screen = enter(private)
    click(screen.form.other)
    assert screen.form.name.words == "Recovery code"
    assert not screen.form.field.covered
    assert screen.form.other.text() == "Use the passphrase"
    QTest.keyClicks(screen.form.field, private_vault.recovery_code.lower().replace("-", " "))
    press(screen, Qt.Key.Key_Return)
    private.wait_for("home")


def test_a_typing_slip_names_the_group(
    private: House, private_vault: MadeVault, enter: Enter
) -> None:
    screen = enter(private)
    click(screen.form.other)
    groups = private_vault.recovery_code.split("-")
    groups[5] = ("Z" if groups[5][0] != "Z" else "Y") + groups[5][1:]
    screen.form.field.setText("-".join(groups))
    click(screen.form.unlock_button)
    assert "above all group 6" in screen.form.said.words
    screen.form.field.setText("S1AB 22")
    click(screen.form.unlock_button)
    assert "A recovery code has ten groups of four." in screen.form.said.words


def test_several_wrong_ones_are_answered_after_a_rest(
    private: House, enter: Enter, qtbot: QtBot
) -> None:
    screen = enter(private)
    session = private.parts.spine.session
    click(screen.form.other)
    for _ in range(3):
        screen.form.field.setText(str(RecoveryCode.new()))
        with qtbot.waitSignal(session.failed, timeout=20_000):
            click(screen.form.unlock_button)
    assert 0 < session.rest_seconds <= 1
    screen.form.field.setText(str(RecoveryCode.new()))
    with qtbot.waitSignal(session.failed, timeout=20_000):
        click(screen.form.unlock_button)
        assert (
            screen.form.waiting.words == "After several that did not fit, the next one waits 1 s."
        )
    assert screen.form.waiting.words == ""


@pytest.mark.parametrize("policy", [*Policy, None])
def test_both_sides_of_the_lock_have_the_same_room(policy: Policy | None) -> None:
    words = lock_words(policy)
    assert 0.5 < len(words.stops) / len(words.cannot) < 2
    assert ("computer account" in words.cannot) is (policy is Policy.SIMPLE)


def test_the_screen_tells_no_count_date_or_title(house: House, enter: Enter, qtbot: QtBot) -> None:
    house.open_up()
    house.write("The secret title", "The secret body")
    house.lock()
    house.wait_for("lock")
    screen = house.window.screen_of("lock")
    assert isinstance(screen, LockScreen)
    qtbot.waitUntil(lambda: screen.form.by is By.KEYRING)
    text = words_of(screen)
    assert "secret" not in text
    assert not any(char.isdigit() for char in text)
    assert "Breathing and help numbers need no passphrase." in text
    assert "Anyone who opens this computer account can open it too." in text


def test_with_the_keyring_one_button_opens_and_nothing_opens_by_itself_after_a_lock(
    house: House, enter: Enter, qtbot: QtBot
) -> None:
    screen = locked_by_hand(house, enter, qtbot)
    assert not screen.form.field.isVisible()
    assert house.services.session.state is SessionState.LOCKED
    assert screen.focusWidget() is screen.form.unlock_button
    press(screen, Qt.Key.Key_Space)
    house.wait_for("home")


@pytest.mark.parametrize(
    ("mode", "words", "action"),
    [
        (KeyringMode.MISSING, "no longer has the key", "Use the recovery code"),
        (KeyringMode.NULL, "no longer has the key", "Use the recovery code"),
        (KeyringMode.WRONG_VALUE, "does not fit this journal", "Use the recovery code"),
        (KeyringMode.UNAVAILABLE, "cannot be reached", "Use the recovery code"),
        (KeyringMode.LOCKED, "is locked", "Try again"),
        (KeyringMode.HANGING, "did not answer in 20 seconds", "Try again"),
    ],
)
def test_a_bad_day_of_the_keyring_is_said_and_the_code_opens(
    house: House,
    simple_vault: MadeVault,
    enter: Enter,
    qtbot: QtBot,
    mode: KeyringMode,
    words: str,
    action: str,
) -> None:
    screen = locked_by_hand(house, enter, qtbot)
    house.keyring.mode = mode
    click(screen.form.unlock_button)
    notice = screen.form.notice
    qtbot.waitUntil(lambda: bool(notice.words))
    assert words in notice.words
    assert "Your journal is still here and unchanged" in notice.words
    assert notice.action.text() == action
    click(notice.action if action != "Try again" else screen.form.other)
    assert screen.form.by is By.CODE
    screen.form.field.setText(simple_vault.recovery_code)
    click(screen.form.unlock_button)
    house.wait_for("home")


def test_a_locked_keyring_is_tried_again_by_one_button(
    house: House, enter: Enter, qtbot: QtBot
) -> None:
    screen = locked_by_hand(house, enter, qtbot)
    house.keyring.mode = KeyringMode.LOCKED
    click(screen.form.unlock_button)
    qtbot.waitUntil(lambda: bool(screen.form.notice.words))
    house.keyring.mode = KeyringMode.NORMAL
    click(screen.form.notice.action)
    house.wait_for("home")


def test_a_slow_keyring_leaves_the_screen_usable(
    house: House, enter: Enter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = locked_by_hand(house, enter, qtbot)
    screen._on_busy(busy=True)
    screen._slow.timeout.emit()
    assert "The keyring has not answered yet." in screen.form.waiting.words
    click(screen.form.other)
    QTest.keyClicks(screen.form.field, "S")
    assert not screen.form.busy
    screen._slow.stop()


def spoil_headers(paths: HomePaths) -> None:
    for path in (paths.header, paths.header_backup):
        path.write_bytes(b"nothing of this is a header")


def remove_headers(paths: HomePaths) -> None:
    for path in (paths.header, paths.header_backup):
        path.unlink(missing_ok=True)


def remove_database(paths: HomePaths) -> None:
    paths.database("vault-1.db").unlink()


def empty_database(paths: HomePaths) -> None:
    paths.database("vault-1.db").write_bytes(b"")


def spoil_database(paths: HomePaths) -> None:
    path = paths.database("vault-1.db")
    raw = bytearray(path.read_bytes())
    raw[32:512] = bytes(480)
    path.write_bytes(bytes(raw))


@pytest.mark.parametrize(
    ("mishap", "words"),
    [
        (spoil_headers, "The key file of this journal is damaged"),
        (remove_headers, "The key file of this journal is missing"),
        (remove_database, "is not in its place"),
        (empty_database, "is empty"),
        (spoil_database, "is damaged"),
    ],
)
def test_damage_has_its_sentence_one_step_and_nothing_that_deletes(
    house: House,
    enter: Enter,
    qtbot: QtBot,
    mishap: Callable[[HomePaths], None],
    words: str,
) -> None:
    mishap(house.parts.spine.paths)
    screen = enter(house)
    if not screen.form.notice.words:
        click(screen.form.other)
        screen.form.field.setText(str(RecoveryCode(bytes(20))))
        screen.form.show_by(By.KEYRING, By.KEYRING)
        click(screen.form.unlock_button)
    notice = screen.form.notice
    qtbot.waitUntil(lambda: words in notice.words)
    assert notice.action.text() == "Bring back a backup"
    shown = [b.text() for b in house.window.findChildren(QAbstractButton) if b.isVisible()]
    assert {"Breathe", "Get help"} <= set(shown)
    assert not any(bad in text.lower() for text in shown for bad in ("delete", "reset", "erase"))
    click(notice.action)
    assert house.window.current == "settings"


def test_a_journal_that_is_open_elsewhere_can_be_tried_again(
    private: House, private_vault: MadeVault, enter: Enter, qtbot: QtBot
) -> None:
    screen = enter(private)
    with ProcessLock(private.parts.spine.paths.vault_lock):
        click(screen.form.other)
        screen.form.field.setText(private_vault.recovery_code)
        click(screen.form.unlock_button)
        qtbot.waitUntil(lambda: bool(screen.form.notice.words))
        assert "open in another window or program" in screen.form.notice.words
    click(screen.form.notice.action)
    private.wait_for("home")


def test_where_the_journal_went_away_a_new_one_is_offered(
    private: House, enter: Enter, qtbot: QtBot
) -> None:
    screen = enter(private)
    shutil.rmtree(private.parts.spine.paths.root)
    QTest.keyClicks(screen.form.field, PASSPHRASE)
    click(screen.form.unlock_button)
    qtbot.waitUntil(lambda: bool(screen.form.notice.words))
    assert "There is no journal in this place yet." in screen.form.notice.words
    click(screen.form.notice.action)
    assert private.window.current == "first_run"
