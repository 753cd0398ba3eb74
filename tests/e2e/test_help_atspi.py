"""Get help as a screen reader is given it by the real program, over the real accessibility bus."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.desktop import Desktop, missing
from support.person import Person
from support.typing_hands import can_type

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.secret_service,
    pytest.mark.skipif(sys.platform != "linux", reason="AT-SPI is Linux's"),
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}"),
    pytest.mark.skipif(not can_type(), reason="not installed: libxtst6"),
]

OWN = [
    {"name": "Mira", "number": "+44 (0)20 7946 0018", "when": "any evening"},
    {"name": "Short", "number": "*4141", "when": ""},
]


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    """Somebody without a journal, in the United Kingdom, with two numbers of their own."""
    with Desktop(tmp_path_factory.mktemp("desktop")) as desktop:
        desktop.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        chosen = {"help_country": "GB", "own_numbers": OWN}
        path = Path(desktop.home) / "preferences.json"
        path.write_text(json.dumps(chosen), encoding="utf-8")
        with Person(desktop) as one:
            one.open()
            one.presses("F4")
            # Smaller, so that all that is pressed is in the window.
            one.presses("ctrl+minus", "ctrl+minus")
            one.sees(role="label", name="9 9 9")
            yield one
            one.close()


@pytest.mark.parametrize(
    ("number", "line"),
    [
        ("1 1 6, 1 2 3", "Samaritans"),
        ("8 5 2 5 8", "Shout"),
        ("plus 4 4, 0 2 0, 7 9 4 6, 0 0 1 8", "Mira"),
        ("star 4 1 4 1", "Short"),
    ],
)
def test_a_number_is_a_label_that_is_spelled_and_a_button_named_for_its_line(
    person: Person, number: str, line: str
) -> None:
    label = person.sees(role="label", name=number)
    assert label.description == ""
    button = person.sees(role="push button", name=f"Copy {number}, {line}")
    assert button.description == ""


def test_a_row_is_read_from_its_name_to_its_button(person: Person) -> None:
    told = person.eyes.told()
    begin = told.index("Samaritans")
    assert told[begin : begin + 4] == [
        "Samaritans",
        "In a crisis, or when living feels too much. Any hour.",
        "1 1 6, 1 2 3",
        "Copy 1 1 6, 1 2 3, Samaritans",
    ]
    assert told.index("In danger right now") < told.index("9 9 9") < told.index("Mira")


def test_addresses_are_read_as_words(person: Person) -> None:
    person.sees(role="label", name="www.nationaldahelpline.org.uk")
    person.clicks(id="help.more")
    person.sees(role="label", name="findahelpline.com")
    person.sees(role="push button", name="Copy findahelpline.com, Find A Helpline")
    assert not [name for name in person.eyes.told() if "://" in name]


def test_what_can_be_typed_has_a_name(person: Person) -> None:
    person.clicks(id="help.add")
    for name in ("Name", "Number", "When to call, if you like"):
        person.sees(role="text", name=name)
    person.clicks(id="help.form.cancel")
