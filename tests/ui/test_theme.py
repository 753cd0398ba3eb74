from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.resources import resources_root
from safeharbor.ui import theme
from safeharbor.ui.routes import Parts
from safeharbor.ui.theme import Scheme, Tokens, Type, load_tokens, mixed, palette_of

ALL = load_tokens(resources_root() / "tokens.json")
schemes = pytest.mark.parametrize("scheme", list(Scheme))


def luminance(color: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF()]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@schemes
def test_words_can_be_read_on_every_ground(scheme: Scheme) -> None:
    t = ALL[scheme]
    least = 7.0 if scheme.high_contrast else 4.5
    for ground in (t.bg, t.surface, t.sunken, t.accent_soft, t.lamp_soft):
        for ink in (t.text, t.muted, t.accent):
            assert contrast(ink, ground) >= least, (ink, ground)
    for ground in (t.bg, t.surface):
        for ink in (t.danger, t.warn, t.ok):
            assert contrast(ink, ground) >= least, (ink, ground)
    assert contrast(t.on_accent, t.accent) >= least
    for ground in (t.glow, t.glow_core, t.glow_ring):
        assert contrast(t.on_glow, ground) >= 4.5


@schemes
def test_edges_rings_and_the_light_can_be_seen(scheme: Scheme) -> None:
    t = ALL[scheme]
    for ground in (t.bg, t.surface, t.sunken, t.accent_soft, t.lamp_soft):
        for line in (t.border, t.focus, t.lamp):
            assert contrast(line, ground) >= 3.0, (line, ground)


def test_the_palette_leaves_no_role_to_the_system() -> None:
    palette = palette_of(ALL[Scheme.DARK])
    untouched = QPalette()
    for role in QPalette.ColorRole:
        if role not in {QPalette.ColorRole.NColorRoles, QPalette.ColorRole.NoRole}:
            assert palette.isBrushSet(QPalette.ColorGroup.Active, role), role
            assert not untouched.isBrushSet(QPalette.ColorGroup.Active, role)


@schemes
def test_a_chosen_scheme_is_worn_at_once(
    qapp: QApplication, parts: Parts, qtbot: QtBot, scheme: Scheme
) -> None:
    parts.look.choose(Scheme.DARK if scheme is Scheme.LIGHT else Scheme.LIGHT)
    with qtbot.waitSignal(parts.look.changed):
        parts.look.choose(scheme)
    assert parts.look.tokens == ALL[scheme]
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == ALL[scheme].bg


def test_nine_points_become_larger_and_zoom_scales_everything(parts: Parts) -> None:
    assert parts.look.unit == pytest.approx(1.0)
    assert parts.look.font(Type.BODY).pixelSize() == 15
    parts.look.set_zoom(2.0)
    assert parts.look.font(Type.BODY).pixelSize() == 30
    assert parts.look.font(Type.WORD).pixelSize() == 72
    assert parts.look.px(48) == 96


def test_a_missing_or_broken_table_of_colours_is_said(tmp_path: Path) -> None:
    table = tmp_path / "tokens.json"
    colors: dict[str, dict[str, str]] = {scheme.value: {} for scheme in Scheme}
    for content in (None, "", "[]", json.dumps(colors)):
        if content is not None:
            table.write_text(content)
        with pytest.raises(HarborError) as caught:
            load_tokens(table)
        assert caught.value.code is ErrorCode.RESOURCE_MISSING


def test_mixing_goes_from_one_colour_to_the_other() -> None:
    assert mixed("#000000", "#ffffff", 0).name() == "#000000"
    assert mixed("#000000", "#ffffff", 1).name() == "#ffffff"
    assert mixed("#000000", "#ffffff", 0.5).name() == "#808080"


def test_every_token_is_a_colour() -> None:
    for tokens in ALL.values():
        for name in Tokens._fields:
            assert QColor(getattr(tokens, name)).isValid()


def test_every_icon_that_is_named_is_there() -> None:
    code = Path(theme.__file__).parent
    naming = re.compile(r'(?:icon=|pixmap\(\s*|name\(self.tr\("[^"]*"\), )"([a-z0-9-]+)"')
    named = {
        name for path in code.rglob("*.py") for name in naming.findall(path.read_text("utf-8"))
    }
    there = {path.stem for path in (resources_root() / "icons").glob("*.svg")}
    assert named <= there
