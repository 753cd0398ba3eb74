"""The terminal beside an open window, odd notes, a keyring that hangs, a dialog that is open."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

from support.desktop import Desktop, missing
from support.person import Person
from support.screen import wait_until
from support.typing_hands import can_type
from support.visit import lock, moves, set_up_alone, set_up_shared, write_entry

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.secret_service,
    pytest.mark.skipif(sys.platform != "linux", reason="Xvfb and the Secret Service are Linux's"),
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}"),
    pytest.mark.skipif(not can_type(), reason="not installed: libxtst6"),
]

TITLE = "Canary beside"
PASSPHRASE = "zanzibar canary passphrase 71"


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    with Desktop(tmp_path / "desktop") as made:
        yield made


@pytest.fixture
def person(desktop: Desktop) -> Iterator[Person]:
    with Person(desktop) as one:
        yield one


def add(desktop: Desktop, title: str = TITLE) -> str:
    """``safeharbor add`` in a terminal of the same person; what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "safeharbor", "add", "--title", title],
        env=desktop.environ,
        input="Written in a terminal beside the window.",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def notes(desktop: Desktop) -> list[Path]:
    return sorted((desktop.home / "inbox").glob("*.note"))


def test_what_is_added_beside_an_open_journal_appears_in_it(
    person: Person, desktop: Desktop
) -> None:
    person.open()
    set_up_alone(person)
    person.presses("ctrl+2")
    person.reads("Nothing here yet.")
    assert "The open window takes it in." in add(desktop)
    person.reads(TITLE)
    wait_until(lambda: notes(desktop) == [])


def test_what_is_added_while_somebody_writes_disturbs_nothing(
    person: Person, desktop: Desktop
) -> None:
    person.open()
    set_up_alone(person)
    write_entry(person, "Mine", "Half a sen")
    add(desktop)
    person.writes("tence.")
    text = person.sees(role="text", name="Text of the entry")
    wait_until(lambda: text.text == "Half a sentence.")
    person.reads(TITLE)


def test_what_is_added_beside_a_locked_window_appears_after_unlocking(
    person: Person, desktop: Desktop
) -> None:
    person.open()
    set_up_shared(person, PASSPHRASE)
    lock(person)
    assert "sealed in the inbox" in add(desktop)
    assert len(notes(desktop)) == 1
    assert not [words for words in person.everything() if TITLE in words]
    person.writes(PASSPHRASE, id="lock.field")
    person.presses("Return")
    person.sees(id="places.journal")
    person.presses("ctrl+2")
    person.reads(TITLE)
    assert notes(desktop) == []


def test_a_locked_window_does_not_keep_the_terminal_from_the_journal(
    person: Person, desktop: Desktop
) -> None:
    """With the keyring the terminal opens it by itself, and the window finds it there."""
    person.open()
    set_up_alone(person)
    lock(person)
    assert "Kept in the journal." in add(desktop)
    person.clicks(id="lock.unlock")
    person.sees(id="places.journal")
    person.presses("ctrl+2")
    person.reads(TITLE)


def test_a_note_that_does_not_open_is_kept_and_listed(person: Person, desktop: Desktop) -> None:
    person.open()
    set_up_alone(person)
    lock(person)
    odd = desktop.home / "inbox" / f"{'ab' * 16}.note"
    odd.parent.mkdir(mode=0o700, exist_ok=True)
    odd.write_bytes(b"\0" * 1072)
    person.clicks(id="lock.unlock")
    person.sees(id="frame.notice")
    wait_until(lambda: any("could not be opened: 1." in words for words in person.everything()))
    told = " ".join(person.everything()).replace("\u200b", "")
    assert odd.name in told
    assert odd.read_bytes() == b"\0" * 1072
    person.clicks(id="notice.close")
    lock(person)
    assert odd.exists()


@contextmanager
def hung_keyring(desktop: Desktop) -> Iterator[None]:
    """The Secret Service has its name on the bus and answers nobody."""
    with closing(open_dbus_connection(bus=desktop.bus)) as connection:
        bus = Proxy(message_bus, connection)
        (daemon,) = bus.GetConnectionUnixProcessID("org.freedesktop.secrets")
    os.kill(daemon, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(daemon, signal.SIGCONT)


def test_a_keyring_that_hangs_stops_neither_breathing_nor_the_code(
    person: Person, desktop: Desktop
) -> None:
    person.open()
    code = set_up_alone(person)
    write_entry(person, TITLE, "Words.")
    person.close()
    with hung_keyring(desktop):
        began = time.monotonic()
        person.open()
        person.presses("F2")
        assert moves(person)
        person.presses("F4")
        person.sees(role="combo box", name="Numbers for which country")
        person.presses("Escape", "Escape")
        person.sees(id="lock.unlock")
        assert time.monotonic() - began < 18, "too slow to prove anything"
        person.reads("The keyring of this computer did not answer in 20 seconds.")
        assert 15 < time.monotonic() - began < 60
        person.sees(id="notice.action", name="Try again")
        person.clicks(id="lock.other")
        person.writes(code, id="lock.field")
        person.presses("Return")
        person.sees(id="places.journal")
        person.presses("ctrl+2")
        person.reads(TITLE)
    person.close()


def test_hide_works_over_an_open_file_dialog(person: Person, desktop: Desktop) -> None:
    person.open()
    set_up_alone(person)
    write_entry(person, TITLE, "Words.")
    person.presses("ctrl+comma")
    person.clicks(role="page tab", name="Backup")
    person.clicks(id="backup.where")
    screen = desktop.screen
    wait_until(lambda: len(screen.windows()) == 2)
    (dialog,) = (n for n, title in screen.windows().items() if title != "SafeHarbor")
    person.hands.turn_to(dialog)
    person.presses("F9")
    wait_until(lambda: list(screen.windows().values()) == ["SafeHarbor"])
    (window,) = screen.windows()
    person.hands.turn_to(window)
    person.sees(id="cover")
    assert not [words for words in person.everything() if "canary" in words.casefold()]
    person.presses("ctrl+2")
    person.sees(id="lock.unlock")
