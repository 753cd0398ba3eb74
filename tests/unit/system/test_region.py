"""The country that this computer is set to: a guess from its own settings, or none."""

from __future__ import annotations

import plistlib
from pathlib import Path

import pytest

from safeharbor.system.region import guess_country, usual_code


@pytest.mark.parametrize(
    ("locale", "country"),
    [
        ("de_DE.UTF-8", "DE"),
        ("pt_BR", "BR"),
        ("sr_RS@latin", "RS"),
        ("zh_Hans_CN.UTF-8", "CN"),
        ("en_US@rg=gbzzzz", "GB"),
        ("en_UK", "GB"),
        ("C.UTF-8", None),
        ("POSIX", None),
        ("en", None),
        ("", None),
        ("de_DE_" * 2000, None),
    ],
)
def test_the_territory_of_a_locale(locale: str, country: str | None) -> None:
    assert guess_country({"LANG": locale}, platform="linux") == country


@pytest.mark.parametrize(
    ("environ", "country"),
    [
        ({"LC_ALL": "fr_FR", "LANG": "de_DE"}, "FR"),
        ({"LC_ALL": "", "LC_TELEPHONE": "de_CH", "LANG": "en_US"}, "CH"),
        ({"LANG": "en_US", "LC_MONETARY": "en_IE"}, "IE"),
        # Somebody who reads English in Germany is in Germany.
        ({"LANG": "de_DE", "LC_MESSAGES": "en_US"}, "DE"),
        ({"LC_MONETARY": "C", "LANG": "de_DE"}, "DE"),
        ({"LC_ALL": "C", "LANG": "de_DE"}, None),
        ({}, None),
    ],
)
def test_what_names_the_country_wins_over_what_names_a_language(
    environ: dict[str, str], country: str | None
) -> None:
    assert guess_country(environ, platform="linux") == country


def settings(home: Path, content: bytes) -> Path:
    path = home / "Library/Preferences/.GlobalPreferences.plist"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return home


@pytest.mark.parametrize(
    ("locale", "country"),
    [("en_GB", "GB"), ("en_US@rg=nzzzzz", "NZ"), ("pt-BR", "BR"), (7, None), ("en", None)],
)
def test_a_mac_tells_it_where_the_environment_is_silent(
    tmp_path: Path, locale: object, country: str | None
) -> None:
    home = settings(tmp_path, plistlib.dumps({"AppleLocale": locale}))
    assert guess_country({}, platform="darwin", home=home) == country
    assert guess_country({"LANG": "de_DE"}, platform="darwin", home=home) == "DE"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no plist",
        plistlib.dumps(["AppleLocale"]),
        plistlib.dumps({"AppleLocale": "de_DE"})[:-20],
        b"<?xml version='1.0'?><plist><dict><key>a</key><date>x</date></dict></plist>",
        b"<?xml version='1.0'?><plist><key>a</key></plist>",
    ],
)
def test_settings_that_cannot_be_read_are_no_guess(tmp_path: Path, content: bytes) -> None:
    assert guess_country({}, platform="darwin", home=settings(tmp_path, content)) is None
    assert guess_country({}, platform="darwin", home=tmp_path / "none") is None


@pytest.mark.parametrize(("written", "code"), [("uk", "GB"), (" el ", "GR"), ("de", "DE")])
def test_what_people_write_for_a_country(written: str, code: str) -> None:
    assert usual_code(written) == code
