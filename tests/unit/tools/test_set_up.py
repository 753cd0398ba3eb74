"""The set-up behind ``run.py``: what it decides, with every command only written down."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tools.set_up import common, environment, stamp, system_packages, tasks
from tools.set_up.common import Place, SetUpError


class Commands:
    """Stands in for running commands; ``failing`` names words that make one fail."""

    def __init__(self) -> None:
        self.run: list[list[str]] = []
        self.failing: list[str] = []

    def __call__(self, command: Sequence[str], **_options: object) -> bool:
        self.run.append(list(command))
        return not any(word in " ".join(command) for word in self.failing)

    def lines(self) -> list[str]:
        return [" ".join(command) for command in self.run]


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    fake = Commands()
    for module in (environment, system_packages):
        monkeypatch.setattr(module, "succeeds", fake)
    return fake


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A checkout with requirements and, in place of an environment, this very interpreter."""
    place = Place(tmp_path / "check out")
    (place.root / "requirements").mkdir(parents=True)
    (place.root / "src").mkdir()
    place.requirements("app").write_text("a==1")
    place.requirements("dev").write_text("a==1\nb==2")
    return place


def make_environment(place: Place) -> None:
    place.python.parent.mkdir(parents=True, exist_ok=True)
    place.python.symlink_to(sys.executable)
    place.site_packages.mkdir(parents=True, exist_ok=True)


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ("", None),
        ("--breathe", None),
        ("--home X", None),
        ("--home X --json list", "list"),
        ("--home=X breathe --minutes 1", "breathe"),
        ("--passphrase-fd 3 add", "add"),
        ("--help", "--help"),
        ("--version", "--version"),
    ],
)
def test_the_subcommand(arguments: str, found: str | None) -> None:
    assert tasks.subcommand(arguments.split()) == found


