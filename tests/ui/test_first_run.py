from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeharbor.domain.errors import ErrorCode
from safeharbor.domain.policy import Policy
from safeharbor.services.session import SessionState
from safeharbor.services.shown import CreatedVault
from safeharbor.ui.first_run.code import CodeGrid
from safeharbor.ui.first_run.offers import OFFERS, RECOVERY_CHECKED, Offer, Offers
from safeharbor.ui.print_kit import kit_words, paint_kit
from safeharbor.ui.routes import Parts
from safeharbor.ui.screens.first_run import FirstRunScreen
from safeharbor.vault.recovery import RecoveryCode
from support.hands import click, press
from support.homes import PASSPHRASE
from support.house import House
from support.keyring import KeyringMode

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

NEW = "five quiet boats at noon"


@pytest.fixture
def screen(empty_house: House, qtbot: QtBot) -> FirstRunScreen:
    """The first page, in a home with nothing in it."""
    empty_house.begin()
    empty_house.window.show_screen("first_run")
    found = empty_house.window.screen_of("first_run")
    assert isinstance(found, FirstRunScreen)
    qtbot.waitUntil(lambda: empty_house.parts.spine.session.state is SessionState.NO_VAULT)
    return found


def to_code(screen: FirstRunScreen, qtbot: QtBot) -> CreatedVault:
    """Answer that nobody else is here, and wait for the code."""
    with qtbot.waitSignal(screen._session.created) as made:
        click(screen.question.alone)
        click(screen.question.go_on)
    qtbot.waitUntil(lambda: screen.shows_code)
    created = made.args[0]
    assert isinstance(created, CreatedVault)
    return created


def type_back(screen: FirstRunScreen, created: CreatedVault) -> None:
    for group in screen.panels.code.panel.grid.asked:
        group.field.setFocus()
        QTest.keyClicks(group.field, created.groups[group.number - 1].lower())


def test_nothing_is_chosen_and_only_continue_waits(screen: FirstRunScreen) -> None:
    question = screen.question
    assert not any(answer.isChecked() for answer in question.answers)
    assert not question.go_on.isEnabled()
    assert question.skip.isEnabled()
    click(question.unsure)
    assert question.go_on.isEnabled()


def test_skip_leads_home_and_is_remembered_for_a_week(
    screen: FirstRunScreen, empty_house: House
) -> None:
    click(screen.question.skip)
    assert empty_house.window.current == "home"
    assert empty_house.parts.preferences.get(OFFERS, {}) == {"first_run": "2026-11-21"}
    assert not empty_house.parts.spine.paths.header.exists()


def test_alone_means_the_keyring_and_the_code_follows(
    screen: FirstRunScreen, empty_house: House, qtbot: QtBot
) -> None:
    created = to_code(screen, qtbot)
    assert empty_house.services.session.policy is Policy.SIMPLE
    shown = [group.tile.text() for group in screen.panels.code.panel.grid.groups]
    assert shown == list(created.groups)
    assert "this computer or its sign-in" in screen.panels.code.head.lead.words


@pytest.mark.parametrize("answer", ["shared", "unsure"])
def test_not_alone_asks_for_a_passphrase(screen: FirstRunScreen, answer: str) -> None:
    click(getattr(screen.question, answer))
    click(screen.question.go_on)
    assert screen.panels.passphrase.isVisible()
    assert screen.focusWidget() is screen.panels.passphrase.new.field
    assert not screen.panels.passphrase.go_on.isEnabled()
    QTest.keyClicks(screen.panels.passphrase.new.field, "1234567")
    assert not screen.panels.passphrase.go_on.isEnabled()
    QTest.keyClicks(screen.panels.passphrase.new.field, "8")
    assert screen.panels.passphrase.go_on.isEnabled()
    press(screen, Qt.Key.Key_Escape)
    assert screen.question.isVisible()


def test_a_passphrase_makes_a_private_journal_and_is_forgotten(
    screen: FirstRunScreen, empty_house: House, qtbot: QtBot
) -> None:
    click(screen.question.shared)
    click(screen.question.go_on)
    QTest.keyClicks(screen.panels.passphrase.new.field, NEW)
    press(screen, Qt.Key.Key_Return)
    assert screen.panels.passphrase.go_on.text() == "One moment"
    qtbot.waitUntil(lambda: screen.shows_code, timeout=20_000)
    assert empty_house.services.session.policy is Policy.PRIVATE
    assert screen.panels.passphrase.new.passphrase == ""
    assert "If the passphrase is ever lost" in screen.panels.code.head.lead.words


