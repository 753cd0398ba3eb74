from __future__ import annotations

import sys

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication


def test_void_calls_into_qt_lose_no_reference_to_none(qapp: QApplication) -> None:
    """PySide6 6.12.0 lost one for each call on Python below 3.12 and ended after some 5,000."""
    thing = QObject()
    thing.setObjectName("warm")
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("a")
    assert abs(sys.getrefcount(None) - before) < 100
