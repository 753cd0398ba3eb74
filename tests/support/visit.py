"""What a person does in the window on most days: setting up, writing, locking, looking."""

from __future__ import annotations

import re

from support.person import Person
from support.screen import wait_until

_PICTURES = 8
"""So many different ones follow each other only where something moves."""


def set_up_alone(person: Person) -> str:
    """Answer the first question with "Only me" and copy the code; the code."""
    person.clicks(role="radio button", name="Only me")
    person.clicks(id="first_run.continue")
    return copy_code(person)


def set_up_shared(person: Person, passphrase: str) -> str:
    """Answer it with "Someone else", choose a passphrase and copy the code; the code."""
    person.clicks(role="radio button", name="Someone else does, or might")
    person.clicks(id="first_run.continue")
    person.writes(passphrase, id="passphrase.new")
    person.clicks(id="first_run.choose")
    return copy_code(person)


def copy_code(person: Person) -> str:
    """Read the ten groups as from the screen, and type the two that are asked back."""
    person.sees(id="code.later")
    groups = [n.name for n in person.eyes.seen() if re.fullmatch("[0-9A-Z]{4}", n.name)]
    assert len(groups) == 10
    person.clicks(id="code.go_on")
    person.sees(role="text")
    asked = [n for n in person.eyes.seen() if n.id.startswith("code.group.")]
    assert len(asked) == 2
    for field in asked:
        person.writes(groups[int(field.id.rpartition(".")[2]) - 1], id=field.id)
    person.clicks(id="code.go_on")
    person.sees(id="places.journal")
    return "-".join(groups)


def write_entry(person: Person, title: str, body: str) -> None:
    """A new page with a title and a text, until it says Saved."""
    person.presses("ctrl+n")
    person.writes(title, role="text", name="Title")
    person.writes(body, role="text", name="Text of the entry")
    wait_until(lambda: person.sees(role="text", name="Text of the entry").text == body)
    person.sees(role="label", name="Saved")


def lock(person: Person, secret: str = "canary") -> None:
    """Lock by the key; nothing with ``secret`` in it can be read any more."""
    person.presses("ctrl+l")
    person.sees(id="lock.unlock")
    told = person.everything()
    assert not [words for words in told if secret in words.casefold()]


def moves(person: Person) -> bool:
    """Whether something moves in the window, as the breathing circle does."""
    screen = person.desktop.screen
    (window,) = screen.windows()
    pictures: set[bytes] = set()

    def has_moved() -> bool:
        pictures.add(screen.picture(window))
        return len(pictures) >= _PICTURES

    wait_until(has_moved)
    return True
