"""The verdict sees a note of a practice that is lost, changed or back again; and only that."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from faults.acks import Said
from faults.house import House, close
from faults.practices import PracticeHand, note_of
from faults.verdict import judge
from faults.writer import Writer

_STEPS = 40


def _said(op: str, number: int) -> str:
    return Said(op, number, 0, str(note_of(number).id), practice=True).line()


def test_what_is_kept_sealed_and_deleted_is_as_it_was_said(tmp_path: Path) -> None:
    house, said = House.make(tmp_path), list[Said]()
    with house.unlocked() as services:
        hand = PracticeHand(services, random.Random(5), said.append)
        for _ in range(_STEPS):
            hand.once()
    assert {one.op for one in said} >= {"saved", "sealed", "drained", "deleting", "trashed"}
    assert judge(house, [one.line() for one in said]) == []


def test_what_is_practised_while_it_is_locked_is_there_afterwards(tmp_path: Path) -> None:
    house, said = House.make(tmp_path), list[Said]()
    writer = Writer(house, 1, said.append)
    writer._services.session.unlock(None)
    writer.practise_locked()
    close(writer._services)
    assert [one.op for one in said] == ["sealed"]
    assert judge(house, [one.line() for one in said]) == []


def test_a_loss_a_change_and_a_return_are_seen(tmp_path: Path) -> None:
    house = House.make(tmp_path)
    with house.unlocked() as services:
        services.practices.keep(note_of(1)).result()
        services.practices.keep(replace(note_of(2), seconds=1)).result()
    found = judge(house, [_said("saved", 1), _said("sealed", 3), _said("trashed", 1)])
    assert sorted(found) == [
        "the deleted note of practice 1 is there again",
        "the note of practice 2 is not as it was kept",
        "the note of practice 3 is lost",
    ]


def test_what_was_being_deleted_may_be_gone(tmp_path: Path) -> None:
    assert judge(House.make(tmp_path), [_said("saved", 1), _said("deleting", 1)]) == []
