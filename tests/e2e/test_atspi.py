"""What a screen reader is given by the real program, over the real accessibility bus."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.atspi import GoneError, Node
from support.desktop import Desktop, missing
from support.person import Person
from support.screen import wait_until
from support.typing_hands import can_type

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.secret_service,
    pytest.mark.skipif(sys.platform != "linux", reason="AT-SPI is Linux's"),
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}"),
    pytest.mark.skipif(not can_type(), reason="not installed: libxtst6"),
]

_PRESSED = {
    "push button",
    "check box",
    "radio button",
    "combo box",
    "text",
    "toggle button",
    "link",
}


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    with Desktop(tmp_path_factory.mktemp("desktop")) as made:
        yield made


@pytest.fixture(scope="module")
def person(desktop: Desktop) -> Iterator[Person]:
    """Somebody with an open journal with one entry."""
    with Person(desktop) as one:
        one.open()
        one.clicks(role="radio button", name="Only me")
        one.clicks(id="first_run.continue")
        one.clicks(id="code.later")
        one.sees(id="places.journal")
        one.presses("ctrl+n")
        one.writes("A walk", role="text", name="Title")
        one.writes("Along the pier.", role="text", name="Text of the entry")
        one.sees(role="label", name="Saved")
        yield one
        one.close()


def interactive(person: Person) -> list[Node]:
    found = []
    for node in person.eyes.seen():
        try:
            if node.role in _PRESSED:
                found.append(node)
        except GoneError:
            continue
    return found


def everything_has_a_name(person: Person) -> None:
    nodes = interactive(person)
    assert nodes
    nameless = [(node.role, node.id, node.size) for node in nodes if not node.name]
    assert nameless == []


def go_home(person: Person) -> None:
    person.presses("ctrl+1")
    person.sees(id="home.write")


@pytest.mark.parametrize(
    ("key", "there"),
    [
        ("ctrl+1", {"id": "home.write"}),
        ("ctrl+2", {"name": "Text of the entry"}),
        ("F1", {"name": "Keys"}),
        ("F2", {"id": "breathe.br_long_exhale"}),
        ("F4", {"name": "Numbers for which country"}),
        ("ctrl+comma", {"name": "Settings"}),
    ],
)
def test_everything_that_can_be_pressed_has_a_name(
    person: Person, key: str, there: dict[str, str]
) -> None:
    go_home(person)
    person.presses(key)
    person.sees(limit=10, **there)
    everything_has_a_name(person)
    assert {"Breathe", "Stop"} & set(person.eyes.told())
    assert "Get help" in person.eyes.told()


def test_the_window_is_a_window(person: Person) -> None:
    (window,) = person.eyes.windows(person.process.pid)
    assert window.name == "SafeHarbor"
    assert window.role == "frame", "a screen reader looks for a frame to be in"


def test_the_breathing_screen_says_what_its_keys_do(person: Person) -> None:
    go_home(person)
    person.presses("F2")
    screen = person.sees(role="filler", name="Breathe")
    assert screen.description.startswith("P pauses.")
    assert person.sees(id="breathe.br_long_exhale").checked
    person.presses("p")
    slower = person.sees(id="breathe.slower")
    assert (slower.name, slower.description) == ("Slower", "Key: \N{MINUS SIGN}")
    person.presses("Escape")


def test_numbers_are_read_digit_by_digit(person: Person) -> None:
    go_home(person)
    person.presses("F4")
    country = person.sees(role="combo box", name="Numbers for which country")
    person.hands.click(country.middle)
    person.writes("United Ki")
    person.presses("Return")
    person.sees(role="label", name="9 9 9")
    person.sees(role="label", name="1 1 6, 1 2 3")
    person.sees(role="push button", name="Copy 1 1 6, 1 2 3, Samaritans")
    person.presses("Escape")


def test_the_keys_reach_everything_and_come_back(person: Person) -> None:
    """Tab over the real bus: no trap, and where the focus is can always be told."""
    go_home(person)
    seen: list[str] = []
    for _ in range(60):
        person.presses("Tab")
        wait_until(lambda: focused(person) not in {"", seen[-1] if seen else ""})
        seen.append(focused(person))
        if seen[-1] in seen[:-1]:
            break
    assert {"Breathe", "Get help"} <= set(seen)
    assert seen[-1] == seen[0], "the way round does not close"


def focused(person: Person) -> str:
    """The name of what has the keys."""
    for node in person.eyes.seen():
        try:
            if node.focused and node.name:
                return node.name
        except GoneError:
            continue
    return ""


def test_a_locked_window_tells_nothing(person: Person) -> None:
    person.presses("ctrl+2")
    person.sees(name="Text of the entry")
    person.presses("ctrl+l")
    person.sees(id="lock.unlock")
    everything_has_a_name(person)
    assert not any("walk" in words.casefold() for words in person.everything())
    person.clicks(id="lock.unlock")
    person.sees(id="places.journal")


def test_the_tree_is_there_before_any_vault(tmp_path: Path) -> None:
    with Desktop(tmp_path / "desktop") as desktop, Person(desktop) as person:
        person.open("--breathe")
        person.sees(id="breathe.br_long_exhale")
        everything_has_a_name(person)
        person.close()
