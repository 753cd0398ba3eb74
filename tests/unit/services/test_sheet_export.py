"""Worksheets among the plain files that other programs read."""

from __future__ import annotations

from pathlib import Path

from safeharbor.content.sheets import sheet_template
from safeharbor.domain.answers import Answers, FormSnapshot, Row
from safeharbor.domain.entry import EntryContent
from safeharbor.domain.form import Template
from safeharbor.domain.sheet import Field, FieldType, Sheet
from safeharbor.wiring import Services
from support.clock import FakeClock

SHEET = Sheet(
    id="plan",
    rev=1,
    title="A plan",
    line="",
    shelf="steady",
    fields=(
        Field("aim", FieldType.TEXT, "What for?"),
        Field("ways", FieldType.ROWS, "Ways", columns=(Field("what", FieldType.TEXT, "What"),)),
    ),
)


def keep(services: Services, clock: FakeClock, template: Template | None = None) -> FormSnapshot:
    answers = Answers().with_value("aim", "a quiet # evening")
    answers = answers.with_rows("ways", (Row(b"1", {"what": "turn the phone off"}),))
    snapshot = FormSnapshot(
        services.sheets.new_id(), None, template or sheet_template(SHEET), clock.now(), answers
    )
    services.sheets.save(snapshot).result()
    return snapshot


def test_a_folder_holds_them_apart(services: Services, clock: FakeClock, tmp_path: Path) -> None:
    services.journal.save(services.journal.snapshot(EntryContent(title="A walk"))).result()
    keep(services, clock)
    keep(services, clock)
    gone = keep(services, clock)
    services.sheets.trash(gone.form_id).result()
    facts = services.export.markdown(tmp_path / "out")
    assert (facts.entries, facts.sheets) == (1, 2)
    assert len(list((tmp_path / "out").glob("*.md"))) == 1
    texts = [path.read_text() for path in (tmp_path / "out" / "sheets").iterdir()]
    assert len(texts) == 2
    assert all("## What for?" in text and "turn the phone off" in text for text in texts)


def test_one_file_has_them_after_the_entries(
    services: Services, clock: FakeClock, tmp_path: Path
) -> None:
    keep(services, clock)
    services.journal.save(services.journal.snapshot(EntryContent(title="A walk"))).result()
    facts = services.export.markdown(tmp_path / "all.md")
    text = (tmp_path / "all.md").read_text()
    assert (facts.entries, facts.sheets) == (1, 1)
    assert text.index("A walk") < text.index("# A plan")
    assert "\n---\n\n---\n" not in text


def test_nothing_of_a_newer_sheet_is_left_out(
    services: Services, clock: FakeClock, tmp_path: Path
) -> None:
    keep(services, clock, Template("sheet", "newer", 9, {"title": "Newer", "fields": "strange"}))
    services.export.markdown(tmp_path / "all.md")
    text = (tmp_path / "all.md").read_text()
    assert "# Newer" in text
    assert "a quiet" in text
    assert "turn the phone off" in text


def test_without_sheets_there_is_no_folder_for_them(services: Services, tmp_path: Path) -> None:
    services.journal.save(services.journal.snapshot(EntryContent(title="A walk"))).result()
    services.export.markdown(tmp_path / "out")
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".md"]