def test_six_words_can_be_borrowed_and_are_shown(screen: FirstRunScreen) -> None:
    click(screen.question.shared)
    click(screen.question.go_on)
    new = screen.panels.passphrase.new
    click(new.suggest)
    first = new.passphrase
    assert len(first.split()) == 6
    assert not new.field.covered
    assert new.labelled.said.words == "Good: hard to guess."
    click(new.suggest)
    assert new.passphrase != first


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (KeyringMode.UNAVAILABLE, "has no keyring that can be reached. Nothing was made."),
        (KeyringMode.LOCKED, "is locked. Nothing was made."),
        (KeyringMode.HANGING, "did not answer in 20 seconds. Nothing was made."),
        (KeyringMode.NULL, "did not keep the key it was given. Nothing was made."),
        (KeyringMode.MISSING, "did not keep the key it was given. Nothing was made."),
    ],
)
def test_a_keyring_that_fails_is_said_and_a_passphrase_is_offered(
    screen: FirstRunScreen, empty_house: House, qtbot: QtBot, mode: KeyringMode, words: str
) -> None:
    empty_house.keyring.mode = mode
    click(screen.question.alone)
    click(screen.question.go_on)
    notice = screen.question.notice
    qtbot.waitUntil(lambda: bool(notice.words))
    assert words in notice.words
    assert not empty_house.parts.spine.paths.header.exists()
    assert notice.action.text() == "Choose a passphrase"
    click(notice.action)
    assert screen.panels.passphrase.isVisible()


def test_a_locked_keyring_can_be_tried_again(
    screen: FirstRunScreen, empty_house: House, qtbot: QtBot
) -> None:
    empty_house.keyring.mode = KeyringMode.LOCKED
    click(screen.question.alone)
    click(screen.question.go_on)
    qtbot.waitUntil(lambda: bool(screen.question.notice.words))
    empty_house.keyring.mode = KeyringMode.NORMAL
    click(screen.question.go_on)
    qtbot.waitUntil(lambda: screen.shows_code)


def test_the_paper_is_compared_with_the_page_it_was_written_from(
    screen: FirstRunScreen, empty_house: House, qtbot: QtBot
) -> None:
    created = to_code(screen, qtbot)
    panel = screen.panels.code.panel
    click(panel.go_on)
    first, second = panel.grid.asked
    assert panel.task.words == f"Now from your paper: groups {first.number} and {second.number}"
    assert first.tile.text() == second.tile.text() == ""
    assert not panel.go_on.isEnabled()
    assert screen.focusWidget() is first.field
    QTest.keyClicks(first.field, created.groups[first.number - 1].lower())
    assert panel.grid.said.words == f"Group {first.number} fits."
    assert screen.focusWidget() is second.field
    QTest.keyClicks(second.field, "UUUU")
    assert panel.grid.said.words == f"Group {second.number} does not fit. Look again at it."
    second.field.clear()
    QTest.keyClicks(second.field, created.groups[second.number - 1])
    assert panel.go_on.isEnabled()
    press(screen, Qt.Key.Key_Return)
    empty_house.wait_for("journal")
    preferences = empty_house.parts.preferences
    qtbot.waitUntil(lambda: bool(preferences.get(RECOVERY_CHECKED, {})))
    assert list(preferences.get(RECOVERY_CHECKED, {}).values()) == ["2026-11-21"]


