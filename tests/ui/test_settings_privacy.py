from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from safeharbor.domain.policy import Policy, SlotType
from safeharbor.ui.first_run.offers import OFFERS, RECOVERY_CHECKED
from safeharbor.ui.screens.settings import SettingsScreen
from safeharbor.ui.settings.place import OpenTab, Tab
from safeharbor.ui.settings.privacy import PrivacySheet
from support import sweep
from support.hands import click
from support.homes import PASSPHRASE
from support.house import House
from support.keyring import KeyringMode

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

OLD_BACKUPS = "Done. Backups made before this still open the old way."


@pytest.fixture
def privacy(house: House, qtbot: QtBot) -> PrivacySheet:
    """The tab over an open journal that the keyring opens."""
    house.open_up()
    return come_to(house, qtbot)


def come_to(house: House, qtbot: QtBot) -> PrivacySheet:
    house.window.show_screen("settings", OpenTab(Tab.PRIVACY))
    screen = house.window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    qtbot.waitUntil(lambda: bool(screen.privacy.how.consequence.words))
    return screen.privacy


def kinds(house: House) -> list[SlotType]:
    return [way.type for way in house.services.methods.ways()]


def test_it_says_how_the_journal_opens(privacy: PrivacySheet) -> None:
    assert "With your computer sign-in." in privacy.how.consequence.words
    assert "Its paper was not compared yet." in privacy.code_row.consequence.words
    assert privacy.change.text() == "Change"


def test_a_passphrase_takes_the_place_of_the_keyring_and_old_backups_are_named(
    privacy: PrivacySheet, house: House, qtbot: QtBot
) -> None:
    click(privacy.change)
    opening = privacy.opening
    assert opening.isVisible()
    assert opening.sign_in.isChecked()
    assert not opening.apply.isEnabled()
    click(opening.passphrase)
    QTest.keyClicks(opening.new.field, PASSPHRASE)
    click(opening.apply)
    assert opening.apply.text() == "One moment"
    qtbot.waitUntil(lambda: OLD_BACKUPS in privacy.notice.words, timeout=20_000)
    assert house.services.session.policy is Policy.PRIVATE
    assert kinds(house) == [SlotType.PASSPHRASE, SlotType.RECOVERY]
    assert opening.new.passphrase == ""
    assert house.keyring.lines == {}
    qtbot.waitUntil(lambda: "With your passphrase" in privacy.how.consequence.words)
    assert privacy.notice.action.text() == "Back up now"
    click(privacy.notice.action)
    qtbot.waitUntil(lambda: "A new backup was made." in privacy.notice.words, timeout=20_000)
    assert house.services.backup.last() is not None


def test_a_keyring_that_fails_leaves_everything_as_it_was(
    privacy: PrivacySheet, house: House, qtbot: QtBot
) -> None:
    house.services.methods.choose(Policy.PRIVATE, PASSPHRASE)
    privacy.refresh()
    qtbot.waitUntil(lambda: "With your passphrase" in privacy.how.consequence.words)
    house.keyring.mode = KeyringMode.NULL
    click(privacy.change)
    click(privacy.opening.sign_in)
    click(privacy.opening.apply)
    qtbot.waitUntil(lambda: "did not keep the key" in privacy.notice.words)
    assert house.services.session.policy is Policy.PRIVATE
    assert privacy.opening.apply.text() == "Change"


def test_leaving_it_changes_nothing_and_forgets(privacy: PrivacySheet, house: House) -> None:
    click(privacy.change)
    click(privacy.opening.passphrase)
    QTest.keyClicks(privacy.opening.new.field, "half of one")
    click(privacy.opening.leave)
    assert not privacy.opening.isVisible()
    assert privacy.opening.new.passphrase == ""
    assert house.services.session.policy is Policy.SIMPLE


