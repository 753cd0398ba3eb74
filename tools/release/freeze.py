"""What goes into a frozen program and what stays out, as plain lists and questions.

The spec of PyInstaller asks here, for the program and for the bare window that it is measured
beside, so that both keep and leave out the same. Nothing here knows PyInstaller.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple


class Piece(NamedTuple):
    """One file of the frozen program, as PyInstaller lists it.

    Attributes:
        name: where it goes, below the folder of the program's parts.
        source: where it is.
        kind: what PyInstaller calls it, such as ``BINARY`` or ``DATA``.
    """

    name: str
    source: str
    kind: str


KEYRINGS: Final = {
    "linux": (
        "keyring.backends.SecretService",
        "keyring.backends.libsecret",
        "keyring.backends.kwallet",
        "secretstorage",
        "jeepney.io.blocking",
    ),
    "win32": ("keyring.backends.Windows", "win32ctypes.core", "win32ctypes.pywin32"),
    "darwin": ("keyring.backends.macOS", "keyring.backends.macOS.api"),
}
"""The ways to a keyring that ``vault/keyring_backends.py`` loads by name, by system."""

_BY_NAME: Final = (
    "PySide6.QtMultimedia",
    "PySide6.QtNetwork",
    "PySide6.QtPrintSupport",
    "PySide6.QtSvg",
    "PySide6.QtTextToSpeech",
    "segno",
    "sqlcipher3.dbapi2",
)

_EXCLUDED_MODULES: Final = (
    # Nothing here speaks to a network, and every digest has a way without the system's OpenSSL.
    "_ssl", "ssl", "_hashlib", "ftplib", "http.server", "imaplib", "nntplib", "poplib", "smtplib",
    "socketserver", "telnetlib", "xmlrpc", "webbrowser",
    # The database brings its own SQLite.
    "_sqlite3", "sqlite3",
    # Tools of people who write programs.
    "distutils", "doctest", "ensurepip", "idlelib", "lib2to3", "pdb", "pip", "pkg_resources",
    "pydoc", "pydoc_data", "setuptools", "test", "tkinter", "turtle", "unittest", "venv", "wheel",
    "curses", "readline", "multiprocessing", "_bz2", "_lzma", "_pydecimal", "_uuid",
    # Parts of libraries that nothing here asks for.
    "PySide6.scripts", "PySide6.QtAsyncio", "PySide6.support",
    "sqlalchemy.dialects.mssql", "sqlalchemy.dialects.mysql", "sqlalchemy.dialects.oracle",
    "sqlalchemy.dialects.postgresql", "sqlalchemy.ext.mypy", "sqlalchemy.testing",
    "sqlalchemy.orm", "sqlalchemy.ext.baked", "greenlet", "numpy", "yaml", "keyring.testing",
    # Loaded inside functions that nothing here calls.
    "concurrent.futures.process", "http.cookiejar", "mimetypes", "py_compile",
    "tracemalloc",
)  # fmt: skip
"""What no build holds. A library that asks for one of them in vain goes on without it.

``_sysconfigdata_*`` stays although it names the folder of the Python that built: sqlalchemy asks
``sysconfig.get_config_var`` while it is loaded. It is text that nothing is loaded from.
"""

OPTIMIZE: Final = 2
"""No docstrings and no assertions, as with ``python -OO``: a third less to load."""

KEPT_QT: Final = frozenset({
    "Core", "DBus", "Gui", "Multimedia", "Network", "PrintSupport", "Svg", "TextToSpeech",
    "WaylandClient", "Widgets", "XcbQpa", "Concurrent", "OpenGL", "WlShellIntegration",
})  # fmt: skip
"""The modules of Qt that the program or one of the kept plugins uses."""

KEPT_PLUGINS: Final = {
    "platforms": {"qxcb", "qwayland", "qoffscreen", "qwindows", "qcocoa"},
    "platformthemes": {"qxdgdesktopportal"},
    "platforminputcontexts": {
        "composeplatforminputcontextplugin", "ibusplatforminputcontextplugin",
    },
    "imageformats": {"qsvg", "qjpeg", "qico"},
    "iconengines": {"qsvgicon"},
    "styles": {"qmodernwindowsstyle", "qmacstyle"},
    "printsupport": {"cupsprintersupport", "windowsprintersupport", "cocoaprintersupport"},
    "texttospeech": {
        "qtexttospeech_speechd", "qtexttospeech_flite", "qtexttospeech_sapi",
        "qtexttospeech_winrt", "qtexttospeech_darwin",
    },
    "wayland-shell-integration": {"xdg-shell"},
    "wayland-decoration-client": {"bradient", "adwaita"},
    "wayland-graphics-integration-client": {"qt-plugin-wayland-egl"},
    "xcbglintegrations": {"qxcb-egl-integration", "qxcb-glx-integration"},
}  # fmt: skip
"""The plugins of Qt that stay, by folder. Tones are WAV files: they need no media plugin."""

_LIBRARIES_OF_PYTHON: Final = (
    "libpython", "libffi.", "libexpat.", "libmpdec.",
)  # fmt: skip
"""Of the system's libraries those that go along: Python's own parts need just these versions.

