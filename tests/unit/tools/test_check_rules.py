"""Our own rules: what each of them finds and what it lets through."""

from __future__ import annotations

import pytest

from tools.check_rules import EXCEPTIONS, RULES, check_source, is_excepted
from tools.check_sizes import ROOT

SERVICE = "src/safeharbor/services/some.py"


def rules_broken(source: str, path: str = SERVICE) -> list[str]:
    return [finding.split(": ")[1] for finding in check_source(source, path)]


@pytest.mark.parametrize(
    "source",
    [
        'connection.execute(f"SELECT * FROM entry WHERE title = {title!r}")',
        'connection.exec_driver_sql("SELECT %s" % title)',
        'sa.text("SELECT {}".format(title))',
        'text("SELECT " + title)',
        'cursor.executemany("INSERT " + table + " VALUES (?)", rows)',
        'cursor.execute(f"LIMIT {limit_}")',
        'cursor.execute(f"LIMIT {limit_:>10}")',
    ],
)
def test_values_in_the_text_of_a_statement(source: str) -> None:
    assert rules_broken(source) == ["sql"]


@pytest.mark.parametrize(
    "source",
    [
        'connection.execute("SELECT * FROM entry WHERE title = :title", {"title": title})',
        'text("SELECT 1 " "FROM entry")',
        'text("SELECT 1 " + "FROM entry")',
        'text(f"SELECT 1 LIMIT {_FEW + 1}")',
        'connection.execute(f"PRAGMA user_version = {version:d}")',
        "connection.execute(statement)",
        'logger.info("saved %d", count)',
    ],
)
def test_parameters_and_constants_are_fine(source: str) -> None:
    assert rules_broken(source) == []


@pytest.mark.parametrize(
    "source",
    [
        'open("vault-1.db")',
        "path.open()",
        "path.read_bytes()",
        'path.write_text("x")',
        "os.open(path, os.O_RDONLY)",
        "shutil.copyfile(a, b)",
    ],
)
def test_files_are_opened_in_one_place(source: str) -> None:
    assert rules_broken(source) == ["files"]
    assert rules_broken(source, "src/safeharbor/storage/engine.py") == ["files"]
    assert rules_broken(source, "src/safeharbor/system/fs.py") == []


def test_other_things_that_open_are_fine() -> None:
    assert rules_broken('archive.open("vault-1.db")\nDatabase.open(path, key, salt)') == []


@pytest.mark.parametrize("source", ["time.sleep(1)", "QTest.qWait(50)", "qtbot.wait(50)"])
def test_nothing_waits_for_a_fixed_time(source: str) -> None:
    assert rules_broken(source) == ["sleep"]
    assert rules_broken(source, "tests/ui/test_some.py") == ["sleep"]


def test_waiting_for_what_is_meant_is_fine() -> None:
    assert rules_broken("qtbot.waitUntil(done)\nevent.wait(5)\nthread.join(5)") == []


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "import _socket",
        "import urllib.request",
        "from http import client",
        "from PySide6.QtNetwork import QLocalServer",
        "from PySide6 import QtNetwork",
        "def f() -> None:\n    import ssl",
    ],
)
def test_nothing_reaches_for_the_network(source: str) -> None:
    assert rules_broken(source) == ["network"]
    assert rules_broken(source, "src/safeharbor/ui/desktop/local_server.py") == []


@pytest.mark.parametrize(
    "source",
    [
        'self.tr("You should rest")',
        'self.tr("Saved!")',
        'translate("Window", "It is just a breath")',
        'parser.add_argument("--json", help="Simply print JSON")',
    ],
)
def test_words_for_people_are_kind(source: str) -> None:
    assert rules_broken(source) == ["wording"]
    assert rules_broken(source, "tests/unit/cli/test_some.py") == []


def test_kind_words_are_fine() -> None:
    assert rules_broken('self.tr("Take your time. An adjustment is fine.")') == []


def test_an_exception_for_one_function_ends_with_it() -> None:
    body = 'sa.text("SELECT {way}".format(way=way))'
    source = f"def _both_ways():\n    {body}\n\ndef other():\n    {body}\n"
    path = "src/safeharbor/storage/index.py"
    assert check_source(source, path) == [
        "5: sql: values in the text of an SQL statement; pass them as parameters"
    ]


def test_every_exception_names_a_file_that_may_exist_and_a_rule_that_does() -> None:
    assert set(EXCEPTIONS) == set(RULES)
    for rule, places in EXCEPTIONS.items():
        for place, reason in places.items():
            assert is_excepted(rule, place)
            assert reason
            folder = ROOT / place.partition("::")[0].rstrip("*")
            assert folder.exists() or folder.parent.is_dir()


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa",
        "# noqa: B008",
        "# noqa: N802, N803",
        "# noqa - it is fine",
        "# type: ignore",
        "# type: ignore[arg-type]",
        "# type: ignore[arg-type]  #",
        "# type: ignore[arg-type] - mypy would not read this one",
        "#noqa: B008",
    ],
)
def test_a_checker_is_not_overruled_without_a_reason(comment: str) -> None:
    assert rules_broken(f"total = 1  {comment}\n") == ["reasons"]


@pytest.mark.parametrize(
    "source",
    [
        "total = 1  # noqa: B008 - Qt's own default",
        "total = 1  # noqa: N802, N803 - pywin32's names",
        "total = 1  # type: ignore[assignment, method-assign]  # a double",
        'total = "# noqa"',
        "total = 1  # what noqa means is told elsewhere",
    ],
)
def test_with_a_reason_it_may_be(source: str) -> None:
    assert rules_broken(source) == []
