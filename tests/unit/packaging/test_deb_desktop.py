"""What a desktop reads: neutral words, valid forms, and the type of a real backup."""

from __future__ import annotations

import configparser
import datetime as dt
import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest

from safeharbor.__main__ import Face, face_of
from safeharbor.launch import parse
from safeharbor.services.bundle import SUFFIX
from tools.release.desktop import desktop_entry, metainfo, mime_type
from tools.release.identity import load_identity
from tools.release.share import day_of, share_files, source_date, zipped

IDENTITY = load_identity()
ENTRY = desktop_entry(IDENTITY, "safeharbor", "safeharbor")
PAGE = metainfo(IDENTITY, "0.1.0", dt.date(2026, 11, 21))
TELLING = re.compile(
    r"journal|diary|hurt|abuse|mental|well-?being|therap|anxi|private|secret", re.I
)


def entry() -> configparser.ConfigParser:
    reader = configparser.ConfigParser(interpolation=None)
    reader.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their capitals
    reader.read_string(ENTRY)
    return reader


@pytest.mark.parametrize("text", [ENTRY, PAGE, mime_type(IDENTITY)])
def test_the_words_say_nothing_to_whoever_looks_over_a_shoulder(text: str) -> None:
    assert not TELLING.search(text)


def test_each_action_of_the_entry_is_one_that_the_program_knows() -> None:
    reader = entry()
    names = reader["Desktop Entry"]["Actions"].rstrip(";").split(";")
    starts = [reader[f"Desktop Action {name}"]["Exec"].split() for name in names]
    assert starts == [["safeharbor", "--breathe"], ["safeharbor", "lock"]]
    assert parse(starts[0][1:]).breathe
    assert face_of(starts[1][1:]) is Face.TERMINAL


def test_the_entry_asks_for_no_file() -> None:
    reader = entry()["Desktop Entry"]
    assert "MimeType" not in reader
    assert "%" not in reader["Exec"]


def test_the_type_of_a_backup_is_defined() -> None:
    root = ET.fromstring(mime_type(IDENTITY))
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kind = root.find(f"{space}mime-type")
    assert kind is not None
    assert kind.get("type") == IDENTITY.mime
    glob = kind.find(f"{space}glob")
    assert glob is not None
    assert glob.get("pattern") == f"*{IDENTITY.suffix}" == f"*{SUFFIX}"


def test_the_type_is_told_by_how_a_backup_begins(tmp_path: Path) -> None:
    file = tmp_path / "a.shb"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("vault.hdr", b"keys")
    rows = re.findall(r'offset="(\d+)" value="([^"]+)"', mime_type(IDENTITY))
    assert len(rows) == 2
    data = file.read_bytes()
    for offset, value in rows:
        sought = value.encode().decode("unicode_escape").encode("latin-1")
        assert data[int(offset) :].startswith(sought)


def test_the_page_names_its_entry_and_version() -> None:
    root = ET.fromstring(PAGE)
    assert root.findtext("id") == IDENTITY.app_id
    assert root.findtext("launchable") == f"{IDENTITY.app_id}.desktop"
    release = root.find("releases/release")
    assert release is not None
    assert release.attrib == {"version": "0.1.0", "date": "2026-11-21"}
    assert root.findtext("supports/internet") == "offline-only"
    assert (root.find("url") is not None) == bool(IDENTITY.homepage)


def test_what_is_installed_never_lies_where_a_journal_does() -> None:
    files = share_files(IDENTITY, "0.1.0", 1_750_000_000, ("safeharbor", "safeharbor"))
    assert f"applications/{IDENTITY.app_id}.desktop" in files
    assert f"icons/hicolor/48x48/apps/{IDENTITY.app_id}.png" in files
    assert {"man/man1/safeharbor.1.gz", "man/man1/safeharbor-cli.1.gz"} <= files.keys()
    assert not [name for name in files if name.startswith(f"{IDENTITY.package}/")]
    assert files == share_files(IDENTITY, "0.1.0", 1_750_000_000, ("safeharbor", "safeharbor"))


def test_the_moment_of_a_build_has_to_be_given() -> None:
    assert source_date({"SOURCE_DATE_EPOCH": "1750000000"}) == 1_750_000_000
    assert day_of(1_750_000_000) == dt.date(2025, 6, 15)
    for wrong in ({}, {"SOURCE_DATE_EPOCH": ""}, {"SOURCE_DATE_EPOCH": "-1"}):
        with pytest.raises(ValueError, match="SOURCE_DATE_EPOCH"):
            source_date(wrong)


def test_a_zipped_file_carries_no_date() -> None:
    assert zipped(b"words") == zipped(b"words")
    assert zipped(b"words")[4:8] == bytes(4)
