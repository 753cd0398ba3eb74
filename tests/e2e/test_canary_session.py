"""A whole session with unmistakable text leaves no trace of it outside the vault's ciphertext."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from faults.house import House, close
from faults.hunter import hunt
from faults.terminal import Terminal, text_session
from safeharbor.domain.entry import EntryContent
from safeharbor.domain.errors import HarborError
from safeharbor.domain.policy import Policy
from safeharbor.services.envelope import NoteKind

_PASSPHRASE = "zanzibar-Canary-Passphrase-71"
_WORD = "Quetzalcanary"
_BODIES = (
    f"{_WORD} Ich-hatte-Angst-Üxq771 and nobody may know",
    f"{_WORD} 静かな港カナリアテキスト七七一 stays here",
    f"{_WORD} sealed-while-locked-Canary-Wpz",
)
_NEEDLES = (
    _WORD,
    _WORD.casefold(),
    "Ich-hatte-Angst-Üxq771",
    "静かな港カナリアテキスト七七一",
    "sealed-while-locked-Canary-Wpz",
    _PASSPHRASE,
)


def code_needles(code: str) -> list[str]:
    """A recovery code as it could have been written down by mistake."""
    bare = code.replace("-", "")
    return [code, bare, code.lower(), bare.lower(), code.replace("-", " ")]


@pytest.mark.argon2
def test_a_session_in_the_terminal_leaves_no_clear_text(own_world: Path) -> None:
    """Init, add, list, search, show, backup, lock; the passphrase and the code are canaries too."""
    terminal = Terminal(own_world)
    code = text_session(terminal, _PASSPHRASE, _BODIES, _WORD)
    wrong = terminal.run("list", secret=f"{_PASSPHRASE}-wrong")
    assert wrong.code == 77
    sealed = terminal.run("add", text=_BODIES[2], secret=f"{_PASSPHRASE}-wrong")
    assert sealed.code == 77

    assert hunt([own_world.parent], [*_NEEDLES, *code_needles(code)]) == []
    assert _PASSPHRASE not in wrong.out + wrong.err + sealed.out + sealed.err


def test_a_session_of_the_services_leaves_no_clear_text(own_world: Path) -> None:
    """Saves, revisions, seals, a failing search and a backup, in this process."""
    house = House.make(own_world)
    with house.unlocked() as services:
        for body in _BODIES:
            draft = services.journal.snapshot(EntryContent(title=_WORD, body=body, tags=(_WORD,)))
            services.journal.save(draft).result()
            services.inbox.seal(draft, NoteKind.DRAFT)
        services.search.page(f'tag:{_WORD} "{_WORD}').result()
        services.backup.create().result()
        with pytest.raises(HarborError):
            services.backup.create(house.home / "vault.hdr").result()
        services.session.drain()
        assert hunt([own_world.parent], _NEEDLES) == []
        services.inbox.seal(draft, NoteKind.ENTRY)
    secrets = [own_world / "secrets.json"]
    for path in secrets:
        os.unlink(path)  # noqa: PTH108 - the test's own file, which holds the code on purpose

    assert hunt([own_world.parent], [*_NEEDLES, *code_needles(house.code)]) == []


def test_the_passphrase_and_the_code_are_in_no_file_of_a_strong_vault(own_world: Path) -> None:
    """Made in this process with a keyring that is a dictionary; one real key derivation."""
    house = House(own_world / "home", "", {})
    services = house.services()
    made = services.session.create(Policy.STRONG, _PASSPHRASE)
    close(services)

    assert hunt([own_world.parent], [*_NEEDLES, *code_needles(made.recovery_code)]) == []
