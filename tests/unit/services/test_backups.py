from __future__ import annotations

import datetime as dt
import shutil
from concurrent.futures import Future
from pathlib import Path

import pytest

from safeharbor.domain.entry import EntryContent
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.services.backup import BackupFacts
from safeharbor.services.backups import BackupKeeper, bundles
from safeharbor.services.bundle import read_bundle
from safeharbor.wiring import Services
from support.clock import FakeClock


@pytest.fixture
def keeper(services: Services) -> BackupKeeper:
    services.journal.save(services.journal.snapshot(EntryContent("One", "words"))).result()
    return services.backup.keeper


def age(folder: Path, name: str, day: dt.date) -> Path:
    """A copy of a good bundle, as if it had been made on another day."""
    copy = folder / f"safeharbor-{day.isoformat()}-120000.shb"
    shutil.copyfile(folder / name, copy)
    return copy


def fill(folder: Path, name: str, count: int) -> list[Path]:
    first = dt.date(2026, 11, 20)
    return [age(folder, name, first - dt.timedelta(days=number)) for number in range(count)]


def test_one_is_due_until_it_was_made_today(keeper: BackupKeeper, clock: FakeClock) -> None:
    assert keeper.due()
    assert keeper.last_good() is None
    made = keeper.make().result()
    assert made.made.entries == 1
    assert not keeper.due()
    last = keeper.last_good()
    assert last is not None
    assert last.path == made.made.path
    assert last.at == clock.now().local_datetime.replace(tzinfo=None, microsecond=0)
    clock.advance(24 * 3600)
    assert keeper.due()


def test_old_ones_go_and_the_plan_stays(keeper: BackupKeeper, clock: FakeClock) -> None:
    folder = keeper.own_folder
    first = keeper.make().result().made.path
    fill(folder, first.name, 60)
    clock.advance(3600)
    done = keeper.make().result()
    left = bundles(folder)
    assert done.removed == 62 - len(left)
    assert left[0].path == done.made.path
    assert 7 <= len(left) <= 17
    assert all(read_bundle(made.path) for made in left)


def test_a_failing_source_takes_nothing_away(keeper: BackupKeeper, services: Services) -> None:
    folder = keeper.own_folder
    first = keeper.make().result().made.path
    old = fill(folder, first.name, 40)

    def fails(_target: Path) -> Future[BackupFacts]:
        future: Future[BackupFacts] = Future()
        future.set_exception(HarborError(ErrorCode.DATABASE_DAMAGED))
        return future

    clock = FakeClock()
    clock.advance(7200)
    broken = BackupKeeper(fails, lambda: services.session.header().vault_id, clock, folder)
    with pytest.raises(HarborError) as caught:
        broken.make().result()
    assert caught.value.code is ErrorCode.DATABASE_DAMAGED
    assert all(path.exists() for path in [first, *old])


def test_what_is_not_ours_or_not_whole_is_left_alone(
    keeper: BackupKeeper, clock: FakeClock
) -> None:
    folder = keeper.own_folder
    first = keeper.make().result().made.path
    damaged, *_ = fill(folder, first.name, 60)[50:]
    damaged.write_bytes(b"no bundle")
    named = folder / "before-the-move.shb"
    shutil.copyfile(first, named)
    other = folder / "notes.txt"
    other.write_text("mine")
    clock.advance(3600)
    keeper.make().result()
    assert damaged.exists()
    assert named.exists()
    assert other.exists()


def test_a_damaged_one_is_not_the_last_good_one(keeper: BackupKeeper, clock: FakeClock) -> None:
    good = keeper.make().result().made.path
    clock.advance(24 * 3600)
    later = keeper.make().result().made.path
    later.write_bytes(later.read_bytes()[:-10])
    last = keeper.last_good()
    assert last is not None
    assert last.path == good


def test_the_one_just_made_stays_when_the_clock_was_set_back(
    keeper: BackupKeeper, clock: FakeClock
) -> None:
    first = keeper.make().result().made.path
    fill(keeper.own_folder, first.name, 60)
    clock.set_wall(dt.datetime(2001, 1, 1, 12, tzinfo=dt.UTC))
    made = keeper.make().result().made.path
    assert made.exists()


def test_a_second_folder_gets_a_whole_copy_and_is_rotated_too(
    keeper: BackupKeeper, tmp_path: Path
) -> None:
    second = tmp_path / "stick"
    second.mkdir()
    done = keeper.make(None, second).result()
    assert done.second is None
    copy = second / done.made.path.name
    assert copy.read_bytes() == done.made.path.read_bytes()
    assert keeper.last_good(second) is not None


def test_a_second_folder_that_is_gone_is_said_and_the_backup_counts(
    keeper: BackupKeeper, tmp_path: Path
) -> None:
    done = keeper.make(None, tmp_path / "unplugged").result()
    assert done.made.path.exists()
    assert done.second is not None
    assert done.second.code is ErrorCode.FILE_NOT_FOUND


def test_a_folder_that_is_gone_is_not_made(keeper: BackupKeeper, tmp_path: Path) -> None:
    with pytest.raises(HarborError) as caught:
        keeper.make(tmp_path / "unplugged")
    assert caught.value.code is ErrorCode.FILE_NOT_FOUND
    assert not (tmp_path / "unplugged").exists()


def code_of(error: BaseException) -> ErrorCode:
    assert isinstance(error, HarborError)
    return error.code


def test_a_lock_in_the_middle_leaves_nothing_behind(
    keeper: BackupKeeper, services: Services
) -> None:
    going = keeper.make()
    services.session.lock()
    error = going.exception(timeout=20)
    assert error is None or code_of(error) is ErrorCode.SECRET_NEEDED
    left = [path.name for path in keeper.own_folder.iterdir()]
    assert all(name.endswith(".shb") and not name.startswith(".") for name in left)