@pytest.mark.parametrize(
    ("arguments", "environ", "platforms"),
    [
        ([], {}, set()),
        ([], {"DISPLAY": ":0"}, {"xcb"}),
        (["--breathe"], {"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, {"xcb", "wayland"}),
        ([], {"QT_QPA_PLATFORM": "offscreen:x", "DISPLAY": ":0"}, {"offscreen"}),
        (["breathe"], {"DISPLAY": ":0"}, set()),
        (["add"], {"QT_QPA_PLATFORM": "xcb"}, set()),
        (["--version"], {"DISPLAY": ":0"}, set()),
        (["selftest"], {}, {"offscreen"}),
    ],
)
def test_only_a_window_needs_the_libraries_of_qt(
    arguments: list[str], environ: dict[str, str], platforms: set[str]
) -> None:
    assert tasks.platforms_for(arguments, environ) == platforms


def test_a_fitting_stamp_is_all_that_a_second_start_looks_at(place: Place) -> None:
    assert not stamp.is_ready(place, "app")
    make_environment(place)
    assert not stamp.is_ready(place, "app")
    stamp.write_stamp(place, stamp.wanted_stamp(place, "app"))
    assert stamp.is_ready(place, "app")
    assert not stamp.is_ready(place, "dev")
    stamp.write_stamp(place, stamp.wanted_stamp(place, "dev"))
    assert stamp.is_ready(place, "app")
    assert stamp.is_ready(place, "dev")


def test_new_requirements_or_another_interpreter_undo_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_environment(place)
    stamp.write_stamp(place, stamp.wanted_stamp(place, "dev"))
    place.requirements("dev").write_text("a==1\nb==3")
    assert not stamp.is_ready(place, "dev")
    assert stamp.is_ready(place, "app")
    place.python.unlink()
    assert not stamp.is_ready(place, "app")
    place.python.symlink_to("/usr/bin/env")
    assert not stamp.is_ready(place, "app")


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"app": 1}'])
def test_a_damaged_stamp_counts_for_nothing(place: Place, damage: str) -> None:
    make_environment(place)
    place.stamp.write_text(damage)
    assert not stamp.is_ready(place, "app")


def test_setting_up_makes_the_environment_once(
    place: Place, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = environment.make_venv

    def make(at: Place, environ: dict[str, str], lock: int) -> None:
        real(at, environ, lock)
        make_environment(at)
        (at.site_packages / "pip").mkdir()

    monkeypatch.setattr(environment, "make_venv", make)
    place.venv.mkdir()
    (place.venv / "left over").mkdir()
    (place.venv / "half").touch()
    environment.set_up(place, "app", {})
    assert stamp.is_ready(place, "app")
    assert sorted(p.name for p in place.venv.iterdir()) == [
        "bin", "lib", "safeharbor-stamp.json", "setup.lock",
    ]  # fmt: skip
    assert (place.site_packages / "safeharbor.pth").read_text() == "../../../../src\n"
    first = len(commands.run)
    environment.set_up(place, "app", {})
    assert len(commands.run) == first
    environment.set_up(place, "dev", {})
    added = commands.lines()[first:]
    assert [line for line in added if "--require-hashes" in line and "dev.txt" in line] == added


def test_a_set_up_that_fails_leaves_no_stamp(place: Place, commands: Commands) -> None:
    make_environment(place)
    (place.site_packages / "pip").mkdir()
    stamp.write_stamp(place, stamp.wanted_stamp(place, "app"))
    commands.failing = ["--require-hashes"]
    with pytest.raises(SetUpError, match="could not be installed"):
        environment.set_up(place, "dev", {})
    assert not place.stamp.exists()


def test_the_environment_where_python_is_complete(place: Place, commands: Commands) -> None:
    environment.make_venv(place, {}, 0)
    assert commands.run[-1][1:] == ["-m", "venv", str(place.venv)]


def test_without_ensurepip_the_systems_pip_does(
    place: Place, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands.failing = ["import venv, ensurepip"]
    monkeypatch.setattr(environment, "outside_pip", lambda: ["python", "-m", "pip"])
    environment.make_venv(place, {}, 0)
    assert commands.run[-1][1:] == ["-m", "venv", "--without-pip", str(place.venv)]
    environment.install_requirements(place, "app", 0)
    assert commands.run[-1][:5] == ["python", "-m", "pip", "--python", str(place.python)]


def test_without_either_the_package_is_installed_or_named(
    place: Place, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands.failing = ["ensurepip"]
    monkeypatch.setattr(environment, "outside_pip", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(SetUpError, match="install -y --no-install-recommends python3-venv"):
        environment.make_venv(place, {"SAFEHARBOR_NO_SYSTEM": "1"}, 0)
    assert not any("apt-get" in line for line in commands.lines())


@pytest.mark.parametrize(
    ("answer", "version"),
    [
        ("pip 23.0.1 from /usr/lib/python3/dist-packages/pip (python 3.11)", (23, 0)),
        ("pip 26.3 from x (python 3.14)", (26, 3)),
        ("", (0, 0)),
        ("/usr/bin/python3: No module named pip", (0, 0)),
    ],
)
def test_the_version_of_pip(answer: str, version: tuple[int, int]) -> None:
    assert environment.pip_version(answer) == version


def test_a_killed_set_up_keeps_the_lock_until_its_command_ends(place: Place) -> None:
    place.venv.mkdir()
    with environment.one_at_a_time(place) as lock:
        child = subprocess.Popen(
            [sys.executable, "-c", "import sys; sys.stdin.read()"],
            stdin=subprocess.PIPE,
            pass_fds=[lock],
        )
    with child, place.lock.open("ab") as other:
        assert not environment._try_lock(other)
        child.communicate(b"")
        assert environment._try_lock(other)


def test_a_command_says_how_it_went(capfd: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-c", "print('words')"]
    assert common.succeeds(command, shown=True)
    assert not common.succeeds([sys.executable, "-c", "raise SystemExit(3)"])
    assert not common.succeeds(["/nowhere/at-all"])
    out, err = capfd.readouterr()
    assert out == ""
    assert err == f"SafeHarbor set-up runs: {shlex.join(command)}\nwords\n"


def can_install(monkeypatch: pytest.MonkeyPatch, *, uid: int, programs: Sequence[str]) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: uid)
    found = {name: f"/usr/bin/{name}" for name in programs}
    monkeypatch.setattr(shutil, "which", found.get)


APT = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]


def test_who_may_install(monkeypatch: pytest.MonkeyPatch, commands: Commands) -> None:
    can_install(monkeypatch, uid=0, programs=["apt-get"])
    assert system_packages.installer({}) == APT
    assert system_packages.installer({"SAFEHARBOR_NO_SYSTEM": "1"}) is None
    can_install(monkeypatch, uid=1000, programs=["apt-get", "sudo"])
    assert system_packages.installer({}) == ["sudo", "-n", *APT]
    commands.failing = ["sudo -n true"]
    assert system_packages.installer({}) is None
    can_install(monkeypatch, uid=1000, programs=["apt-get"])
    assert system_packages.installer({}) is None
    can_install(monkeypatch, uid=0, programs=["dnf"])
    assert system_packages.installer({}) is None


def test_an_empty_package_list_is_fetched_once(
    monkeypatch: pytest.MonkeyPatch, commands: Commands
) -> None:
    can_install(monkeypatch, uid=0, programs=["apt-get"])
    commands.failing = ["install"]
    assert not system_packages.install_packages(["libgl1", "libegl1", "libgl1"], {})
    install = [*APT, "install", "-y", "--no-install-recommends", "libegl1", "libgl1"]
    assert commands.run == [install, [*APT, "update"], install]


def test_missing_libraries_are_named_in_one_line(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    can_install(monkeypatch, uid=1000, programs=["apt-get"])
    wanted = {"libc.so.6": "libc6", "libnowhere.so.7": "libnowhere7"}
    with pytest.raises(SetUpError) as caught:
        system_packages.ensure_libraries(place, wanted, {})
    assert caught.value.code == 69
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert "libnowhere.so.7" in sentence
    assert "sudo apt-get install -y --no-install-recommends libnowhere7" in sentence
    assert "libc6" not in sentence


def test_libraries_found_once_are_not_looked_for_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.venv.mkdir()
    system_packages.ensure_libraries(place, {"libc.so.6": "libc6"}, {})
    monkeypatch.setattr(system_packages, "missing_libraries", lambda wanted: wanted)
    monkeypatch.setattr(system_packages, "install_packages", lambda *_args: False)
    system_packages.ensure_libraries(place, {"libc.so.6": "libc6"}, {})
    with pytest.raises(SetUpError):
        system_packages.ensure_libraries(place, {"libm.so.6": "libc6"}, {})


def test_missing_test_programs_only_skip_tests(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    can_install(monkeypatch, uid=1000, programs=["apt-get", "strace"])
    system_packages.ensure_test_programs({})
    err = capsys.readouterr().err
    assert err.startswith("Tests that need gnome-keyring-daemon, dbus-run-session, Xvfb, xauth")
    assert err.count("\n") == 1


def test_pytest_runs_on_two_cores_unless_told_otherwise() -> None:
    assert tasks.pytest_arguments([]) == ["-n", "2"]
    assert tasks.pytest_arguments(["tests/unit", "-q"]) == ["-n", "2", "tests/unit", "-q"]
    for told in (["-n0"], ["-n", "4"], ["--numprocesses=1"], ["-p", "no:xdist"], ["--pdb"]):
        assert tasks.pytest_arguments(told) == told


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """What ``start`` would become, in place of becoming it."""
    seen: list[tuple[list[str], dict[str, str]]] = []

    def become(command: list[str], environ: dict[str, str]) -> None:
        seen.append((command[1:], dict(environ)))
        sys.exit(0)

    for name in ("ensure_environment", "ensure_platforms"):
        monkeypatch.setattr(tasks, name, lambda *_args: None)
    monkeypatch.setattr(system_packages, "ensure_test_programs", lambda _environ: None)
    monkeypatch.setattr(tasks, "hand_over", become)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    return seen


def test_arguments_go_to_the_program_or_to_pytest(
    handed: list[tuple[list[str], dict[str, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "chdir", lambda _path: None)
    for arguments in (["breathe", "--minutes", "1"], ["test", "-q"], ["bench", "--quick"]):
        with pytest.raises(SystemExit):
            tasks.start(arguments)
    (app, app_env), (tests, tests_env), (bench, bench_env) = handed
    assert app == ["-I", "-m", "safeharbor", "breathe", "--minutes", "1"]
    assert "QT_QPA_PLATFORM" not in app_env
    assert tests == ["-m", "pytest", "-n", "2", "-q"]
    assert tests_env["QT_QPA_PLATFORM"] == "offscreen"
    assert bench == ["-m", "bench.run_bench", "--quick"]
    assert bench_env["PYTHONPATH"].endswith("tests")


def test_what_goes_wrong_is_one_line_and_a_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(error: Exception) -> int:
        def refuse(*_args: object) -> None:
            raise error

        monkeypatch.setattr(tasks, "ensure_environment", refuse)
        with pytest.raises(SystemExit) as caught:
            tasks.start(["list"])
        assert isinstance(caught.value.code, int)
        return caught.value.code

    assert fail(SetUpError("No way.", 69)) == 69
    assert fail(PermissionError(13, "Permission denied", "/some/.venv")) == 1
    with pytest.raises(SystemExit) as caught:
        tasks.start(["build", "--odd"])
    assert caught.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "No way.",
        "The set-up could not use /some/.venv: Permission denied.",
        "usage: run.py build [--twice] [--test]; these options are for Linux",
    ]


@pytest.mark.parametrize(
    ("platform", "arguments", "script"),
    [
        ("linux", [], "build_linux.sh"),
        ("linux", ["--twice", "--test"], "build_linux.sh"),
        ("darwin", [], "freeze.sh"),
        ("win32", [], "freeze.sh"),
    ],
)
def test_each_system_is_built_by_its_script(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    arguments: list[str],
    script: str,
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    command = tasks.build_command(Place(tmp_path), arguments)
    assert command == ["/bin/bash", str(tmp_path / "packaging" / script), *arguments]
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(SetUpError):
        tasks.build_command(Place(tmp_path), arguments)
