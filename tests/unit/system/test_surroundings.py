from __future__ import annotations

import os
import sys

import pytest

from safeharbor.system.surroundings import give_back_libraries, safe_libraries, settle, tidy

KIND = {
    "QT_SCALE_FACTOR": "2",
    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    "QT_IM_MODULE": "ibus",
    "LANG": "de_DE.UTF-8",
    "DISPLAY": ":0",
}


def test_what_helps_a_person_to_see_and_type_stays() -> None:
    environ = dict(KIND)
    tidy(environ)
    assert environ == KIND


@pytest.mark.parametrize(
    "name",
    [
        "QT_PLUGIN_PATH",
        "QT_QPA_PLATFORM_PLUGIN_PATH",
        "QT_QPA_PLATFORMTHEME",
        "QT_QPA_GENERIC_PLUGINS",
        "QT_STYLE_OVERRIDE",
        "QT_LOGGING_RULES",
        "QT_LOGGING_TO_CONSOLE",
        "QT_FATAL_WARNINGS",
        "QT_DEBUG_PLUGINS",
        "QML2_IMPORT_PATH",
        "PYSIDE6_OPTION_PYTHON_ENUM",
        "SBK_EMBED",
        "PYTHONPATH",
        "PYTHONSTARTUP",
        "PYTHON_KEYRING_BACKEND",
        "KEYRING_PROPERTY_PERSIST",
        "OPENSSL_CONF",
        "OPENSSL_MODULES",
        "GIO_MODULE_DIR",
        "GCONV_PATH",
    ],
)
def test_what_brings_code_or_noise_goes(name: str) -> None:
    environ = {**KIND, name: "/somewhere"}
    tidy(environ)
    assert environ == KIND


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("offscreen", "offscreen"),
        ("wayland;xcb", "wayland;xcb"),
        ("wayland", "wayland"),
        ("offscreen:configfile=/tmp/screen.json", "offscreen"),
        ("vnc:port=5900;xcb", "xcb"),
        ("vnc", None),
        ("../../evil", None),
        ("", None),
    ],
)
def test_only_a_kind_of_screen_that_is_there_is_asked_for(asked: str, left: str | None) -> None:
    environ = {"QT_QPA_PLATFORM": asked}
    tidy(environ)
    assert environ.get("QT_QPA_PLATFORM") == left


def test_where_there_is_an_x_screen_a_missing_wayland_leads_to_it() -> None:
    environ = {"QT_QPA_PLATFORM": "wayland", "DISPLAY": ":0"}
    tidy(environ)
    assert environ["QT_QPA_PLATFORM"] == "wayland;xcb"


@pytest.mark.parametrize(
    ("name", "value", "stays"),
    [
        ("QT_SCALE_FACTOR", "1.5", True),
        ("QT_SCALE_FACTOR", "0", False),
        ("QT_SCALE_FACTOR", "nan", False),
        ("QT_SCALE_FACTOR", "40", False),
        ("QT_SCALE_FACTOR", "large", False),
        ("QT_SCREEN_SCALE_FACTORS", "HDMI-1=2;1.25", True),
        ("QT_SCREEN_SCALE_FACTORS", "eDP-1=1.5;HDMI-1=1.5;", True),
        ("QT_SCREEN_SCALE_FACTORS", "HDMI-1=2;-1", False),
        ("QT_FONT_DPI", "144", True),
        ("QT_FONT_DPI", "100000", False),
    ],
)
def test_a_size_with_which_nothing_can_be_seen_is_left_out(
    name: str, value: str, stays: bool
) -> None:
    environ = {name: value}
    tidy(environ)
    assert (name in environ) is stays


@pytest.mark.parametrize("name", ["DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS"])
def test_an_address_of_a_bus_starts_no_program(name: str) -> None:
    environ = {name: "unix:path=/run/bus;unixexec:path=/tmp/evil"}
    tidy(environ)
    assert "evil" not in environ[name]
    kind = {name: "unix:path=/run/user/1000/bus"}
    tidy(kind)
    assert kind[name] == "unix:path=/run/user/1000/bus"


@pytest.mark.parametrize("asked", ["", ":/opt/lib", "/opt/lib:", "lib", "/opt/lib:../lib:/usr/x"])
def test_libraries_never_come_from_the_current_folder(asked: str) -> None:
    inside = "/usr/lib/safeharbor/_internal"
    environ = {
        "LD_LIBRARY_PATH": f"{inside}:{asked}",
        "LD_LIBRARY_PATH_ORIG": asked,
        "_PYI_ARCHIVE_FILE": "/usr/lib/safeharbor/safeharbor",
        "LANG": "C",
    }
    fresh = safe_libraries(environ)
    assert fresh is not None
    left = [part for part in asked.split(":") if part.startswith("/")]
    assert fresh == {"LANG": "C", **({"LD_LIBRARY_PATH": ":".join(left)} if left else {})}


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"LD_LIBRARY_PATH": "/usr/lib/safeharbor/_internal"},
        {"LD_LIBRARY_PATH": "/x:/opt/lib", "LD_LIBRARY_PATH_ORIG": "/opt/lib"},
    ],
)
def test_folders_by_their_full_name_are_left_alone(environ: dict[str, str]) -> None:
    assert safe_libraries(environ) is None


def test_a_program_that_is_not_frozen_leaves_its_surroundings_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QT_PLUGIN_PATH", "/somewhere")
    settle()
    assert os.environ["QT_PLUGIN_PATH"] == "/somewhere"


@pytest.mark.skipif(sys.platform != "linux", reason="LD_LIBRARY_PATH is of Linux")
def test_a_frozen_program_starts_again_without_the_current_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[tuple[object, ...]] = []
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "argv", ["safeharbor", "list"])
    monkeypatch.setattr(os, "execve", lambda *words: started.append(words))
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", ":/opt/lib")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/inside::/opt/lib")
    settle()
    ((program, arguments, environ),) = started
    assert (program, arguments) == (sys.executable, [sys.executable, "list"])
    assert isinstance(environ, dict)
    assert environ["LD_LIBRARY_PATH"] == "/opt/lib"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {}),
        ({"LD_LIBRARY_PATH": "/inside"}, {}),
        ({"LD_LIBRARY_PATH": "/inside:", "LD_LIBRARY_PATH_ORIG": ""}, {}),
        (
            {"LD_LIBRARY_PATH": "/inside:/opt/lib", "LD_LIBRARY_PATH_ORIG": "/opt/lib"},
            {"LD_LIBRARY_PATH": "/opt/lib"},
        ),
    ],
)
def test_what_is_started_from_here_gets_the_libraries_that_were_asked_for(
    before: dict[str, str], after: dict[str, str]
) -> None:
    environ = {**KIND, **before}
    give_back_libraries(environ)
    assert environ == {**KIND, **after}


@pytest.mark.skipif(sys.platform != "linux", reason="LD_LIBRARY_PATH is of Linux")
def test_a_frozen_program_hands_its_own_folder_of_libraries_to_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/inside:/opt/lib")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/opt/lib")
    settle()
    assert os.environ["LD_LIBRARY_PATH"] == "/opt/lib"
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ
    monkeypatch.setenv("LD_LIBRARY_PATH", "/inside")
    settle()
    assert "LD_LIBRARY_PATH" not in os.environ
