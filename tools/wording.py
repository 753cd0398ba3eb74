"""The words that SafeHarbor never uses with people, and what else its sentences leave out."""

from __future__ import annotations

import re

# Each of them makes light of something or tells somebody what to do.
UNKIND = re.compile(r"\b(just|should|simply)\b", re.IGNORECASE)

# Sentences that promise, order, praise or frighten. What is written instead stands in the
# project's table of sentences to use and to avoid.
UNFIT = re.compile(
    r"""
    \b(?:
        (?:try\ to\ )?relax
      | let\ go
      | let\ (?:it|this|that|them|him|her)\ go\b(?!\ its\ own\ way)
      | surrender
      | you(?:\ are|'re|’re)\ (?:now\ )?safe
      | proven
      | (?:clinically|scientifically)\ (?:tested|shown)
      | vagus
      | brains?
      | rewires?
      | stops?\ (?:the\ |your\ )?panic
      | forgive\ and
      | (?:you|they|we)\ deserves?
      | deserve\ better
      | (?:put|puts|putting)\ up\ with
      | leave\ now
      | (?:they|he|she)\ will\ respect
      | communication\ is\ everything
      | think\ of\ the\ people\ who\ love\ you
      | time\ heals
      | everything\ happens\ for\ a\ reason
      | haven(?:'|’)t\ (?:checked|been|opened|written)
      | (?:great|good)\ job
      | well\ done
      | congratulations
      | streaks?
      | days\ in\ a\ row
    )\b
    | \d\s*(?:%|percent\b|per\ cent\b)
    | [\U0001F300-\U0001FAFF]
    """,
    re.IGNORECASE | re.VERBOSE,
)

# Words that belong to no page, whatever it is about. "It must be me" asks nothing of anybody: it
# is the name of a habit of thinking.
OUT_OF_VOICE = re.compile(
    r"""
    \b(?:
        journey | heal\ completely | toxic | narcissis\w* | victims? | failures? | relapses?
      | must(?!\ be\ me\b)
      | commit(?:s|ted|ting)?\ suicide | attention-seeking | move\ on | closure | be\ brave
      | cures? | treats? | guarantees? | always\ works | relaxing | calm\ down | clear\ your\ mind
    )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def find_unkind(text: str) -> list[str]:
    """What is wrong with a sentence that people read; empty when nothing is."""
    found = [f"the word {match[0]!r}" for match in UNKIND.finditer(text)]
    found += [f"{match[0]!r} promises, orders or praises" for match in UNFIT.finditer(text)]
    if "!" in text:
        found.append("an exclamation mark")
    return found


def find_out_of_voice(text: str) -> list[str]:
    """What is wrong with a sentence of a practice or a page, beyond ``find_unkind``."""
    found = find_unkind(text)
    return found + [f"{match[0]!r} is not our voice" for match in OUT_OF_VOICE.finditer(text)]
