"""The frozen program in places that are not as it would like them: carried about, closed, bare."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeharbor.system.libraries import PACKAGES
from support.frozen import NOBODY, FrozenApp, frozen_folder, plain_environment, started
from support.screen import VirtualScreen, wait_until

pytestmark = pytest.mark.frozen

LIBRARIES = Path("/usr/lib/x86_64-linux-gnu")


@pytest.fixture(scope="module")
def frozen() -> FrozenApp:
    """The build that is looked at."""
    return FrozenApp(frozen_folder())


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualScreen]:
    with VirtualScreen() as virtual:
        yield virtual


def somebody() -> int | None:
    """An account that a closed folder is closed to; root may write everywhere."""
    return NOBODY if os.geteuid() == 0 else None


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder that nothing can be written to, where any account can look."""
    # Not in the folder of this test run: the next run of another closes that to all but its owner.
    with tempfile.TemporaryDirectory(prefix="safeharbor-closed-", dir="/tmp") as made:
        Path(made).chmod(0o755)
        folder = Path(made) / "closed"
        folder.mkdir()
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)


def own_home(closed: Path) -> dict[str, str]:
    """No home of its own that could be written to, and no word of where one is."""
    around = {name: str(closed) for name in ("HOME", "TMPDIR")}
    return {**plain_environment(), **around, "SAFEHARBOR_HOME": ""}


def test_a_home_that_cannot_be_written_to_is_said_in_a_sentence(
    frozen: FrozenApp, closed: Path
) -> None:
    changes = {"SAFEHARBOR_HOME": str(closed / "home")}
    done = frozen.run(
        "--passphrase-fd", "0", "init", "--policy", "private",
        stdin="a lamp in the window\n", changes=changes, user=somebody(),
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (74, "")
    assert done.stderr.startswith("The folder of the journal cannot be written to.")
    assert list(closed.iterdir()) == []


def test_a_home_that_cannot_be_written_to_still_has_a_circle(
    frozen: FrozenApp, closed: Path, screen: VirtualScreen
) -> None:
    environ = {**own_home(closed), "SAFEHARBOR_HOME": str(closed / "home"), "DISPLAY": screen.name}
    command = [str(frozen.window), "--breathe"]
    with started(command, environ, user=somebody()) as process:
        wait_until(lambda: "SafeHarbor" in screen.windows().values(), limit=60)
        (window,) = (w for w, title in screen.windows().items() if title == "SafeHarbor")
        pictures: set[bytes] = set()

        def has_moved() -> bool:
            pictures.add(screen.picture(window))
            return len(pictures) >= 8

        wait_until(has_moved)
        screen.close(window)
        assert process.wait(30) == 0
        assert process.communicate() == ("", "")


def test_a_portable_program_keeps_its_journal_beside_itself(
    frozen: FrozenApp, tmp_path: Path
) -> None:
    app = frozen.copy(tmp_path / "stick ключ")
    (app.folder / "safeharbor.portable").touch()
    changes = {"SAFEHARBOR_HOME": ""}
    made = app.run(
        "--json", "--passphrase-fd", "0", "init", "--policy", "private",
        stdin="a lamp in the window\n", changes=changes,
    )  # fmt: skip
    assert (made.stderr, made.returncode) == ("", 0)
    added = app.run("--json", "add", stdin="A text to carry about.", changes=changes)
    assert json.loads(added.stdout)["stored"] == "inbox"
    assert (app.folder / "data" / "vault.hdr").is_file()
    # It can be moved, journal and all.
    moved = FrozenApp(app.folder.rename(tmp_path / "elsewhere"))
    listed = moved.run(
        "--json", "--passphrase-fd", "0", "list",
        stdin="a lamp in the window\n", changes=changes,
    )  # fmt: skip
    assert len(json.loads(listed.stdout)["entries"]) == 1
    home = Path(os.environ["HOME"])
    assert not [path for path in home.rglob("*") if path.is_file()]


def test_a_portable_program_on_a_closed_stick_says_so(frozen: FrozenApp, closed: Path) -> None:
    closed.chmod(0o755)
    app = frozen.copy(closed / "app")
    (app.folder / "safeharbor.portable").touch()
    app.folder.chmod(0o555)
    done = app.run(
        "--passphrase-fd", "0", "init", "--policy", "private",
        stdin="a lamp in the window\n", changes={"SAFEHARBOR_HOME": ""}, user=somebody(),
    )  # fmt: skip
    app.folder.chmod(0o755)
    assert done.returncode == 74
    assert done.stderr.startswith("The folder of the journal cannot be written to.")
    assert not (app.folder / "data").exists()


def without(library: str) -> list[str]:
    """The beginning of a command that runs in a world in which ``library`` is not installed."""
    hide = (
        f"d=$(mktemp -d) && mount -t tmpfs none $d && mkdir $d/up $d/work && "
        f"mount -t overlay none -o lowerdir={LIBRARIES},upperdir=$d/up,workdir=$d/work {LIBRARIES}"
        f' && rm {LIBRARIES}/{library} && exec "$@"'
    )
    return ["unshare", "--map-root-user", "--mount", "sh", "-c", hide, "sh"]


def can_hide() -> bool:
    """Whether this account may make such a world."""
    if shutil.which("unshare") is None or not (LIBRARIES / "libEGL.so.1").exists():
        return False
    return subprocess.run([*without("libEGL.so.1"), "true"], capture_output=True).returncode == 0


@pytest.mark.skipif(not can_hide(), reason="needs namespaces, and libraries where Debian has them")
@pytest.mark.parametrize(
    "library", ["libEGL.so.1", "libglib-2.0.so.0", "libxcb-cursor.so.0", "libxkbcommon-x11.so.0"]
)
def test_a_library_that_is_not_installed_is_named_with_its_package(
    frozen: FrozenApp, screen: VirtualScreen, library: str
) -> None:
    command = [*without(library), str(frozen.window)]
    environ = {**plain_environment(), "DISPLAY": screen.name}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (69, "")
    (line,) = done.stderr.splitlines()
    assert library in line
    assert f"sudo apt install {PACKAGES[library]}" in line
    tested = subprocess.run(
        [*without(library), str(frozen.console), "selftest"],
        env=environ, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert tested.returncode in {1, 69}
    assert library in tested.stdout + tested.stderr
