"""The frozen program, as somebody has it who installed it: it works, and nothing gets into it.

These run on a build: ``python3 run.py build`` makes one, and ``python3 run.py test -m frozen`` runs
them on it. The plain test run leaves them out.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeharbor import __version__
from safeharbor.system.surroundings import give_back_libraries
from support.frozen import FrozenApp, frozen_folder, plain_environment, plant, started
from support.screen import VirtualScreen, wait_until
from tools.release.elf import elf_files
from tools.release.run_path import foreign_run_paths, run_paths

pytestmark = pytest.mark.frozen

SECRET = "a lamp in the window, always"
TEXT = "The tide went out. Die Flut kommt wieder, 猫も。"
HOSTILE_PYTHON = {
    "PYTHONHOME": "/nowhere",
    "PYTHONSTARTUP": "sitecustomize.py",
    "PYTHONINSPECT": "1",
    "PYTHONVERBOSE": "2",
    "PYTHONWARNINGS": "error",
    "PYTHONDEVMODE": "1",
    "PYTHONBREAKPOINT": "sitecustomize.x",
    "PYTHONIOENCODING": "ascii",
    "PYTHONUTF8": "0",
    "PYTHONDONTWRITEBYTECODE": "",
}
HOSTILE_QT = {
    "QT_QPA_PLATFORMTHEME": "gtk3",
    "QT_QPA_GENERIC_PLUGINS": "evdevkeyboard",
    "QT_STYLE_OVERRIDE": "evil",
    "QT_LOGGING_RULES": "*=true",
    "QT_LOGGING_TO_CONSOLE": "1",
    "QT_DEBUG_PLUGINS": "1",
    "QT_FATAL_WARNINGS": "1",
    "QT_MESSAGE_PATTERN": "%{backtrace}",
    "QSG_INFO": "1",
    "QT_FONT_DPI": "100000",
    "QT_SCALE_FACTOR": "0",
    "QT_QPA_PLATFORM": "vnc",
}
HOSTILE_PYSIDE = {
    "PYSIDE6_OPTION_LAZY": "0",
    "PYSIDE6_OPTION_PYTHON_ENUM": "0x7",
    "SBK_EMBED": "1",
}
HOSTILE_BUSES = {
    "AT_SPI_BUS_ADDRESS": "unixexec:path=/nowhere/evil",
    "DBUS_SESSION_BUS_ADDRESS": "unixexec:path=/nowhere/evil",
}
HOSTILE_REST = {
    "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    "KEYRING_PROPERTY_KEYCHAIN": "/nowhere",
    "SSLKEYLOGFILE": "keys.log",
}
OPENSSL = """
openssl_conf = parts
[parts]
providers = list
[list]
evil = that
[that]
module = ./libffi.so.8
activate = 1
"""


@pytest.fixture(scope="module")
def frozen() -> FrozenApp:
    """The build that is looked at."""
    return FrozenApp(frozen_folder())


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualScreen]:
    with VirtualScreen() as virtual:
        yield virtual


@pytest.fixture
def desktop(screen: VirtualScreen, own_world: Path) -> dict[str, str]:
    """The environment of somebody at a screen."""
    return {**plain_environment(), "DISPLAY": screen.name}


def is_sound(done: subprocess.CompletedProcess[str]) -> None:
    """The self-test found nothing and nobody else said a word."""
    assert done.stderr == ""
    report = json.loads(done.stdout)
    broken = {name: part["detail"] for name, part in report["checks"].items() if not part["ok"]}
    assert (broken, report["version"], done.returncode) == ({}, __version__, 0)


def the_window(screen: VirtualScreen) -> int:
    """The one window of ours, with something painted in it."""
    wait_until(lambda: "SafeHarbor" in screen.windows().values(), limit=60)
    (window,) = (w for w, title in screen.windows().items() if title == "SafeHarbor")
    wait_until(lambda: len(set(screen.picture(window))) > 32)
    return window


def is_moving(screen: VirtualScreen, window: int) -> bool:
    """Whether many pictures follow each other."""
    pictures: set[bytes] = set()

    def has_moved() -> bool:
        pictures.add(screen.picture(window))
        return len(pictures) >= 8

    wait_until(has_moved)
    return True


def facts_of(player: subprocess.Popen[str]) -> tuple[dict[str, str], set[Path]]:
    """What a player was started with, and the files that it has loaded; then it ends."""
    assert player.stdin is not None
    assert player.stdout is not None
    assert player.stdout.readline() in {"ready\n", "nothing\n", "missing\n"}
    place = Path("/proc") / str(player.pid)
    rows = (place / "environ").read_text(encoding="utf-8").split("\0")
    loaded = {
        Path(row.split(maxsplit=5)[5])
        for row in (place / "maps").read_text(encoding="utf-8").splitlines()
        if ".so" in row
    }
    player.stdin.close()
    assert player.wait(20) == 0
    player.stdin = None
    return dict(row.split("=", 1) for row in rows if row), loaded


def lives(app: FrozenApp, *, changes: dict[str, str] | None = None) -> None:
    """Make a vault, write, list, read and search, with a passphrase on standard input."""
    options = ("--json", "--passphrase-fd", "0")
    made = app.run(*options, "init", "--policy", "private", stdin=f"{SECRET}\n", changes=changes)
    assert (made.stderr, made.returncode) == ("", 0)
    words = f"{SECRET}\n{TEXT}\n"
    added = app.run(*options, "add", "--title", "港", stdin=words, changes=changes)
    assert json.loads(added.stdout)["stored"] == "vault"
    entry = json.loads(added.stdout)["id"]

    def asked(*command: str) -> dict[str, object]:
        done = app.run(*options, *command, stdin=f"{SECRET}\n", changes=changes)
        assert (done.stderr, done.returncode) == ("", 0)
        told = json.loads(done.stdout)
        assert isinstance(told, dict)
        return told

    listed = asked("list")["entries"]
    assert isinstance(listed, list)
    assert [row["id"] for row in listed] == [entry]
    assert str(asked("show", entry)["body"]).strip() == TEXT
    found = asked("search", "猫")["hits"]
    assert isinstance(found, list)
    assert [hit["id"] for hit in found] == [entry]


def test_it_proves_itself_and_is_quiet(frozen: FrozenApp, own_world: Path) -> None:
    is_sound(frozen.run("selftest", "--json"))
    assert list(own_world.iterdir()) == []


def test_both_programs_say_the_version(frozen: FrozenApp) -> None:
    for program in (frozen.window, frozen.console):
        done = subprocess.run([str(program), "--version"], capture_output=True, text=True)
        assert (done.stdout.casefold(), done.stderr) == (f"safeharbor {__version__}\n", "")


def test_an_entry_goes_in_and_comes_out(frozen: FrozenApp, own_world: Path) -> None:
    lives(frozen)
    stored = b"".join(path.read_bytes() for path in own_world.rglob("*") if path.is_file())
    assert b"Die Flut kommt" not in stored


def test_a_home_with_blanks_and_letters_of_any_script(frozen: FrozenApp, tmp_path: Path) -> None:
    home = tmp_path / "mein Zuhause" / "дом 家 é"
    home.mkdir(parents=True)
    lives(frozen, changes={"SAFEHARBOR_HOME": str(home), "LC_ALL": "C"})
    assert (home / "vault.hdr").is_file()


@pytest.mark.parametrize("command", ["breathe", "ground", "help-lines", "guides", "worksheets"])
def test_every_command_finds_its_own_content(frozen: FrozenApp, command: str) -> None:
    words = {"breathe": ["--minutes", "0.01", "--text-only"], "ground": ["--list"]}
    done = frozen.run(command, *words.get(command, ["list"] if command.endswith("s") else []))
    if command == "help-lines":
        done = frozen.run(command, "--country", "GB")
    assert (done.stderr, done.returncode) == ("", 0)
    assert done.stdout.strip()


def test_what_lies_in_the_current_folder_is_not_loaded(frozen: FrozenApp, tmp_path: Path) -> None:
    planted = plant(tmp_path / "planted")
    telltale = tmp_path / "loaded"
    changes = {
        "SH_TELLTALE": str(telltale),
        "TMPDIR": str(planted),
        # An empty part means the current folder. What the system links to the first program of
        # all is taken from there before any line of ours runs; nothing that comes later is.
        "LD_LIBRARY_PATH": ":",
    }
    is_sound(frozen.run("selftest", "--json", changes=changes, cwd=planted))
    lives(frozen, changes=changes)
    assert not telltale.exists()


def test_no_library_looks_for_others_outside_of_the_build(frozen: FrozenApp) -> None:
    files = {file.name: file.read_bytes() for file in elf_files(frozen.folder)}
    assert any(run_paths(data) for data in files.values())
    foreign = {name: found for name, data in files.items() if (found := foreign_run_paths(data))}
    assert foreign == {}


def test_the_file_of_modules_is_not_read_as_a_passphrase(
    frozen: FrozenApp, own_world: Path
) -> None:
    """Somebody says ``--passphrase-fd 3`` and forgets to lay a file there."""
    init = ("init", "--policy", "private")
    nowhere = frozen.run("--passphrase-fd", "77", *init)
    assert nowhere.returncode != 0
    for number in ("3", "4", "5"):
        done = frozen.run("--passphrase-fd", number, *init)
        assert (done.stderr, done.returncode) == (nowhere.stderr, nowhere.returncode)
    assert not (own_world / "vault.hdr").exists()


def test_where_few_files_may_be_open_it_works_as_well(frozen: FrozenApp) -> None:
    few = ("sh", "-c", 'ulimit -n 256 && exec "$@"', "sh")
    is_sound(frozen.run("selftest", "--json", prefix=few))


def test_what_the_program_starts_gets_the_libraries_of_the_system(frozen: FrozenApp) -> None:
    """A player with the variables that a window leaves it: it works without our folder."""
    sounds = frozen.inside / "safeharbor" / "_resources" / "sounds"
    command = [str(frozen.window), "--player", "tones", str(sounds)]
    with started(command, plain_environment()) as first:
        environ, _ = facts_of(first)
    assert environ["LD_LIBRARY_PATH"] == str(frozen.inside)
    give_back_libraries(environ)
    with started(command, environ) as player:
        now, loaded = facts_of(player)
    assert "LD_LIBRARY_PATH" not in now
    ours = {path.name for path in loaded if path.parent == frozen.inside and ".so." in path.name}
    assert {name.partition("3.")[0] for name in ours} == {"libpython"}


def test_a_player_is_started_without_our_folder_of_libraries(
    frozen: FrozenApp, screen: VirtualScreen, desktop: dict[str, str], own_world: Path
) -> None:
    (own_world / "preferences.json").write_text('{"calm_tones": true}')
    seen: list[bytes] = []

    def has_player() -> bool:
        for child in (Path("/proc") / str(window.pid) / "task").glob("*/children"):
            for number in child.read_text().split():
                place = Path("/proc") / number
                # One that has found no loudspeaker may be gone by now.
                with contextlib.suppress(OSError):
                    if b"--player" in (place / "cmdline").read_bytes():
                        seen.append((place / "environ").read_bytes())
        return any(seen)

    with started([str(frozen.window), "--breathe"], desktop) as window:
        wait_until(has_player, limit=60)
    assert not [each for each in seen if b"LD_LIBRARY_PATH=" in each]


def test_hostile_variables_change_nothing(frozen: FrozenApp, tmp_path: Path) -> None:
    planted = plant(tmp_path / "planted")
    telltale = tmp_path / "loaded"
    changes = {
        **HOSTILE_PYTHON,
        **HOSTILE_QT,
        **HOSTILE_PYSIDE,
        **HOSTILE_BUSES,
        **HOSTILE_REST,
        "SH_TELLTALE": str(telltale),
        "PYTHONPATH": str(planted),
        "PYTHONUSERBASE": str(planted),
        "QT_PLUGIN_PATH": str(planted),
        "QT_QPA_PLATFORM_PLUGIN_PATH": str(planted / "platforms"),
        "QML2_IMPORT_PATH": str(planted),
        "OPENSSL_MODULES": str(planted),
        "OPENSSL_CONF": str(planted / "openssl.cnf"),
    }
    (planted / "openssl.cnf").write_text(OPENSSL)
    is_sound(frozen.run("selftest", "--json", changes=changes, cwd=planted))
    lives(frozen, changes=changes)
    assert not telltale.exists()
    assert not (planted / "keys.log").exists()


@pytest.mark.parametrize("said", ["0", "1"])
def test_no_variable_removes_or_adds_a_file_of_the_program(
    frozen: FrozenApp, tmp_path: Path, said: str
) -> None:
    """PySide would take its compiled parts away, or write its own as text beside them."""
    copy = frozen.copy(tmp_path / "app")
    before = sorted(copy.folder.rglob("*"))
    is_sound(copy.run("selftest", "--json", changes={"SBK_EMBED": said}))
    assert sorted(copy.folder.rglob("*")) == before


def test_no_variable_puts_another_keyring_in_place(frozen: FrozenApp, own_world: Path) -> None:
    done = frozen.run("init", "--policy", "simple", changes=HOSTILE_REST)
    assert done.returncode != 0
    assert "keyring" in done.stderr
    assert not (own_world / "vault.hdr").exists()


def test_the_window_opens_and_is_painted(
    frozen: FrozenApp, screen: VirtualScreen, desktop: dict[str, str]
) -> None:
    with started([str(frozen.window)], desktop) as process:
        window = the_window(screen)
        screen.close(window)
        assert process.wait(30) == 0
        assert process.communicate() == ("", "")


def test_the_circle_moves_and_hostile_variables_do_not_stop_it(
    frozen: FrozenApp, screen: VirtualScreen, desktop: dict[str, str], tmp_path: Path
) -> None:
    planted = plant(tmp_path / "planted")
    hostile = {
        **HOSTILE_PYTHON,
        **HOSTILE_QT,
        "QT_PLUGIN_PATH": str(planted),
        "SH_TELLTALE": str(tmp_path / "loaded"),
    }
    with started([str(frozen.window), "--breathe"], {**desktop, **hostile}) as process:
        window = the_window(screen)
        assert is_moving(screen, window)
        screen.close(window)
        assert process.wait(30) == 0
        assert process.communicate() == ("", "")
    assert not (tmp_path / "loaded").exists()


def test_an_upgrade_under_an_open_window_does_not_disturb_it(
    frozen: FrozenApp, screen: VirtualScreen, desktop: dict[str, str], tmp_path: Path
) -> None:
    copy = frozen.copy(tmp_path / "app")
    with started([str(copy.window), "--breathe"], desktop) as process:
        window = the_window(screen)
        assert is_moving(screen, window)
        # As a package does it: a new file under the old name.
        copy.window.unlink()
        shutil.copyfile("/bin/true", copy.window)
        screen.press(window, "Escape")
        screen.press(window, "g")
        assert process.poll() is None
        screen.close(window)
        assert process.wait(30) == 0
        assert process.communicate() == ("", "")


@pytest.mark.parametrize("kind", ["tones", "voice"])
def test_the_player_answers_and_ends_with_its_window(frozen: FrozenApp, kind: str) -> None:
    sounds = frozen.inside / "safeharbor" / "_resources" / "sounds"
    asked = [str(sounds)] if kind == "tones" else ["en"]
    with started([str(frozen.window), "--player", kind, *asked], plain_environment()) as player:
        assert player.stdin is not None
        assert player.stdout is not None
        assert player.stdout.readline() in {"ready\n", "nothing\n", "missing\n"}
        player.stdin.write("stop\n")
        player.stdin.flush()
        assert player.stdout.readline() == "done\n"
        player.stdin.close()
        assert player.wait(20) == 0
        player.stdin = None
