"""Completions offer what the parser takes; packaging/linux/prove_deb.sh asks zsh and fish too."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tools.release.commands import program
from tools.release.completions import completions

NAMES = ("safeharbor", "safeharbor-cli")
FILES = completions(program(), NAMES)
BASH = FILES["bash-completion/completions/safeharbor"]
ZSH = FILES["zsh/site-functions/_safeharbor"]
FISH = FILES["fish/vendor_completions.d/safeharbor.fish"]

on_posix = pytest.mark.skipif(os.name != "posix", reason="a bash of POSIX is asked")


def offered_by_bash(*words: str, folder: Path | None = None) -> list[str]:
    """What bash offers for the last of ``words``."""
    script = f"{BASH}\ncompopt() {{ :; }}\n" + (
        'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _safeharbor; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "-uc", script, "bash", "safeharbor", *words],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
    )
    assert done.stderr == ""
    return done.stdout.split()


@on_posix
def test_bash_offers_commands_and_what_is_below_them() -> None:
    assert {"init", "add", "worksheets", "help-lines"} <= set(offered_by_bash(""))
    assert offered_by_bash("guides", "") == ["list", "show", "check"]
    assert offered_by_bash("gui") == ["guides"]
    assert offered_by_bash("doctor", "") == []


@on_posix
def test_bash_steps_over_values() -> None:
    assert offered_by_bash("--home", "add", "guides", "list", "-") == ["-h", "--help"]
    assert "--from" in offered_by_bash("list", "--tag", "add", "--")


@on_posix
def test_bash_offers_known_values_and_files(tmp_path: Path) -> None:
    (tmp_path / "one.shb").touch()
    (tmp_path / "other.d").mkdir()
    assert offered_by_bash("init", "--policy", "") == ["simple", "private", "strong"]
    assert offered_by_bash("worksheets", "export", "--format", "h") == ["html"]
    assert offered_by_bash("restore", "on", folder=tmp_path) == ["one.shb"]
    assert offered_by_bash("--home", "o", folder=tmp_path) == ["other.d"]
    assert offered_by_bash("add", "--title", "o", folder=tmp_path) == []


def test_zsh_knows_both_names_and_every_command() -> None:
    assert ZSH.startswith("#compdef safeharbor safeharbor-cli\n")
    assert ZSH.endswith('_safeharbor "$@"\n')
    for command in program().walk():
        assert f"_{'_'.join(command.path).replace('-', '_')}() {{" in ZSH


def test_fish_knows_both_names_and_every_command() -> None:
    assert FISH.endswith("complete -c safeharbor-cli -w safeharbor\n")
    for command in program().walk():
        for option in command.options:
            assert f"-l {option.flags[-1].lstrip('-')} " in FISH


def test_nothing_in_them_starts_the_program() -> None:
    for text in FILES.values():
        assert "$(safeharbor" not in text
        assert "`" not in text
