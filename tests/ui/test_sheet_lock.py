"""A worksheet on the screen when the window locks: it is kept beside whatever else is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from safeharbor.domain.answers import FormSnapshot
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import SlotType
from safeharbor.services.session import Kept, LockOutcome, SessionState
from safeharbor.services.use_cases import Services
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.session import SessionController
from support.clock import FakeClock
from support.desk import Desk, Page, desk, until
from support.homes import MadeVault, make_vault
from support.sheets import a_snapshot, answers

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="session")
def made_vault(tmp_path_factory: pytest.TempPathFactory) -> MadeVault:
    return make_vault(tmp_path_factory.mktemp("made") / "home")


@pytest.fixture
def at(own_world: Path, made_vault: MadeVault, clock: FakeClock) -> Iterator[Desk]:
    with desk(own_world, made_vault.copy_to(own_world), clock) as made:
        made.unlock()
        yield made


class SheetPage:
    """The smallest form: what it gives is what it was given."""

    def __init__(self, held: FormSnapshot) -> None:
        self.held = held

    def snapshot(self) -> FormSnapshot:
        return self.held


def shown(at: Desk, sheet: SheetPage) -> str:
    return at.services.sheets.get(sheet.held.form_id).result(20).answers.text("line")


def test_a_sheet_and_a_page_are_both_kept(at: Desk) -> None:
    page, sheet = Page(at), SheetPage(a_snapshot(answers("a quiet even")))
    page.type("half a sen")
    at.session.register(sheet)
    at.lock()
    assert at.carried["locked"].saved is Kept.VAULT
    at.forget()
    at.unlock()
    assert shown(at, sheet) == "a quiet even"
    assert at.text_of(page.entry_id) == "half a sen"


def test_the_one_behind_follows_a_save_whose_answer_never_came(at: Desk) -> None:
    """Both of them: a page and a sheet that were saved a moment before, and went on."""
    page, sheet = Page(at), SheetPage(a_snapshot(answers("a quiet")))
    at.session.register(sheet)
    page.type("half")
    at.services.journal.save(page._now()).result(20)
    at.services.sheets.save(sheet.held).result(20)
    at.session.forget(page)
    at.session.register(page)
    page.type(" a sen")
    sheet.held = replace(sheet.held, answers=answers("a quiet even"))
    at.lock()
    at.forget()
    at.unlock()
    assert shown(at, sheet) == "a quiet even"
    assert at.text_of(page.entry_id) == "half a sen"


class FullDisk:
    """Services of a vault on a disk that takes nothing, until it is freed."""

    def __init__(self) -> None:
        self.full = True
        self.state = SessionState.LOCKED
        self.sealed: list[object] = []
        self.saved: list[object] = []
        self._thread = SimpleNamespace(closed=SimpleNamespace(wait=lambda _: True))
        self.session = self.inbox = self.sheets = self

    def unlock(self, _secret: str | None) -> object:
        self.state = SessionState.UNLOCKED
        return SimpleNamespace(by=SlotType.KEYRING)

    def thread(self) -> object:
        return self._thread

    def lock(self, snapshot: object = None) -> LockOutcome:
        self.state = SessionState.LOCKED
        self.seal_unsaved(snapshot)
        return LockOutcome(Kept.INBOX)

    def seal_unsaved(self, unsaved: object, **_: object) -> None:
        if self.full:
            raise HarborError(ErrorCode.DISK_FULL)
        self.sealed.append(unsaved)

    def save(self, snapshot: object, _origin: str) -> object:
        self.saved.append(snapshot)
        return Bridge().run(lambda: None)


@pytest.mark.parametrize("unlocking", [True, False])
def test_a_sheet_that_the_disk_does_not_take_waits_in_memory(at: Desk, unlocking: bool) -> None:
    disk, heard = FullDisk(), list[str]()
    session = SessionController(at.bridge, lambda: cast("Services", disk), at.parent)
    session.unlocked.connect(lambda _: heard.append("unlocked"))
    session.failed.connect(lambda error: heard.append(error.code))
    session.unlock(None)
    until(lambda: "unlocked" in heard)
    sheet = SheetPage(a_snapshot())
    session.register(sheet)
    session.lock()
    until(lambda: ErrorCode.DISK_FULL in heard)
    assert session.withholds
    disk.full = False
    if unlocking:
        session.unlock(None)
        until(lambda: disk.saved == [sheet.held])
    else:
        session._withheld.retry()
        until(lambda: disk.sealed == [sheet.held])
    until(lambda: not session.withholds)
