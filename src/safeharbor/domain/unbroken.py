"""Numbers to ring, which stay on one line where they are laid out.

What is stored and read aloud stays as it was typed: only what is about to be shown goes through
here.
"""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = re.compile(r"[+(]{0,2}\d+\)?(?: \(?\d+\)?)+")
_LONGEST: Final = 24
"""No number to ring has more signs; a long row of numbers has to break somewhere."""
_NO_BREAK: Final = "\u00a0"


def unbroken(text: str) -> str:
    """``text`` with blanks inside its numbers at which no line ends: "116 123" stays whole."""
    return _NUMBER.sub(_whole, text) if " " in text else text


def _whole(number: re.Match[str]) -> str:
    found = number[0]
    return found.replace(" ", _NO_BREAK) if len(found) <= _LONGEST else found
