"""Proves on the spot that this copy of the program works: libraries, resources, vault, screens.

Everything is really done, in a temporary home that is removed afterwards; the person's own home
and keyring are not touched beyond asking the keyring whether it is there.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QBuffer,
    QCoreApplication,
    QEvent,
    QEventLoop,
    QIODevice,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtGui import QImage, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from safeharbor import __version__
from safeharbor.domain.entry import EntryContent
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import Policy
from safeharbor.services.use_cases import Services
from safeharbor.system.paths import HomePaths
from safeharbor.ui import selftest_parts
from safeharbor.ui.app import make_application, make_parts
from safeharbor.ui.routes import ROUTES
from safeharbor.ui.spine import Spine
from safeharbor.ui.window import Window

_PASSPHRASE: Final = "a passphrase of the self-test"
_TITLE: Final = "Selbsttest \N{EM DASH} 自己診断"
_BODY: Final = "The tide comes in, the tide goes out. " * 200
_LEAST_COLORS: Final = 6
_HARMLESS: Final = ("This plugin does not support",)
"""What Qt says of a screen that is none, whoever uses it."""

Build = Callable[[HomePaths], Services]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried, and what came of it."""

    name: str
    ok: bool
    detail: str


def run(json_output: bool, build: Build) -> int:  # noqa: FBT001 - the flag of the command line
    """Run every check and print what came of it; 0 when all of them passed, else 1.

    Args:
        json_output: print one JSON object instead of lines.
        build: makes the services of a home.
    """
    os.environ["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM") or "offscreen"
    said: list[str] = []
    before = qInstallMessageHandler(lambda _kind, _place, text: said.append(text))
    app = make_application()
    with tempfile.TemporaryDirectory(prefix="safeharbor-selftest-") as folder:
        home = HomePaths(Path(folder) / "home")
        tries: tuple[tuple[str, Callable[[], str]], ...] = (
            ("version", _version),
            ("platform", lambda: selftest_parts.platform(app)),
            ("bindings", selftest_parts.bindings),
            ("pictures", selftest_parts.pictures),
            ("translations", selftest_parts.translations),
            ("content", selftest_parts.content),
            ("keyring", selftest_parts.keyring),
            ("cipher", selftest_parts.cipher),
            ("round trip", lambda: _round_trip(build, home)),
            ("screens", lambda: _screens(app, home, build)),
            ("pdf", _pdf),
            ("sounds", selftest_parts.sounds),
            ("quiet", lambda: _quiet(said)),
        )
        checks = [_tried(name, attempt) for name, attempt in tries]
    qInstallMessageHandler(before)
    ok = all(check.ok for check in checks)
    sys.stdout.write(_as_json(checks, ok=ok) if json_output else _as_lines(checks, ok=ok))
    return 0 if ok else 1


def _tried(name: str, attempt: Callable[[], str]) -> Check:
    """What ``attempt`` says, or the kind of error it ended in; never the error's words."""
    try:
        return Check(name, ok=True, detail=attempt())
    except HarborError as error:
        facts = [error.code.value, *(str(fact) for fact in error.facts.values() if fact)]
        return Check(name, ok=False, detail=", ".join(facts))
    except Exception as error:
        return Check(name, ok=False, detail=type(error).__name__)


def _as_json(checks: list[Check], *, ok: bool) -> str:
    parts = {check.name: {"ok": check.ok, "detail": check.detail} for check in checks}
    return json.dumps({"ok": ok, "version": __version__, "checks": parts}, indent=1) + "\n"


def _as_lines(checks: list[Check], *, ok: bool) -> str:
    lines = [f"{'ok  ' if c.ok else 'FAIL'}  {c.name}: {c.detail}" for c in checks]
    return "\n".join([*lines, "All of it works." if ok else "Something is broken.", ""])


def _version() -> str:
    python = ".".join(str(part) for part in sys.version_info[:3])
    return f"SafeHarbor {__version__}, Python {python}, Qt {qVersion()}"


def _round_trip(build: Build, home: HomePaths) -> str:
    """Make a vault, write, lock, look for the text in its files, unlock and read."""
    services = build(home)
    code = services.session.create(Policy.PRIVATE, _PASSPHRASE).recovery_code
    try:
        snapshot = services.journal.snapshot(EntryContent(title=_TITLE, body=_BODY))
        services.journal.save(snapshot).result()
        services.session.lock()
        for file in home.root.rglob("*"):
            if file.is_file() and _BODY[:20].encode() in file.read_bytes():
                raise HarborError(ErrorCode.DATABASE_PLAIN, file=file.name)
        for secret in (_PASSPHRASE, code):
            services.session.unlock(secret)
            content = services.journal.get(snapshot.entry_id).result().content
            services.session.lock()
            if (content.title, content.body) != (_TITLE, _BODY):
                raise HarborError(ErrorCode.DATABASE_DAMAGED)
    finally:
        services.session.lock()
    return "written, locked, found unreadable, unlocked in two ways, read"


def _screens(app: QApplication, home: HomePaths, build: Build) -> str:
    """Every screen painted once, and not in one colour; those of the journal where it opens."""
    parts = replace(make_parts(app, home, lambda: build(home)), clock=lambda: 1.0)
    window = Window(ROUTES, parts)
    window.resize(1200, 800)
    opened = parts.spine.has_vault and _opens(parts.spine)
    routes = [route.id for route in ROUTES.values() if opened or not route.needs_vault]
    try:
        for route in routes:
            window.show_screen(route)
            app.processEvents()
            if _colors(window.grab().toImage()) < _LEAST_COLORS:
                raise HarborError(ErrorCode.RESOURCE_MISSING, file=route)
    finally:
        window.close()
        parts.spine.close()
        window.deleteLater()
        parts.look.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return ", ".join(routes)


def _opens(spine: Spine) -> bool:
    """Open the vault of the round trip as the window does; whether it opened."""
    loop = QEventLoop()
    spine.session.unlocked.connect(loop.quit)
    spine.session.failed.connect(loop.quit)
    spine.session.unlock(_PASSPHRASE)
    loop.exec()
    return spine.is_open


def _colors(picture: QImage) -> int:
    """How many colours there are on a grid of points."""
    return len(
        {
            picture.pixel(x, y)
            for x in range(0, picture.width(), 4)
            for y in range(0, picture.height(), 4)
        }
    )


def _quiet(said: list[str]) -> str:
    """That Qt had nothing to complain of until now."""
    odd = [text for text in said if not text.startswith(_HARMLESS)]
    if odd:
        raise HarborError(ErrorCode.UNEXPECTED, said=odd[0][:200])
    return "no word from Qt"


def _pdf() -> str:
    """A page with words on it, as printing makes them."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    painter.drawText(100, 100, _TITLE)
    painter.end()
    data = bytes(buffer.data().data())
    if not (data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")):
        raise HarborError(ErrorCode.WRITE_FAILED, file="pdf")
    return f"{len(data)} bytes"
