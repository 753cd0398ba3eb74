from __future__ import annotations

import sys

import pytest

from safeharbor.content.messages import sentence
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system import libraries
from safeharbor.system.libraries import (
    OF_XCB,
    PACKAGES,
    check_screen_libraries,
    library_error,
    loads,
    missing_in,
)
from tools.set_up import system_packages

GONE = "libEGL.so.1: cannot open shared object file: No such file or directory"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (GONE, "libEGL.so.1"),
        (f"ImportError of a part: {GONE}", "libEGL.so.1"),
        ("/opt/x/libfoo.so: cannot open shared object file: No such file", "libfoo.so"),
        ("No module named 'PySide6.QtGui'", ""),
        ("libGL.so.1: undefined symbol: glBegin", ""),
    ],
)
def test_the_name_of_what_is_missing_is_in_what_python_says(said: str, name: str) -> None:
    assert missing_in(ImportError(said)) == name


def test_a_missing_library_is_told_with_the_package_that_has_it() -> None:
    error = library_error(ImportError(GONE))
    assert error is not None
    assert error.code is ErrorCode.LIBRARY_MISSING
    told = str(sentence(error))
    assert "libEGL.so.1" in told
    assert "sudo apt install libegl1" in told


def test_one_that_is_not_known_is_told_by_its_name_alone() -> None:
    error = library_error(ImportError("libodd.so.3: cannot open shared object file: gone"))
    assert error is not None
    told = str(sentence(error))
    assert "libodd.so.3" in told
    assert "apt" not in told


def test_another_failure_of_an_import_is_no_missing_library() -> None:
    assert library_error(ImportError("No module named 'x'")) is None


def test_a_library_that_is_there_but_odd_counts_as_there() -> None:
    def odd(_name: str) -> object:
        raise OSError("invalid ELF header")

    def gone(_name: str) -> object:
        raise OSError(GONE)

    assert loads("libodd.so", odd)
    assert not loads("libgone.so", gone)


def test_what_a_frozen_ctypes_says_has_the_reason_behind_it() -> None:
    def gone(name: str) -> object:
        try:
            raise OSError(GONE)
        except OSError as error:
            raise OSError(f"Failed to load {name}") from error

    assert not loads("libEGL.so.1", gone)


def test_the_first_missing_library_of_an_x_screen_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(libraries, "loads", lambda name: name != "libxcb-cursor.so.0")
    with pytest.raises(HarborError) as caught:
        check_screen_libraries({"DISPLAY": ":0"})
    assert caught.value.code is ErrorCode.LIBRARY_MISSING
    assert caught.value.facts == {"library": "libxcb-cursor.so.0", "package": "libxcb-cursor0"}


@pytest.mark.parametrize(
    "environ",
    [
        {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"},
        {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"},
        {},
    ],
)
def test_where_another_screen_may_be_taken_nothing_is_asked(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libraries, "loads", lambda _name: False)
    check_screen_libraries(environ)


def test_the_set_up_and_the_program_name_the_same_packages() -> None:
    known = (
        system_packages.QT_LIBRARIES
        | system_packages.X11_LIBRARIES
        | system_packages.WAYLAND_LIBRARIES
    )
    assert {name: PACKAGES.get(name) for name in known} == known
    assert set(system_packages.X11_LIBRARIES) <= set(OF_XCB)
