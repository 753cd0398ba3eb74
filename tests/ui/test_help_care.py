"""When to take care with exercises stands under Get help for good."""

from __future__ import annotations

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from safeharbor.content.exercises import cautions
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.ui.help import care
from safeharbor.ui.help.care import ANYWHERE
from safeharbor.ui.routes import Parts
from support.hands import click
from support.help_page import MakeScreen, help_screen, in_focus, stop, words_on


@pytest.fixture
def make_screen(parts: Parts, qtbot: QtBot) -> MakeScreen:
    return partial(help_screen, parts, qtbot)


@pytest.mark.parametrize("country", ["NO", ""])
@pytest.mark.parametrize("more", [False, True])
def test_it_opens_below_the_numbers_and_closes_again(
    make_screen: MakeScreen, country: str, more: bool
) -> None:
    screen = make_screen(country=country, more=more)
    screen.activateWindow()
    texts = [cautions()[name] for name in ANYWHERE]
    assert not set(texts) & set(words_on(screen))
    click(stop(screen, "help.care"))
    assert [text for text in words_on(screen) if text in texts] == texts
    assert in_focus() == "help.care"
    click(stop(screen, "help.care"))
    assert not set(texts) & set(words_on(screen))


def test_it_is_folded_up_for_whoever_comes_again(make_screen: MakeScreen) -> None:
    screen = make_screen(country="NO")
    click(stop(screen, "help.care"))
    screen.entered()
    assert cautions()["urgent"] not in words_on(screen)


def test_where_it_cannot_be_read_that_is_said(
    make_screen: MakeScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> dict[str, str]:
        raise HarborError(ErrorCode.CONTENT_BROKEN, file="cautions.toml")

    monkeypatch.setattr(care, "cautions", broken)
    screen = make_screen(country="NO")
    click(stop(screen, "help.care"))
    assert "This part cannot be read. If an exercise feels wrong, stop it." in words_on(screen)
