"""A frozen build as tests use it: where it is, how it is started, and copies to play tricks on."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PATIENCE_S: Final = 120
NOBODY: Final = 65534
PLUGINS: Final = "PySide6/Qt/plugins"
_KEPT: Final = ("PATH", "LANG", "HOME", "TMPDIR", "SAFEHARBOR_HOME", "DBUS_SESSION_BUS_ADDRESS")


def frozen_folder() -> Path:
    """The build to test: what ``SAFEHARBOR_FROZEN`` names, else the one in ``dist``.

    Raises:
        AssertionError: there is none; ``python3 run.py build`` makes it.
    """
    folder = Path(os.environ.get("SAFEHARBOR_FROZEN") or ROOT / "dist" / "safeharbor")
    assert (folder / "safeharbor").is_file(), f"no frozen build in {folder}: python3 run.py build"
    return folder


class FrozenApp:
    """The two programs of a frozen build."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.window = folder / "safeharbor"
        self.console = folder / "safeharbor-cli"

    @property
    def inside(self) -> Path:
        """Where its parts lie."""
        return self.folder / "_internal"

    def copy(self, place: Path) -> FrozenApp:
        """The same program in ``place``; its files may be links, and are never written to."""
        shutil.copytree(self.folder, place, symlinks=True, copy_function=_linked)
        return FrozenApp(place)

    def run(
        self,
        *words: str,
        stdin: str = "",
        changes: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        prefix: tuple[str, ...] = (),
        user: int | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run the console program with ``words`` until it ends.

        Args:
            words: its arguments.
            stdin: what it reads.
            changes: what is different in its environment.
            cwd: the folder it is started in.
            prefix: a command that it is started by.
            user: the number of another account.
        """
        return subprocess.run(
            [*prefix, str(self.console), *words],
            input=stdin,
            env={**plain_environment(), **(changes or {})},
            cwd=cwd,
            user=user,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
        )


def _linked(source: str, target: str) -> None:
    """A second name for a file, or a copy where another disk begins in between."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def plain_environment() -> dict[str, str]:
    """What a person's session has, without anything that the test run needs for itself."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ}


@contextmanager
def started(
    command: list[str], environ: Mapping[str, str], *, user: int | None = None
) -> Iterator[subprocess.Popen[str]]:
    """A program that is ended with the block, if it has not ended by itself."""
    process = subprocess.Popen(
        command,
        env=dict(environ),
        user=user,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


_PLANTED: Final = "import os; open(os.environ['SH_TELLTALE'], 'w').close()\n"
_MODULES: Final = (
    "sitecustomize", "usercustomize", "encodings", "site", "os", "json", "platformdirs",
    "PySide6", "shiboken6", "safeharbor", "sqlalchemy", "sqlcipher3", "cryptography", "keyring",
)  # fmt: skip
_LIBRARIES: Final = (
    "libQt6Core.so.6", "libQt6Gui.so.6", "libpython3.11.so.1.0", "libxkbcommon.so.0",
    "libEGL.so.1", "libglib-2.0.so.0", "libicudata.so.73", "libffi.so.8", "libstdc++.so.6",
)  # fmt: skip


def plant(folder: Path) -> Path:
    """Put modules and libraries into ``folder`` that must not be loaded.

    A module that is loaded makes the file that ``SH_TELLTALE`` names; a library that is loaded is
    no library, and whoever needs it fails.
    """
    for name in _MODULES:
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text(_PLANTED)
        (folder / f"{name}.pth").write_text(_PLANTED)
    for name in ("zz_sitecustomize.py", "sitecustomize.py", "usercustomize.py"):
        (folder / name).write_text(_PLANTED)
    for name in _LIBRARIES:
        (folder / name).write_text("no library")
    for plugin in ("platforms/libqoffscreen.so", "platforms/libqxcb.so", "styles/libevil.so",
                   "platformthemes/libqgtk3.so", "imageformats/libqsvg.so"):  # fmt: skip
        (folder / plugin).parent.mkdir(exist_ok=True)
        (folder / plugin).write_text("no library")
    return folder
