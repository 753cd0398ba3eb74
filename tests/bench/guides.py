"""Figures of guides: the shelf, any step, what was written, and a search of ten thousand answers.

``figures`` is one part of the bench's table. The guides are those that ship; the answers lie in a
vault of their own, under the templates of their steps, over and over until there are enough.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from bench.measure import Figure, by_turns, median
from faults.house import House, close
from safeharbor.content.guides import guide_catalogue, load_guide, parse_guide, step_template
from safeharbor.domain.answers import Answers, FormSnapshot, Row, Value, is_empty
from safeharbor.domain.guide import Guide, Step, full_id
from safeharbor.domain.moment import Moment
from safeharbor.domain.sheet import Field, FieldType
from safeharbor.services.form_sitting import write_form
from safeharbor.services.ids import new_id
from safeharbor.storage.transaction import Transaction
from safeharbor.wiring import Services

COUNT: Final = 10_000
OPEN_MS: Final = 100.0
SEARCH_MS: Final = 50.0

_PORTION: Final = 100
_RARE: Final = "xylomancy"
_WORDS: Final = "a line as long as somebody writes it on an evening, and no longer"


@dataclass(frozen=True, slots=True)
class _Timed:
    """What is measured, and what is wanted of it, in milliseconds; 0 for nothing."""

    job: Callable[[], float | None]
    aim: float = 0.0


def figures(folder: Path, rounds: int) -> list[Figure]:
    """Every figure of guides.

    Args:
        folder: where their home is made.
        rounds: repeats of each figure.
    """
    house, guides = _filled(folder / "guides")
    longest = max(guides, key=lambda each: len(each.steps))
    with house.unlocked() as services:
        timed = {
            "shelf of guides": _Timed(lambda: _shelf(services), OPEN_MS),
            "a step of the longest guide": _Timed(lambda: _step(services, longest), OPEN_MS),
            "what I wrote in a guide": _Timed(lambda: _written(services, longest)),
            "answers, common word": _Timed(lambda: _search(services, "evening"), SEARCH_MS),
            "answers, rare word": _Timed(lambda: _search(services, _RARE), SEARCH_MS),
            "answers, no hit": _Timed(lambda: _search(services, "plugh"), SEARCH_MS),
            "answers, after a save": _Timed(_after_a_save(services), SEARCH_MS),
            "answers, first of all": _Timed(lambda: _first(services, house)),
        }
        taken = by_turns({name: each.job for name, each in timed.items()}, rounds)
    return [_figure(name, timed[name].aim, median(times)) for name, times in taken.items()]


def _figure(name: str, aim: float, value: float) -> Figure:
    wanted = f"< {aim:.0f} ms" if aim else ""
    return Figure(name, COUNT, value, "ms", aim=wanted, met=value < aim if aim else None)


def _shelf(services: Services) -> None:
    assert guide_catalogue().cards
    services.guides.where().result()


def _step(services: Services, guide: Guide) -> None:
    """From the choice of a step until all that its page shows is there."""
    parse_guide.cache_clear()
    read = load_guide(guide.id)
    step = max(read.steps, key=lambda each: len(each.fields))
    name = full_id(read, step)
    step_template(read, step)
    waiting = services.guides.open(name), services.guides.rises(name)
    filled, _ = (each.result() for each in waiting)
    assert filled


def _written(services: Services, guide: Guide) -> None:
    assert services.guides.written(guide.id).result()


def _search(services: Services, query: str) -> None:
    assert services.search.page(query).result() or query == "plugh"


def _first(services: Services, house: House) -> float:
    """The first search after an unlock."""
    services.session.lock()
    services.session.unlock(house.code)
    begun = time.perf_counter()
    _search(services, "evening")
    return (time.perf_counter() - begun) * 1000


def _after_a_save(services: Services) -> Callable[[], float]:
    """A search while somebody writes: what was saved a moment ago is found."""
    newest = services.guides.page(limit=1).result()[0]
    numbers = itertools.count()

    def job() -> float:
        last = services.guides.get(newest.id).result().snapshot
        name = next(name for name, value in last.answers.values.items() if isinstance(value, str))
        answers = last.answers.with_value(name, f"{_WORDS} {next(numbers)}")
        services.guides.save(replace(last, answers=answers)).result()
        begun = time.perf_counter()
        _search(services, "evening")
        return (time.perf_counter() - begun) * 1000

    return job


def _filled(folder: Path) -> tuple[House, list[Guide]]:
    guides = [load_guide(each) for each in guide_catalogue().cards]
    if (folder / "made").exists():
        return House.at(folder / "home"), guides
    folder.mkdir(parents=True)
    house = House.make(folder)
    services = house.services()
    services.session.unlock(house.code)
    snapshots = _snapshots(guides, services.clock.now())
    while portion := list(itertools.islice(snapshots, _PORTION)):
        services.session.thread().write(partial(_write, portion=portion)).result()
    close(services)
    (folder / "made").touch()
    return house, guides


def _write(tx: Transaction, portion: list[FormSnapshot]) -> None:
    for snapshot in portion:
        write_form(tx, snapshot, snapshot.moment, "bench")
    tx.revisions.close_open(None)


def _snapshots(guides: list[Guide], now: Moment) -> Iterator[FormSnapshot]:
    """Every step answered, again and again, until there are ``COUNT`` answers."""
    steps = [(guide, step) for guide in guides for step in guide.steps]
    count = 0
    for number, (guide, step) in enumerate(itertools.cycle(steps)):
        if count >= COUNT and number >= len(steps):
            return
        answers = _answers(step, number)
        count += len(answers.values) + sum(len(rows) for rows in answers.rows.values())
        moment = replace(now, utc_us=now.utc_us + number * 60_000_000)
        yield FormSnapshot(new_id(), None, step_template(guide, step), moment, answers)


def _answers(step: Step, number: int) -> Answers:
    answers = Answers().with_value("before", 4)
    for field in step.fields:
        if field.type is FieldType.ROWS:
            values = {column.id: _value(column, number) for column in field.columns}
            kept = {name: value for name, value in values.items() if not is_empty(value)}
            rows = tuple(Row(bytes([n + 1]) * 16, kept) for n in range(3))
            answers = answers.with_rows(field.id, rows)
        else:
            answers = answers.with_value(field.id, _value(field, number))
    return answers.with_value("line", f"{_RARE if number == 0 else _WORDS}")


def _value(field: Field, number: int) -> Value:
    if field.type in {FieldType.CHOICE, FieldType.MULTI}:
        chosen = [each.id for each in field.options[:2]]
        return chosen if field.type is FieldType.MULTI else chosen[0] if chosen else None
    if field.type is FieldType.SCALE:
        return number % 11
    if field.type is FieldType.DATE:
        return "2026-11-21"
    return f"{_WORDS}, {number}" if field.type is not FieldType.LINK else None
