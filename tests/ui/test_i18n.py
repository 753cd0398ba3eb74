from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QApplication

from safeharbor.system.resources import resources_root
from safeharbor.ui.i18n import speak
from tools import translations


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    yield
    speak(qapp, "en", resources_root() / "i18n")
    QLocale.setDefault(before)


@pytest.fixture(scope="module")
def pseudo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("i18n")
    translations.make_pseudo(folder)
    return folder


def test_english_says_one_entry_and_two_entries(qapp: QApplication) -> None:
    speak(qapp, "en", resources_root() / "i18n")
    for count, words in ((1, "1 entry"), (2, "2 entries"), (0, "0 entries")):
        assert QCoreApplication.translate("SearchPane", "%n entries", "", count) == words


def test_a_language_with_a_catalogue_is_spoken(qapp: QApplication, pseudo_folder: Path) -> None:
    spoken = speak(qapp, translations.PSEUDO, pseudo_folder)
    assert spoken.language() is QLocale.Language.Esperanto
    assert QCoreApplication.translate("Corner", "Get help") == translations.pseudo("Get help")


def test_a_language_without_one_is_english(qapp: QApplication) -> None:
    spoken = speak(qapp, "sw", resources_root() / "i18n")
    assert spoken.language() is QLocale.Language.English
    assert QCoreApplication.translate("Corner", "Get help") == "Get help"


def test_a_later_choice_takes_the_place_of_the_first(
    qapp: QApplication, pseudo_folder: Path
) -> None:
    speak(qapp, translations.PSEUDO, pseudo_folder)
    speak(qapp, "en", resources_root() / "i18n")
    assert QCoreApplication.translate("Corner", "Get help") == "Get help"


def test_the_direction_is_that_of_the_words(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "safeharbor_ar.qm").write_bytes(
        (resources_root() / "i18n" / "safeharbor_en.qm").read_bytes()
    )
    speak(qapp, "ar", tmp_path)
    assert qapp.layoutDirection() is Qt.LayoutDirection.RightToLeft
    speak(qapp, "ar", resources_root() / "i18n")
    assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_qt_speaks_the_language_too(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "safeharbor_de.qm").write_bytes(
        (resources_root() / "i18n" / "safeharbor_en.qm").read_bytes()
    )
    speak(qapp, "de", tmp_path)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"


def test_every_plural_has_its_english_forms(tmp_path: Path) -> None:
    shipped = resources_root() / "i18n" / "safeharbor_en.ts"
    found = tmp_path / "safeharbor_en.ts"
    found.write_bytes(shipped.read_bytes())
    translations.extract(found, plurals_only=True)
    assert [m for m in translations._messages(found) if not m[2]] == []


def test_the_compiled_catalogues_are_those_of_the_sources(tmp_path: Path) -> None:
    for source in (resources_root() / "i18n").glob("*.ts"):
        compiled = tmp_path / source.with_suffix(".qm").name
        translations.release(source, compiled)
        assert source.with_suffix(".qm").read_bytes() == compiled.read_bytes(), source.name
        assert translations.check(source) == []


def test_all_words_are_asked_for_where_they_are_found(pseudo_folder: Path) -> None:
    catalogue = pseudo_folder / f"safeharbor_{translations.PSEUDO}.ts"
    assert translations.contexts_in_doubt(catalogue) == []