def test_letters_that_look_alike_are_read_kindly(parts: Parts, qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    grid = CodeGrid(parts.look, parts.icons, holder)
    code = str(RecoveryCode(bytes(20)))
    assert code.split("-")[1:3] == ["0000", "0000"]
    grid.show_code(CreatedVault(code, "", "", dt.date(2026, 11, 21)))
    for number in (2, 3):
        grid.groups[number - 1].ask()
    for typed in ("OOOO", "o0-0 O", "0000"):
        for number in (2, 3):
            grid.groups[number - 1].field.setText(typed)
        assert grid.fits
        assert grid.said.words == "Groups 2 and 3 fit."
        grid.groups[1].field.setText("0")
        assert not grid.fits


def test_later_is_said_before_and_the_code_is_gone(
    screen: FirstRunScreen, empty_house: House, qtbot: QtBot
) -> None:
    to_code(screen, qtbot)
    panel = screen.panels.code.panel
    assert "this code is not shown again" in panel.about_later.words
    click(panel.wait)
    empty_house.wait_for("journal")
    assert not screen.shows_code
    assert all(group.tile.text() == "" for group in panel.grid.groups)
    assert empty_house.parts.preferences.get(OFFERS, {}) == {"recovery": "2026-11-21"}
    assert empty_house.parts.preferences.get(RECOVERY_CHECKED, {}) == {}


def test_the_code_waits_while_somebody_breathes(
    screen: FirstRunScreen, empty_house: House, qtbot: QtBot
) -> None:
    created = to_code(screen, qtbot)
    press(empty_house.window, Qt.Key.Key_F2)
    assert empty_house.window.current == "breathe"
    press(empty_house.window, Qt.Key.Key_Escape)
    assert empty_house.window.current == "first_run"
    assert [g.tile.text() for g in screen.panels.code.panel.grid.groups] == list(created.groups)


def test_a_lock_takes_the_code_away(
    screen: FirstRunScreen, empty_house: House, qtbot: QtBot
) -> None:
    to_code(screen, qtbot)
    empty_house.lock()
    assert not screen.shows_code
    assert all(group.tile.text() == "" for group in screen.panels.code.panel.grid.groups)
    empty_house.wait_for("lock")


def test_the_whole_code_can_be_seen_again_until_it_is_finished(
    screen: FirstRunScreen, qtbot: QtBot
) -> None:
    created = to_code(screen, qtbot)
    panel = screen.panels.code.panel
    click(panel.go_on)
    click(panel.again)
    assert [g.tile.text() for g in panel.grid.groups] == list(created.groups)
    assert not panel.is_asking
    assert panel.go_on.isEnabled()


def test_the_passphrase_works_afterwards(
    screen: FirstRunScreen, empty_house: House, qtbot: QtBot
) -> None:
    click(screen.question.shared)
    click(screen.question.go_on)
    screen.panels.passphrase.new.field.setText(PASSPHRASE)
    click(screen.panels.passphrase.go_on)
    qtbot.waitUntil(lambda: screen.shows_code, timeout=20_000)
    empty_house.lock()
    session = empty_house.parts.spine.session
    with qtbot.waitSignal(session.unlocked, timeout=20_000):
        session.unlock(PASSPHRASE)


def test_what_was_put_off_is_offered_a_week_later(parts: Parts) -> None:
    day = dt.date(2026, 11, 21)
    offers = Offers(parts.preferences, lambda: day)
    assert offers.due(Offer.FIRST_RUN)
    offers.made(Offer.FIRST_RUN)
    assert not offers.due(Offer.FIRST_RUN)
    assert offers.due(Offer.RECOVERY)
    day += dt.timedelta(days=6)
    assert not offers.due(Offer.FIRST_RUN)
    day += dt.timedelta(days=1)
    assert offers.due(Offer.FIRST_RUN)
    day = dt.date(2025, 1, 1)
    assert offers.due(Offer.FIRST_RUN), "a clock that was set back is no reason to wait for years"
    parts.preferences.set(OFFERS, {"first_run": 7, "recovery": "not a day"})
    assert offers.due(Offer.FIRST_RUN)
    assert offers.due(Offer.RECOVERY)


@pytest.fixture
def made() -> CreatedVault:
    return CreatedVault(
        str(RecoveryCode(bytes(range(20)))), "", "SHK1|AAAA|BBBB|CCCC", dt.date(2026, 11, 21)
    )


def test_the_printed_page_is_one_page_and_names_nothing(
    qapp: object, made: CreatedVault, tmp_path: Path
) -> None:
    writer = QPdfWriter(str(tmp_path / "kit.pdf"))
    writer.setTitle(kit_words().title)
    paint_kit(writer, made)
    del writer
    pdf = (tmp_path / "kit.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") == 1
    assert b"harbor" not in pdf.lower()
    assert all("harbor" not in words.lower() for words in vars_of(kit_words()))


def vars_of(words: object) -> list[str]:
    return [getattr(words, name) for name in words.__slots__]  # type: ignore[attr-defined]  # a dataclass with slots


def test_the_square_on_paper_is_the_square_of_the_kit(qapp: object, made: CreatedVault) -> None:
    dots = 20
    page = QImage(124 * dots, 186 * dots, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    page.setDotsPerMeterX(dots * 1000)
    page.setDotsPerMeterY(dots * 1000)
    paint_kit(page, made)
    rows = made.kit_square
    module = 52 * dots / (len(rows) + 8)
    left = 4 * module
    middle = round(left + module / 2)
    low = max(y for y in range(page.height()) if page.pixelColor(middle, y).lightness() < 128)
    top = low + 1 - len(rows) * module
    for row, modules in enumerate(rows):
        for column, expected in enumerate(modules):
            x = round(left + (column + 0.5) * module)
            y = round(top + (row + 0.5) * module)
            assert (page.pixelColor(x, y).lightness() < 128) is expected, (row, column)


def test_an_open_print_dialog_goes_with_the_code(
    screen: FirstRunScreen, empty_house: House, qtbot: QtBot
) -> None:
    to_code(screen, qtbot)
    panel = screen.panels.code.panel
    click(panel.print_button)
    dialog = panel.printer._dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    empty_house.lock()
    assert panel.printer._dialog is None


def test_error_codes_of_the_keyring_all_have_words(screen: FirstRunScreen) -> None:
    for code in ErrorCode:
        if code.value.startswith("SH-KR") and code not in {
            ErrorCode.KEYRING_MISSING,
            ErrorCode.KEYRING_WRONG,
        }:
            assert screen.question._keyring_words(code), code