def test_a_new_code_is_made_with_words_first_and_shown_once(
    privacy: PrivacySheet, house: House, qtbot: QtBot
) -> None:
    before = [way.id for way in house.services.methods.ways()]
    click(privacy.renew)
    assert "opens this journal no longer once a new one is made" in privacy.notice.words
    assert [way.id for way in house.services.methods.ways()] == before
    click(privacy.notice.action)
    qtbot.waitUntil(privacy.code.isVisible)
    assert privacy.window().focusWidget() is privacy.code.print_button
    shown = [group.tile.text() for group in privacy.code.grid.groups]
    click(privacy.code.go_on)
    for group in privacy.code.grid.asked:
        QTest.keyClicks(group.field, shown[group.number - 1])
    click(privacy.code.go_on)
    assert not privacy.code.isVisible()
    assert all(group.tile.text() == "" for group in privacy.code.grid.groups)
    assert OLD_BACKUPS in privacy.notice.words
    qtbot.waitUntil(lambda: "compared with its paper" in privacy.code_row.consequence.words)
    assert list(house.parts.preferences.get(RECOVERY_CHECKED, {}).values()) == ["2026-11-21"]
    house.lock()
    session = house.parts.spine.session
    with qtbot.waitSignal(session.unlocked):
        session.unlock("-".join(shown))


def test_a_code_left_for_later_is_offered_again(
    privacy: PrivacySheet, house: House, qtbot: QtBot
) -> None:
    click(privacy.renew)
    click(privacy.notice.action)
    qtbot.waitUntil(privacy.code.isVisible)
    click(privacy.code.wait)
    assert not privacy.code.isVisible()
    assert house.parts.preferences.get(OFFERS, {}) == {"recovery": "2026-11-21"}


def test_a_lock_takes_the_code_and_what_was_typed_away(
    privacy: PrivacySheet, house: House, qtbot: QtBot
) -> None:
    click(privacy.renew)
    click(privacy.notice.action)
    qtbot.waitUntil(privacy.code.isVisible)
    seen: list[str] = []
    house.parts.spine.session.locking.connect(
        lambda: seen.extend(group.tile.text() for group in privacy.code.grid.groups)
    )
    house.lock()
    assert set(seen) == {""}


def test_ways_can_be_added_and_removed_with_words_first(
    privacy: PrivacySheet, house: House, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: len(privacy.ways.removes) == 2)
    click(privacy.ways.add_passphrase)
    QTest.keyClicks(privacy.ways.new.field, PASSPHRASE)
    click(privacy.ways.add)
    qtbot.waitUntil(lambda: len(privacy.ways.removes) == 3, timeout=20_000)
    assert set(kinds(house)) == {SlotType.KEYRING, SlotType.PASSPHRASE, SlotType.RECOVERY}
    names = [button.accessibleName() for button in privacy.ways.removes]
    place = names.index("Remove: Keyring of a computer")
    click(privacy.ways.removes[place])
    assert "once it is removed it opens this journal no longer" in privacy.notice.words
    assert "Backups made before still open with it." in privacy.notice.words
    assert SlotType.KEYRING in kinds(house)
    click(privacy.notice.action)
    qtbot.waitUntil(lambda: SlotType.KEYRING not in kinds(house))
    qtbot.waitUntil(lambda: OLD_BACKUPS in privacy.notice.words)


def test_the_last_way_that_needs_no_keyring_has_no_remove(
    privacy: PrivacySheet, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: len(privacy.ways.removes) == 2)
    shown = {b.accessibleName(): not b.isHidden() for b in privacy.ways.removes}
    assert shown == {"Remove: Keyring of a computer": True, "Remove: Recovery code": False}


def test_locked_it_shows_how_it_opens_and_changes_nothing(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.lock()
    privacy = come_to(house, qtbot)
    qtbot.waitUntil(lambda: privacy.change.text() == "Unlock")
    assert not privacy.renew.isEnabled()
    assert not privacy.ways.isVisible()
    click(privacy.change)
    assert house.window.current == "lock"


def test_the_group_that_is_asked_back_comes_into_sight(
    privacy: PrivacySheet, house: House, qtbot: QtBot
) -> None:
    house.window.resize(900, 460)
    click(privacy.renew)
    click(privacy.notice.action)
    qtbot.waitUntil(privacy.code.isVisible)
    privacy.code.go_on.click()
    screen = house.window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    screen.page.verticalScrollBar().setValue(0)
    asked = privacy.code.grid.asked[0].field
    privacy.code.grid.look_here.emit(asked)
    qtbot.waitUntil(lambda: sweep.visible_part(asked, house.window).size() == asked.size())
