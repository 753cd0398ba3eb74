"""A terminal for the tests of this floor."""

from __future__ import annotations

import pytest

from unit.cli.doubles import Terminal


@pytest.fixture
def terminal() -> Terminal:
    """The program, without a vault behind it."""
    return Terminal()
