"""The process closes itself to the rest of the account; tried in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

REPORT = """
import ctypes, os, resource
from safeharbor.system.hardening import harden_process
harden_process()
print(oct(os.umask(0)), resource.getrlimit(resource.RLIMIT_CORE)[0], ctypes.CDLL(None).prctl(3))
"""


def report(**environ: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", REPORT],
        env={**os.environ, "PYTHONPATH": "src", **environ},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
def test_a_hardened_process() -> None:
    assert report() == "0o77 0 0"


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
def test_a_snap_stays_readable_for_its_portals() -> None:
    assert report(SNAP="/snap/safeharbor/1") == "0o77 0 1"