What Qt needs of the system (X11, GLib, fonts, sound) stays the system's: a package names it, and
its makers mend it there.
"""

_STRIPPED_ALREADY: Final = frozenset({"PySide6", "shiboken6"})
"""Folders whose libraries come without symbols for debuggers; those of Python and of other
packages may have them, and they take more room than the code."""

_ON_A_MAC_ONLY: Final = ("pyexpat", "plistlib")
_BEFORE_3_12: Final = ("tarfile",)
"""A library that the keyring is reached by loads a copy of its own there, and from 3.12 on this."""
_OF_OTHER_SYSTEMS: Final = {
    "linux": (
        "asyncio.proactor_events", "asyncio.windows_events", "asyncio.windows_utils",
        "keyring.backends.macOS", "keyring.backends.Windows",
        "platformdirs.ios", "platformdirs.macos", "platformdirs.windows",
    ),
}  # fmt: skip
"""What is never loaded on one system; each of these libraries asks which one it is on."""

_NEEDLESS_DATA: Final = (".pyi", ".ts", ".typed", ".h", ".pxd", ".cmake", ".prl")


def own_modules(source: Path, package: str = "safeharbor") -> list[str]:
    """Every module of ours below ``source``: screens and commands are loaded by name."""
    names = []
    for file in sorted((source / package).rglob("*.py")):
        parts = list(file.relative_to(source).with_suffix("").parts)
        names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names


def hidden_imports(source: Path, platform: str = sys.platform) -> list[str]:
    """Everything that the program loads by name, on one system."""
    return [*own_modules(source), *_BY_NAME, *KEYRINGS.get(platform, ())]


def excluded_modules(platform: str = sys.platform) -> list[str]:
    """What is left out on one system: only macOS keeps settings in files of XML."""
    lists = () if platform == "darwin" else _ON_A_MAC_ONLY
    old = _BEFORE_3_12 if sys.version_info < (3, 12) else ()
    return [*_EXCLUDED_MODULES, *lists, *old, *_OF_OTHER_SYSTEMS.get(platform, ())]


def resource_files(resources: Path) -> Iterator[tuple[str, str]]:
    """Each shipped file below ``resources`` and the folder that it goes to."""
    for file in sorted(resources.rglob("*")):
        if file.is_file() and file.suffix not in _NEEDLESS_DATA:
            place = PurePosixPath("safeharbor/_resources", *file.relative_to(resources).parts)
            yield str(file), str(place.parent)


def licence_files(root: Path, packages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Our licences and those of every package that goes along, and the folders they go to."""
    yield str(root / "LICENSE"), "licences"
    for own in sorted((root / "LICENSES").glob("*.txt")):
        yield str(own), "licences"
    for name in packages:
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        for file in sorted(found.files or (), key=str):
            if file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE")):
                yield str(file.locate()), f"licences/{found.name}"


def packages_of(requirements: Path) -> list[str]:
    """The names of the packages that a locked file lists."""
    lines = requirements.read_text(encoding="utf-8").splitlines()
    return [line.partition("==")[0].strip() for line in lines if "==" in line and line[0] != " "]


def kept(pieces: Iterable[Piece], system_folders: Iterable[Path] = ()) -> list[Piece]:
    """Those of ``pieces`` that belong into the program.

    Args:
        pieces: what was collected.
        system_folders: where the libraries of the system lie; empty where none are taken along.
    """
    folders = tuple(str(folder) for folder in system_folders)
    return [piece for piece in pieces if _is_wanted(piece, folders)]


def is_stripped(name: str) -> bool:
    """Whether the symbols of the file ``name`` are taken out."""
    path = PurePosixPath(name.replace("\\", "/"))
    return ".so" in path.name and path.parts[0] not in _STRIPPED_ALREADY


def _is_wanted(piece: Piece, system_folders: tuple[str, ...]) -> bool:
    path = PurePosixPath(piece.name.replace("\\", "/"))
    if path.suffix in _NEEDLESS_DATA or "sboms" in path.parts:
        return False
    if "plugins" in path.parts and path.parts[0] == "PySide6":
        return _is_kept_plugin(path)
    if "translations" in path.parts and path.parts[0] == "PySide6":
        return path.name.startswith("qtbase_")
    if path.parts[0] == "PySide6" and ({"qml", "resources", "metatypes"} & set(path.parts)):
        return False
    if piece.kind == "SYMLINK" and len(path.parts) == 1:
        # Short cuts to the libraries of Qt, which find each other without; with two ways to one
        # library Qt would look for its plugins in the wrong place.
        return False
    library = _qt_library(path.name)
    if library is not None:
        return library in KEPT_QT
    if path.name.startswith(
        ("libav", "libsw", "avcodec", "avformat", "avutil", "swscale", "swres")
    ):
        return False
    if str(Path(piece.source).parent).startswith(system_folders or ("\0",)):
        return path.name.startswith(_LIBRARIES_OF_PYTHON) or path.suffix == ".py"
    return True


def _is_kept_plugin(path: PurePosixPath) -> bool:
    folder = path.parts[path.parts.index("plugins") + 1]
    name = path.name.removeprefix("lib").partition(".")[0]
    return name in KEPT_PLUGINS.get(folder, ())


def _qt_library(name: str) -> str | None:
    """``Gui`` for ``libQt6Gui.so.6``, ``Qt6Gui.dll``, ``QtGui.abi3.so`` and ``QtGui.pyd``."""
    plain = name.removeprefix("lib").partition(".")[0]
    for start in ("Qt6", "Qt"):
        if plain.startswith(start) and len(plain) > len(start):
            return plain.removeprefix(start)
    return None
