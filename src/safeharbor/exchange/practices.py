"""What was practised, as one Markdown table with front matter.

It follows the entries where a journal is written out as plain files. It knows no exercise but by
the title that it is given.
"""

from __future__ import annotations

from typing import Final

from safeharbor.domain.practice import UNSURE, PracticeRecord

FILE_NAME: Final = "practices.md"

HEAD: Final = (
    b"---\n"
    b"title: Practices\n"
    b"kind: practices\n"
    b"---\n"
    b"\n"
    b"| Day | Time | Exercise | Length | Before, 0 to 10 | After |\n"
    b"| --- | --- | --- | --- | --- | --- |\n"
)
"""What stands before the rows."""


def practice_row(record: PracticeRecord, title: str) -> bytes:
    """One row of the table; ``title`` is what the exercise is called."""
    minutes, seconds = divmod(record.seconds, 60)
    moment = record.moment
    before = "" if record.before is None else str(record.before)
    cells = (
        moment.local_date.isoformat(),
        moment.local_datetime.strftime("%H:%M"),
        " ".join(title.replace("|", "/").split()),
        f"{minutes}:{seconds:02}",
        "unsure" if record.before == UNSURE else before,
        record.after.value if record.after else "",
    )
    return f"| {' | '.join(cells)} |\n".encode()
