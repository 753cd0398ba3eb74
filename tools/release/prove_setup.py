"""Proves the installer for Windows by using it: ``python -m tools.release.prove_setup SETUP``.

It installs without a window, starts the program, tries to install and to remove over a running
one, installs again over a file of somebody else, and removes. What was written before is there
after each step. It works on this very account, so it belongs on a machine that is thrown away.

``--wine PREFIX`` runs it on Linux with stand-ins for the programs: then only the installer itself
is tried, with ``safeharbor.exe`` being anything that runs for half a minute.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.release.identity import load_identity
from tools.release.smoke import smoke

PATIENCE_S = 300
OPEN_ELSEWHERE = 75
_PASSPHRASE = "a passphrase of this proof"
_LINE = "the tide comes in"


class NotProvedError(Exception):
    """Something is not as it has to be."""


@dataclass(frozen=True, slots=True)
class Machine:
    """Where things are installed, and how a program is started there.

    Attributes:
        local: the account's folder for local data.
        menu: the account's Start menu.
        start: what stands before a program, such as ``wine``.
    """

    local: Path
    menu: Path
    start: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """Where the program is installed."""
        return self.local / "Programs" / load_identity().name

    @property
    def home(self) -> Path:
        """Where the program keeps what somebody writes."""
        return self.local / load_identity().package

    @property
    def shortcut(self) -> Path:
        """The entry in the Start menu."""
        return self.menu / f"{load_identity().name}.lnk"

    def run(self, program: Path | str, *arguments: str, words: str = "") -> tuple[int, str]:
        """Start a program, hand it ``words``, wait; its exit code and what it said."""
        done = subprocess.run(
            [*self.start, str(program), *arguments], input=words, capture_output=True, text=True,
            encoding="utf-8", errors="replace", timeout=PATIENCE_S, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout

    def knows(self, key: str) -> bool:
        """Whether the account's registry has ``key``."""
        return self.run("reg", "query", rf"HKCU\Software\{key}")[0] == 0


def this_machine() -> Machine:
    """The Windows that this runs on."""
    roaming = Path(os.environ["APPDATA"])
    return Machine(
        Path(os.environ["LOCALAPPDATA"]), roaming / "Microsoft/Windows/Start Menu/Programs"
    )


def wine_machine(prefix: Path) -> Machine:
    """A Windows that is none, below ``prefix``."""
    (user,) = (each for each in (prefix / "drive_c/users").iterdir() if each.name != "Public")
    menu = user / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
    return Machine(user / "AppData/Local", menu, ("wine",))


