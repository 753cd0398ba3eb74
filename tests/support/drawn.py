"""A picture of each kind, as answers would make it, and a page that has a little of everything."""

from __future__ import annotations

from safeharbor.domain.page import (
    Big,
    Block,
    Heading,
    Image,
    Lines,
    Page,
    Paragraph,
    Table,
    Weeks,
)
from safeharbor.domain.pictures import (
    Dot,
    Gap,
    Gaps,
    Ladder,
    Month,
    OverTime,
    PictureData,
    Point,
    Ring,
    Rings,
    Rung,
    Share,
    Shares,
    TableData,
)

DATE = "12 November 2026"

NEEDS = TableData(
    ("Need", "Met", "Matters", "Note"),
    (
        ("Rest", "2", "9", "since the night shifts, which cannot change before spring"),
        ("Food and body", "5", "7", ""),
        ("Being heard", "", "8", ""),
    ),
)

PICTURES: dict[str, PictureData] = {
    "shares": Shares(
        tuple(
            Share(name, "some", weight)
            for name, weight in [
                ("unknown", 3),
                ("fit", 2),
                ("timing", 1),
                ("unfair treatment, at work and elsewhere", 2),
                ("my part", 1),
                ("chance", 1),
                ("their needs", 2),
                ("competition", 1),
                ("something else", 1),
            ]
        )
    ),
    "gap": Gaps(
        "Met",
        "Matters",
        (
            Gap("Rest", 2, 9),
            Gap("Being heard by somebody who has time for it", 7, 6),
            Gap("Play", None, None),
            Gap("Fun", 0, 0),
            Gap("Home", None, 10),
            Gap("Faith", 10, None),
        ),
    ),
    "ladder": Ladder(
        (
            Rung("Say that I slept badly", 2, True),
            Rung("Tell one person about the letter, and stay in the room meanwhile", 5, False),
            Rung("No number yet", None, False),
        )
    ),
    "rings": Rings(
        (
            Ring("Inner", ("Rosa", "My cat")),
            Ring("Middle", ("Doctor Lee", "The choir, on every second Thursday of the month")),
            Ring("Outer", tuple(f"Somebody {number}" for number in range(12))),
            Ring("", ("Kim",)),
        )
    ),
    "over_time": OverTime(
        ("Old belief", "New belief", "Third", "Fourth"),
        tuple(
            Point(f"2026-{month:02}-05", (10 - month, month, None if month % 2 else 5, 10))
            for month in range(1, 10)
        ),
    ),
    "month": Month(
        tuple(
            Dot(f"2026-{month:02}-{day:02}", "Water", "kept", day % 2 == 0)
            for month, day in [(8, 31), (9, 1), (9, 2), (10, 4), (11, 12), (11, 12), (11, 12)]
        )
    ),
}

SHORT_FACTS: tuple[Block, ...] = (
    Heading("Who backs me"),
    Paragraph("R."),
    Heading("How firm today"),
    Paragraph("8 / 10"),
    Heading("Look again on"),
    Paragraph("12 December 2026"),
)


def boundary_page() -> Page:
    """One page with large words."""
    return Page(
        (
            Heading("My line"),
            Big("I do not take calls after ten."),
            Heading("How I would say it"),
            Paragraph("M., I like it when we talk. Ring me on Sunday, and I have time."),
            *SHORT_FACTS,
        ),
        date=DATE,
    )


def mixed_page() -> Page:
    """Everything that can stand on paper, on as many pages as it takes."""
    pictures: list[Block] = []
    for name in PICTURES:
        pictures += [Heading(f"Picture of {name}"), Image(name), Table(NEEDS)]
    return Page(
        (
            Heading("Stressors"),
            Heading("change", 3),
            Lines(("Night shifts", "The stairs")),
            Heading("Steps"),
            Lines(("Say that I slept badly", "Ask for a favour"), boxes=True, numbered=True),
            Heading("Promises"),
            Weeks(("Water before coffee", "Ring once a week", "Out before ten")),
            *pictures,
        ),
        date=DATE,
        title="A title of my own",
        pages=0,
    )
