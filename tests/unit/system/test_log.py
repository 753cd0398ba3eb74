"""The log and the last net: nothing that somebody wrote reaches them."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.log import LOGGER_NAME, setup_log, write_line

SECRET = "the canal was still this morning"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "home" / "log" / "safeharbor.log"
    setup_log(path)
    yield path
    logger = logging.getLogger(LOGGER_NAME)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)


def fail_with(error: Exception) -> None:
    raise error


def test_fixed_words_codes_and_numbers_are_written(log: Path) -> None:
    logger = logging.getLogger(LOGGER_NAME)
    logger.info("drained %d notes in %.1f s, %s", 3, 0.25, ErrorCode.NOTE_UNREADABLE)
    line = log.read_text()
    assert "INFO test_log.py:" in line
    assert "drained 3 notes in 0.2 s, SH-IN-01" in line
    assert log.stat().st_mode & 0o777 == 0o600


def test_text_never_is(log: Path) -> None:
    logger = logging.getLogger(LOGGER_NAME)
    logger.info("saved %s and %10s and %r", SECRET, SECRET, [SECRET])
    logger.warning(ValueError(SECRET))
    logger.info("of %(text)s", {"text": SECRET})
    for error in (ValueError(SECRET), OSError(28, SECRET), HarborError(ErrorCode.DISK_FULL)):
        try:
            fail_with(error)
        except Exception:
            logger.exception("save failed")
    text = log.read_text()
    assert SECRET not in text
    assert "ValueError at " in text
    assert "system/test_log.py:" in text
    assert "OSError[errno 28]" in text
    assert "HarborError[SH-FS-01]" in text


def test_a_cause_is_named_without_its_words(log: Path) -> None:
    try:
        try:
            fail_with(KeyError(SECRET))
        except KeyError as error:
            raise HarborError(ErrorCode.UNEXPECTED) from error
    except HarborError:
        logging.getLogger(LOGGER_NAME).exception("job failed")
    text = log.read_text()
    assert "because of KeyError at" in text
    assert SECRET not in text


def test_setting_up_twice_writes_once(log: Path) -> None:
    setup_log(log).info("once")
    assert log.read_text().count("once") == 1


def test_the_log_stays_small(log: Path) -> None:
    log.parent.mkdir(parents=True)
    log.write_bytes(b"x" * 300_000)
    write_line(log, "new")
    assert log.read_text() == "new\n"
    assert log.with_name("safeharbor.log.1").stat().st_size == 300_000


def test_a_log_that_cannot_be_written_disturbs_nobody(log: Path) -> None:
    log.parent.mkdir(parents=True)
    log.mkdir()
    logging.getLogger(LOGGER_NAME).info("nowhere to go")


def crash(tmp_path: Path, body: str) -> subprocess.CompletedProcess[str]:
    script = (
        "import sys, threading; from pathlib import Path; from safeharbor.system import crash\n"
        f"crash.install(Path(sys.argv[1]))\n{body}"
    )
    return subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "log" / "safeharbor.log")],
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "body",
    [
        f"raise ValueError({SECRET!r})",
        f"def f(): raise ValueError({SECRET!r})\n"
        "t = threading.Thread(target=f); t.start(); t.join()",
    ],
)
def test_a_mistake_of_ours_is_one_plain_line(tmp_path: Path, body: str) -> None:
    child = crash(tmp_path, body)
    assert child.stderr.startswith("SH-XX-00: ")
    assert child.stderr.count("\n") == 1
    assert "nothing was sent" in child.stderr
    assert SECRET not in child.stderr
    log = (tmp_path / "log" / "safeharbor.log").read_text()
    assert "ValueError at" in log
    assert SECRET not in log


def test_a_mistake_while_tidying_up_goes_to_the_log_alone(tmp_path: Path) -> None:
    body = f"class A:\n def __del__(self): raise ValueError({SECRET!r})\na = A(); del a"
    child = crash(tmp_path, body)
    assert (child.returncode, child.stderr) == (0, "")
    assert "ValueError at" in (tmp_path / "log" / "safeharbor.log").read_text()


def test_a_log_in_an_impossible_place_still_gives_the_line(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file in the folder's place")
    child = crash(tmp_path, "raise KeyError")
    assert child.stderr.startswith("SH-XX-00: ")
    assert child.stderr.count("\n") == 1


def test_ctrl_c_is_no_mistake(tmp_path: Path) -> None:
    assert crash(tmp_path, "raise KeyboardInterrupt").stderr == ""