def expect(what: str, found: object, *, wanted: object = True) -> None:
    """Say what was looked at.

    Raises:
        NotProvedError: it is not as wanted.
    """
    if found != wanted:
        raise NotProvedError(f"{what}: {found!r}, not {wanted!r}")
    print(f"ok  {what}", flush=True)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` with its content; the program's log is left out."""
    files = (file for file in folder.rglob("*") if file.is_file() and "log" not in file.parts)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def wait_until_gone(what: str, is_there: Callable[[], bool]) -> None:
    """An uninstaller works from a copy of itself, so that nothing else says when it is over.

    Raises:
        NotProvedError: it stays.
    """
    deadline = time.monotonic() + PATIENCE_S
    while is_there():
        if time.monotonic() > deadline:
            raise NotProvedError(f"{what} stays")
        time.sleep(0.2)


def install(machine: Machine, setup: Path) -> None:
    """Install as an upgrade does, without a window, and look at what is there."""
    identity = load_identity()
    expect("the installer ends well", machine.run(setup, "/S")[0], wanted=0)
    for name in (identity.executable, identity.console_executable, "uninstall"):
        expect(f"{name}.exe is there", (machine.folder / f"{name}.exe").is_file())
    expect("it is in the list of programs", machine.knows(_entry()))


def refuses_while_open(machine: Machine, setup: Path, arguments: Sequence[str]) -> None:
    """Neither installing nor removing touches a program that runs."""
    identity = load_identity()
    name = identity.console_executable if arguments else identity.executable
    before = snapshot(machine.folder)
    program = [*machine.start, str(machine.folder / f"{name}.exe"), *arguments]
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as running:
        if arguments and running.stdout:
            running.stdout.read(1)
        else:
            time.sleep(3)
        code = machine.run(setup, "/S")[0]
        expect("the installer refuses while it runs", code, wanted=OPEN_ELSEWHERE)
        # In place, so that its exit code can be seen.
        remove = machine.folder / "uninstall.exe"
        code = machine.run(remove, "/S", f"_?={_windows_path(machine)}")[0]
        expect("the uninstaller refuses while it runs", code, wanted=OPEN_ELSEWHERE)
        expect("the program still runs", running.poll(), wanted=None)
        running.kill()
    expect("nothing was changed meanwhile", snapshot(machine.folder) == before)


def remove(machine: Machine, stranger: Path) -> None:
    """Remove without a window; somebody else's file and everything that was written stay."""
    machine.run(machine.folder / "uninstall.exe", "/S")
    wait_until_gone("uninstall.exe", (machine.folder / "uninstall.exe").exists)
    # The last thing that it takes away; the files are gone well before.
    kind = rf"Classes\{load_identity().windows_prog_id}"
    wait_until_gone("the kind of file", lambda: machine.knows(kind))
    left = [file.name for file in machine.folder.rglob("*")]
    expect("only somebody else's file is left", left, wanted=[stranger.name])
    expect("it is out of the list of programs", machine.knows(_entry()), wanted=False)
    expect(
        "the file type is gone", machine.knows(rf"Classes\{load_identity().suffix}"), wanted=False
    )
    expect("the Start menu entry is gone", machine.shortcut.exists(), wanted=False)


def prove(machine: Machine, setup: Path, *, stand_in: bool) -> None:
    """Go through all of it.

    Raises:
        NotProvedError: at the first thing that is not as it has to be.
    """
    program = machine.folder / f"{load_identity().console_executable}.exe"
    install(machine, setup)
    expect("the Start menu entry is there", machine.shortcut.is_file())
    if stand_in:
        machine.home.mkdir(parents=True, exist_ok=True)
        (machine.home / "vault.hdr").write_bytes(b"a header")
    else:
        expect("the installed program works", smoke([str(program)], os.environ), wanted=[])
        secret = ("--passphrase-fd", "0")
        code = machine.run(program, *secret, "init", "--policy", "private", words=_PASSPHRASE)[0]
        expect("a journal is made", code, wanted=0)
        code = machine.run(program, "add", "--title", _LINE, words="It goes out again.")[0]
        expect("an entry is kept", code, wanted=0)
    before = snapshot(machine.home)
    refuses_while_open(machine, setup, () if stand_in else ("breathe", "--text-only"))

    stranger = machine.folder / "somebody else's.txt"
    stranger.write_text("mine", encoding="utf-8")
    machine.shortcut.unlink()
    install(machine, setup)
    expect(
        "an upgrade leaves other files alone", stranger.read_text(encoding="utf-8"), wanted="mine"
    )
    expect("an upgrade does not bring the menu entry back", machine.shortcut.exists(), wanted=False)
    expect("an upgrade leaves the journal alone", snapshot(machine.home) == before)
    if not stand_in:
        code, said = machine.run(program, "--passphrase-fd", "0", "list", words=_PASSPHRASE)
        expect("the entry can be read after the upgrade", (code, _LINE in said), wanted=(0, True))
        before = snapshot(machine.home)
    remove(machine, stranger)
    expect("removing leaves the journal alone", snapshot(machine.home) == before)


def _entry() -> str:
    return rf"Microsoft\Windows\CurrentVersion\Uninstall\{load_identity().app_id}"


def _windows_path(machine: Machine) -> str:
    """The folder as a program on that Windows names it."""
    if not machine.start:
        return str(machine.folder)
    below = machine.folder.as_posix().partition("/drive_c/")[2]
    return "C:\\" + below.replace("/", "\\")


def main() -> int:
    """Prove what the command line names; 0 when all of it holds."""
    parser = argparse.ArgumentParser(description="Proves the installer for Windows.")
    parser.add_argument("setup", type=Path)
    parser.add_argument("--wine", type=Path, metavar="PREFIX")
    told = parser.parse_args()
    machine = wine_machine(told.wine) if told.wine else this_machine()
    try:
        prove(machine, told.setup.resolve(), stand_in=told.wine is not None)
    except NotProvedError as error:
        print(f"NOT  {error}", flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
