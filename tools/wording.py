"""The words that SafeHarbor never uses with people, and what else its sentences leave out."""

from __future__ import annotations

import re

# Each of them makes light of something or tells somebody what to do.
UNKIND = re.compile(r"\b(just|should|simply)\b", re.IGNORECASE)


def find_unkind(text: str) -> list[str]:
    """What is wrong with a sentence that people read; empty when nothing is."""
    found = [f"the word {match[0]!r}" for match in UNKIND.finditer(text)]
    if "!" in text:
        found.append("an exclamation mark")
    return found
