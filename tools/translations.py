"""The catalogues of the window's words: found in the code, checked, and compiled.

``python -m tools.translations update`` finds words that are new in the code, ``new de`` begins a
language, ``release`` compiles what is translated, ``pseudo FOLDER`` makes a made-up language whose
words are longer and accented, to see whether the window bears it. The tools are Qt's own.
"""

from __future__ import annotations

import math
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = ROOT / "src" / "safeharbor" / "ui"
FOLDER: Final = ROOT / "resources" / "i18n"
NAME: Final = "safeharbor"
ENGLISH: Final = "en"
PSEUDO: Final = "eo"
"""The code under which the made-up language is loaded: one that nobody ships here."""

LONGER: Final = 0.4
_LEAST_SHIPPED: Final = 0.9
_ACCENTS: Final = str.maketrans("AEIOUYaeiouycnsz", "ÀÉÎÕÜÝàéîõüýçñšž")
_VOWELS: Final = "aeiouyAEIOUY"
_MARKS: Final = re.compile(r"%(?:L?\d|n)")
_DATE: Final = re.compile(r"[dMyhmsAPap :.,/-]*(?:d|MM|yy)[dMyhmsAPap :.,/-]*")
_WORD: Final = re.compile(r"%(?:L?\d|n)|[^\W\d_]+")


def extract(target: Path, sources: Path = SOURCES, *, plurals_only: bool = False) -> None:
    """Bring ``target`` up to date with the words in ``sources``; what is translated stays.

    Raises:
        RuntimeError: Qt's tool failed.
    """
    files = sorted(str(path) for path in sources.rglob("*.py"))
    options = ["-locations", "none", "-no-obsolete", "-source-language", ENGLISH]
    language = target.stem.removeprefix(f"{NAME}_")
    if language != target.stem:
        options += ["-target-language", language]
    if plurals_only:
        options.append("-pluralonly")
    _run("pyside6-lupdate", *files, *options, "-ts", str(target))


def release(source: Path, target: Path) -> None:
    """Compile the catalogue ``source`` into ``target``.

    Raises:
        RuntimeError: Qt's tool failed.
    """
    _run("pyside6-lrelease", "-silent", str(source), "-qm", str(target))


def make_pseudo(folder: Path, sources: Path = SOURCES) -> Path:
    """Make the made-up language in ``folder``; returns its compiled catalogue."""
    catalogue = folder / f"{NAME}_{PSEUDO}.ts"
    extract(catalogue, sources)
    tree = ET.parse(catalogue)
    for message in tree.iter("message"):
        source = message.findtext("source") or ""
        translation = message.find("translation")
        assert translation is not None
        translation.attrib.pop("type", None)
        forms = translation.findall("numerusform")
        for form in forms:
            form.text = pseudo(source)
        if not forms:
            translation.text = pseudo(source)
    tree.write(catalogue, encoding="utf-8", xml_declaration=True)
    compiled = catalogue.with_suffix(".qm")
    release(catalogue, compiled)
    return compiled


def pseudo(text: str) -> str:
    """``text`` with accents and every word longer; marks such as ``%1`` and dates stay."""
    if _DATE.fullmatch(text):
        return text
    return _WORD.sub(lambda match: _stretched(match.group()), text)


def check(catalogue: Path) -> list[str]:
    """What is wrong with a catalogue: words without a translation, marks that differ."""
    found = []
    messages = list(_messages(catalogue))
    done = [message for message in messages if message[2]]
    if messages and len(done) / len(messages) < _LEAST_SHIPPED:
        found.append(f"{len(done)} of {len(messages)} are translated; 90 % are needed")
    for context, source, translations in done:
        wanted = set(_MARKS.findall(source)) - {"%n"}
        for translation in translations:
            if wanted != set(_MARKS.findall(translation)) - {"%n"}:
                found.append(f"{context}: {source!r} and {translation!r} differ in their marks")
    return found


def contexts_in_doubt(catalogue: Path) -> list[str]:
    """Contexts that no class has: words asked for through another object are never found."""
    names = {context for context, _, _ in _messages(catalogue)}
    return sorted(name for name in names if not name.isidentifier())


def _messages(catalogue: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Context, source and finished translations of every message."""
    for context in ET.parse(catalogue).iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            finished = translation is not None and translation.get("type") != "unfinished"
            forms = [form.text or "" for form in message.iter("numerusform")]
            plain = [translation.text or ""] if translation is not None else []
            words = forms or plain
            yield name, message.findtext("source") or "", words if finished and all(words) else []


def _stretched(word: str) -> str:
    if word.startswith("%"):
        return word
    more = math.ceil(len(word) * LONGER)
    last = max((word.rfind(vowel) for vowel in _VOWELS), default=-1)
    place = last if last >= 0 else len(word) - 1
    longer = word[: place + 1] + word[place] * more + word[place + 1 :]
    return longer.translate(_ACCENTS)


def _run(tool: str, *arguments: str) -> None:
    program = Path(sys.executable).with_name(tool)
    done = subprocess.run([str(program), *arguments], capture_output=True, text=True, check=False)
    if done.returncode or "error" in done.stderr.lower():
        raise RuntimeError(f"{tool}: {done.stderr or done.stdout}")


def _update() -> list[str]:
    found: list[str] = []
    FOLDER.mkdir(exist_ok=True)
    english = FOLDER / f"{NAME}_{ENGLISH}.ts"
    for catalogue in sorted({english, *FOLDER.glob(f"{NAME}_*.ts")}):
        extract(catalogue, plurals_only=catalogue == english)
        found += [f"{catalogue.name}: {problem}" for problem in check(catalogue)]
    return found


def _release() -> list[str]:
    for catalogue in sorted(FOLDER.glob(f"{NAME}_*.ts")):
        release(catalogue, catalogue.with_suffix(".qm"))
    return []


def main(arguments: Sequence[str]) -> int:
    """Do one task; 0 when nothing is wrong."""
    found: list[str] = []
    match list(arguments):
        case ["update"]:
            found = _update()
        case ["new", code]:
            extract(FOLDER / f"{NAME}_{code}.ts")
        case ["release"]:
            found = _release()
        case ["pseudo", folder]:
            print(make_pseudo(Path(folder)))
        case _:
            print(__doc__)
            return 2
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
