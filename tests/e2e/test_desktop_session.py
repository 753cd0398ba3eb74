"""The whole program from outside: a real screen, a real keyring, real keystrokes."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.hunter import hunt
from faults.tracing import require_strace
from support.desktop import Desktop, missing
from support.person import Person
from support.screen import wait_until
from support.typing_hands import can_type
from support.visit import lock, set_up_alone, set_up_shared, write_entry

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.secret_service,
    pytest.mark.skipif(sys.platform != "linux", reason="Xvfb and the Secret Service are Linux's"),
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}"),
    pytest.mark.skipif(not can_type(), reason="not installed: libxtst6"),
]

_INTERNET = re.compile(r"(?:socket|socketpair|connect|bind|sendto)\(.*\bAF_INET6?\b")

TITLE = "Quetzalcanary-title"
BODY = "Walked home. quetzalcanary-lantern at the pier."
WORD = "quetzalcanary-lantern"
PASSPHRASE = "zanzibar canary passphrase 71"
NEEDLES = (TITLE, BODY, WORD, WORD.upper(), PASSPHRASE)


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    with Desktop(tmp_path / "desktop") as made:
        yield made


@pytest.fixture
def person(desktop: Desktop) -> Iterator[Person]:
    with Person(desktop) as one:
        yield one


def search(person: Person, word: str) -> None:
    """Look for a word in the journal, and find the one entry."""
    person.presses("ctrl+2")
    person.clicks(name="Search the journal", role="push button")
    person.writes(word, name="Search the journal", role="text")
    person.sees(name="What was found", role="list")
    person.reads(TITLE)


def a_life(person: Person) -> str:
    """First run, write, kill, start again, unlock, search, lock, unlock, close; the code."""
    person.open()
    code = set_up_alone(person)
    write_entry(person, TITLE, BODY)
    person.kill()

    person.open()
    person.sees(id="places.journal")
    search(person, WORD)
    lock(person)
    person.clicks(id="lock.unlock")
    person.sees(id="places.journal")
    person.reads(TITLE)
    person.close()
    return code


def code_needles(code: str) -> list[str]:
    bare = code.replace("-", "")
    return [code, bare, code.lower(), bare.lower(), code.replace("-", " ")]


def test_a_life_with_the_keyring_leaves_no_clear_text(person: Person) -> None:
    code = a_life(person)
    assert hunt(person.desktop.places, [*NEEDLES, *code_needles(code)]) == []


@pytest.mark.argon2
def test_a_life_with_a_passphrase(person: Person) -> None:
    person.open()
    code = set_up_shared(person, PASSPHRASE)
    write_entry(person, TITLE, BODY)
    person.kill()

    person.open()
    person.writes("wrong " + PASSPHRASE, id="lock.field")
    person.clicks(id="lock.unlock")
    person.reads("That passphrase does not open this journal.")
    person.clicks(id="lock.field")
    person.presses("ctrl+a")
    person.writes(PASSPHRASE)
    person.presses("Return")
    person.sees(id="places.journal")
    search(person, WORD)
    lock(person)
    person.clicks(id="lock.other")
    person.writes(code.lower(), id="lock.field")
    person.presses("Return")
    person.sees(id="places.journal")
    person.close()
    assert hunt(person.desktop.places, [*NEEDLES, *code_needles(code)]) == []


def test_what_was_typed_right_before_a_lock_is_there_afterwards(person: Person) -> None:
    person.open()
    set_up_alone(person)
    write_entry(person, TITLE, BODY)
    person.writes(" And one more line")
    person.presses("ctrl+l")
    person.clicks(id="lock.unlock")
    text = person.sees(role="text", name="Text of the entry")
    wait_until(lambda: text.text.endswith("And one more line"))
    person.writes("!")
    wait_until(lambda: text.text.endswith("line!"))


def test_hide_shows_nothing_and_a_second_press_reveals_nothing(person: Person) -> None:
    person.open()
    set_up_alone(person)
    write_entry(person, TITLE, BODY)
    for _ in range(2):
        person.presses("F9")
        person.sees(id="cover")
        assert not [words for words in person.everything() if "canary" in words.casefold()]


def test_somebody_in_distress_needs_one_key_and_no_vault(person: Person) -> None:
    person.open()
    person.presses("F2")
    person.sees(id="breathe.br_long_exhale")
    person.presses("Escape")
    person.sees(id="first_run.skip")
    person.presses("F4")
    person.sees(role="combo box", name="Numbers for which country")
    person.close()


def test_the_same_life_passes_without_any_network(desktop: Desktop) -> None:
    """In a network namespace that has no interface, not even a loopback that is up."""
    unshare = shutil.which("unshare")
    assert unshare is not None, "unshare is not installed: apt-get install util-linux"
    choices = ((unshare, "-rn"), (unshare, "-n"))
    prefix = next((words for words in choices if _works(words)), None)
    assert prefix is not None, "this system allows no network namespace: run where it does"
    with Person(desktop, prefix) as person:
        a_life(person)


def _works(prefix: tuple[str, ...]) -> bool:
    return subprocess.run([*prefix, "true"], capture_output=True).returncode == 0


def test_the_window_opens_no_internet_socket(desktop: Desktop, tmp_path: Path) -> None:
    """The display is reached by a socket of the file system; there is no exception to make."""
    trace = tmp_path / "trace"
    calls = "trace=socket,socketpair,connect,bind,sendto"
    watch = ("-f", "-A", "-e", calls, "-e", "signal=none", "-o", str(trace))
    with Person(desktop, (require_strace(), *watch)) as person:
        person.open()
        set_up_alone(person)
        write_entry(person, TITLE, BODY)
        search(person, WORD)
        lock(person)
        person.close()
    lines = trace.read_text().splitlines()
    assert [line for line in lines if _INTERNET.search(line)] == []
    assert any("AF_UNIX" in line for line in lines), "a watch that sees nothing proves nothing"


def test_the_pattern_would_see_an_internet_socket() -> None:
    assert _INTERNET.search("7 socket(AF_INET6, SOCK_DGRAM|SOCK_CLOEXEC, 0) = 3")
    assert socket.AF_INET
