"""Files of guides for tests: the text of a sound one, and what becomes of it when it is changed."""

from __future__ import annotations

from pathlib import Path

from safeharbor.content.guides import guide_words, parse_guide
from safeharbor.domain.guide import Guide
from safeharbor.domain.sheet import Field

CARD = " ".join(["A small thing that happened on the way home may still be here."] * 2)

STEP = f"""\
[[steps]]
id = "s1"
title = "Where it began"
line = "A short look. About 6 minutes."
minutes = 6
mark = "heavy"
safety = "Leave the worst out."
links = [{{ target = "ws:roots", label = "Roots" }}, {{ target = "help", label = "Get help" }}]

[[steps.cards]]
title = "One."
text = "{CARD}"
[[steps.cards]]
title = "Two."
text = "{CARD}"
[[steps.cards]]
title = "Three."
text = "{CARD}"

[[steps.blocks]]
type = "checkin"
id = "before"
[[steps.blocks]]
type = "gate"
[[steps.blocks]]
type = "reading"
[[steps.blocks]]
type = "prompt"
id = "taught"
label = "What did it teach you?"
[[steps.blocks]]
type = "rating"
id = "worth"
label = "How much would you like this to change?"
ends = ["not now", "very much"]
[[steps.blocks]]
type = "plan"
id = "try"
says = true
[[steps.blocks]]
type = "worksheet"
sheet = "roots"
show = ["moments"]
text = "Two short lists."
[[steps.blocks]]
type = "choice"
id = "of_me"
label = "Could they be afraid of you?"
stored = false
options = {{ no = "No", yes = "Yes" }}
[[steps.blocks]]
type = "date"
id = "again"
label = "Look again on"
day = "look_again"
[[steps.blocks]]
type = "checkin"
id = "after"
after = true
notes = {{ lower = "A little lower." }}

[steps.end]
title = "Back to today."
text = "Rinse a cup."
pocket = "It taught me {{taught}}"
[steps.why]
studied = "No trial of this was found."
sure = "Not sure."
"""

HEAD = """\
id = "start"
rev = 3
title = "Start here"
line = "A short page."
shelf = "begin"
updated = "2026-11-21"

"""

GUIDE = HEAD + STEP


def guide_from(text: str = GUIDE, file: str = "start.toml") -> Guide:
    """The guide in this text."""
    return parse_guide(text.encode(), file, guide_words())


def field_of(guide: Guide, name: str, step: str = "s1") -> Field:
    """A field of one of its steps."""
    return next(each for each in guide.step(step).fields if each.id == name)


def put_pack(home: Path, text: str, name: str = "anna", guide: str = "evening") -> Path:
    """A file in a pack under ``home``, with the id that its name asks for."""
    folder = home / "packs" / name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{guide}.toml"
    path.write_text(text.replace('id = "start"', f'id = "{guide}"', 1), "utf-8")
    return path
