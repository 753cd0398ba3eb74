"""Patterns of one's own: in the vault, and readable only where somebody wanted that."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID, uuid4

from safeharbor.domain.form import Answer, Form
from safeharbor.domain.own_pattern import OwnPattern
from safeharbor.services.executor import settled
from safeharbor.services.ids import new_id
from safeharbor.services.own_patterns import (
    KIND,
    OWN_PATTERNS,
    TEMPLATE,
    OwnPatternService,
    PlainPatterns,
)
from safeharbor.storage.transaction import Transaction
from safeharbor.system.prefs import Preferences
from safeharbor.wiring import Services


def river(name: str = "Slow river", pattern_id: UUID | None = None) -> OwnPattern:
    return OwnPattern(pattern_id or new_id(), name, 4, 0, 7.5, 1)


def forms_of(services: Services) -> list[Form]:
    return services.session.thread().read(lambda tx: tx.forms.page(KIND)).result()


def test_a_pattern_is_there_after_locking_and_unlocking(services: Services) -> None:
    mine = river()
    changes = services.own_patterns.keep([mine], "calm").result()
    assert changes.entries == frozenset()
    assert changes.origin == "calm"
    assert changes.forms
    services.session.lock()
    services.session.unlock(None)
    assert services.own_patterns.all().result() == (mine,)


def test_they_come_by_their_names_however_many_there_are(services: Services) -> None:
    mine = [river(f"Number {n:03}") for n in range(230)]
    services.own_patterns.keep(reversed(mine)).result()
    assert services.own_patterns.all().result() == tuple(mine)


def test_a_change_takes_the_place_of_what_was(services: Services) -> None:
    mine = river()
    services.own_patterns.keep([mine]).result()
    services.own_patterns.keep([mine.renamed("Wide river")]).result()
    assert [each.name for each in services.own_patterns.all().result()] == ["Wide river"]
    assert len(forms_of(services)) == 1


def test_what_was_deleted_can_be_kept_again(services: Services) -> None:
    mine = river()
    services.own_patterns.keep([mine]).result()
    services.own_patterns.delete(mine.id).result()
    assert services.own_patterns.all().result() == ()
    assert services.own_patterns.delete(mine.id).result().forms == frozenset()
    services.own_patterns.keep([mine]).result()
    assert services.own_patterns.all().result() == (mine,)


def test_what_only_a_newer_version_knows_stays_where_it_is(services: Services) -> None:
    def write(tx: Transaction) -> None:
        now = services.clock.now()
        tx.forms.add_template(TEMPLATE)
        answers = (Answer("pattern", uuid4().hex), Answer("name", "Waves"), Answer("in", "slow"))
        tx.forms.insert(Form(new_id(), KIND, TEMPLATE.hash, now, answers), now.utc_us)

    settled(services.session.thread().write(write))
    assert services.own_patterns.all().result() == ()
    assert len(forms_of(services)) == 1


def test_they_are_no_practices_and_no_entries(services: Services) -> None:
    services.own_patterns.keep([river()]).result()
    assert services.practices.page().result() == []
    assert services.journal.count().result() == 0


def test_a_new_id_is_a_new_one() -> None:
    assert OwnPatternService.new_pattern_id() != OwnPatternService.new_pattern_id()


def test_readable_ones_are_there_in_the_next_run(tmp_path: Path) -> None:
    file = tmp_path / "preferences.json"
    plain = PlainPatterns(Preferences(file))
    mine, other = river("b"), river("A")
    plain.keep([mine, other])
    again = PlainPatterns(Preferences(file))
    assert again.patterns == (other, mine)
    again.keep([mine.renamed("c")])
    again.remove([other.id])
    assert [each.name for each in PlainPatterns(Preferences(file)).patterns] == ["c"]


def test_nothing_is_readable_that_nobody_wanted(tmp_path: Path) -> None:
    file = tmp_path / "preferences.json"
    assert PlainPatterns(Preferences(file)).patterns == ()
    assert not file.exists()


def test_what_is_no_pattern_is_kept_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "preferences.json"
    endless = {"pattern": new_id().hex, "name": "w", "in": 10**400, "out": 6}
    odd = [{"name": "x"}, "y", 7, {"pattern": "no id", "name": "z", "in": 4, "out": 6}, endless]
    file.write_text(json.dumps({OWN_PATTERNS: odd}))
    plain = PlainPatterns(Preferences(file))
    assert plain.patterns == ()
    mine = river()
    plain.keep([mine])
    kept = json.loads(file.read_text())[OWN_PATTERNS]
    assert kept[1:] == odd
    assert PlainPatterns(Preferences(file)).patterns == (mine,)
