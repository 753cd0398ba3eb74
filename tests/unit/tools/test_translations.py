from __future__ import annotations

from pathlib import Path

import pytest

from tools import translations

CODE = """
from PySide6.QtCore import QObject


class Kettle(QObject):
    def say(self, cups):
        #: %1 is a name.
        self.tr("Tea for %1")
        self.tr("%n cups", "", cups)
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "code"
    folder.mkdir()
    (folder / "kettle.py").write_text(CODE, encoding="utf-8")
    return folder


def test_words_are_found_with_their_remarks(sources: Path, tmp_path: Path) -> None:
    catalogue = tmp_path / "safeharbor_de.ts"
    translations.extract(catalogue, sources)
    text = catalogue.read_text(encoding="utf-8")
    for part in ("<name>Kettle</name>", "Tea for %1", "%1 is a name.", 'language="de"'):
        assert part in text
    assert "kettle.py" not in text


def test_english_keeps_its_plurals_only(sources: Path, tmp_path: Path) -> None:
    catalogue = tmp_path / "safeharbor_en.ts"
    translations.extract(catalogue, sources, plurals_only=True)
    text = catalogue.read_text(encoding="utf-8")
    assert "%n cups" in text
    assert "Tea for" not in text


def test_too_little_and_wrong_marks_are_named(sources: Path, tmp_path: Path) -> None:
    catalogue = tmp_path / "safeharbor_de.ts"
    translations.extract(catalogue, sources)
    assert translations.check(catalogue) == ["0 of 2 are translated; 90 % are needed"]
    text = catalogue.read_text(encoding="utf-8")
    text = text.replace(
        '<translation type="unfinished"></translation>', "<translation>Tee</translation>"
    )
    catalogue.write_text(text, encoding="utf-8")
    assert "Kettle: 'Tea for %1' and 'Tee' differ in their marks" in translations.check(catalogue)


def test_what_was_translated_stays(sources: Path, tmp_path: Path) -> None:
    catalogue = tmp_path / "safeharbor_de.ts"
    translations.extract(catalogue, sources)
    text = catalogue.read_text(encoding="utf-8")
    text = text.replace(
        '<translation type="unfinished"></translation>', "<translation>Tee für %1</translation>"
    )
    catalogue.write_text(text, encoding="utf-8")
    translations.extract(catalogue, sources)
    assert "Tee für %1" in catalogue.read_text(encoding="utf-8")


def test_a_catalogue_is_compiled(sources: Path, tmp_path: Path) -> None:
    compiled = translations.make_pseudo(tmp_path, sources)
    assert compiled.stat().st_size > 0


@pytest.mark.parametrize(
    ("text", "longer"),
    [
        ("Tea for %1", "Téààà fõõõr %1"),
        ("dddd d MMMM", "dddd d MMMM"),
        ("%n", "%n"),
        ("", ""),
    ],
)
def test_the_made_up_language_is_longer_and_keeps_its_marks(text: str, longer: str) -> None:
    assert translations.pseudo(text) == longer


def test_every_word_grows_by_two_fifths() -> None:
    assert len(translations.pseudo("Breathe")) >= 1.4 * len("Breathe")
