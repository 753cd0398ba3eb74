"""The tones that ship are the ones our own code makes, and soft enough for a bad night."""

from __future__ import annotations

import array
import io
import itertools
import math
import sys
import wave
from pathlib import Path

import pytest

from tools import make_tones
from tools.make_tones import LOUDEST, RATE, SOUNDS, TONES, make, sine

MOST_BYTES = 60_000
MOST_PEAK = 32_767 * 10 ** (-12 / 20)
SILENT = 8
SLOWEST_ATTACK_S = 0.060
A_STEP = RATE // 100

NAMES = sorted(TONES)


def samples(data: bytes) -> list[int]:
    """The samples of a WAV file; fails where it is not 44.1 kHz, 16 bit, one channel."""
    with wave.open(io.BytesIO(data)) as sound:
        assert (sound.getframerate(), sound.getsampwidth(), sound.getnchannels()) == (RATE, 2, 1)
        values = array.array("h", sound.readframes(sound.getnframes()))
    if sys.byteorder == "big":
        values.byteswap()
    return values.tolist()


def loudness(values: list[int]) -> list[int]:
    """The highest sample of each hundredth of a second."""
    return [max(map(abs, values[at : at + A_STEP])) for at in range(0, len(values), A_STEP)]


def pitch(values: list[int]) -> float:
    """The pitch of a part of a tone in Hz, from how often it crosses zero upwards."""
    ups = [at for at, (a, b) in enumerate(itertools.pairwise(values)) if a < 0 <= b]
    return RATE * (len(ups) - 1) / (ups[-1] - ups[0])


def contour(name: str) -> tuple[float, float]:
    """The pitch of the beginning and of the end of a tone."""
    values = samples(make(name))
    third = len(values) // 3
    return pitch(values[:third]), pitch(values[-third:-A_STEP])


@pytest.mark.parametrize("name", NAMES)
def test_what_ships_is_what_the_code_makes(name: str) -> None:
    assert (SOUNDS / f"{name}.wav").read_bytes() == make(name)


def test_nothing_else_lies_beside_them() -> None:
    assert sorted(path.name for path in SOUNDS.iterdir()) == [f"{name}.wav" for name in NAMES]


def test_a_run_writes_all_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(make_tones, "SOUNDS", tmp_path / "sounds")
    assert make_tones.main() == 0
    assert sorted(path.stem for path in (tmp_path / "sounds").iterdir()) == NAMES
    assert capsys.readouterr().out == f"tones: {len(NAMES)} made\n"


@pytest.mark.parametrize("name", NAMES)
def test_each_is_small_and_quiet(name: str) -> None:
    data = make(name)
    assert len(data) < MOST_BYTES
    assert max(map(abs, samples(data))) <= LOUDEST <= MOST_PEAK


@pytest.mark.parametrize("name", NAMES)
def test_nothing_clicks_or_startles(name: str) -> None:
    values = samples(make(name))
    assert max(map(abs, values[:SILENT] + values[-SILENT:])) <= 1
    loud = loudness(values)
    top = max(loud)
    risen = next(at for at, each in enumerate(loud) if each >= 0.9 * top)
    assert risen / 100 >= SLOWEST_ATTACK_S
    # It goes as it came: the last twentieth of a second is below a tenth of the whole.
    assert max(loud[-5:]) <= 0.1 * top
    steps = [abs(b - a) for a, b in itertools.pairwise(values)]
    assert max(steps) < 0.15 * top, "a jump in the middle would be heard as a click"


def test_in_rises_out_falls_hold_stays() -> None:
    first, last = contour("in")
    assert last > 1.15 * first
    first, last = contour("out")
    assert last < 0.85 * first
    first, last = contour("hold")
    assert abs(last - first) < 0.01 * first


def test_out_is_lower_than_in_and_hold_is_the_quietest() -> None:
    assert sum(contour("out")) < sum(contour("in"))
    peaks = {name: max(map(abs, samples(make(name)))) for name in NAMES}
    assert min(peaks, key=lambda name: peaks[name]) == "hold"


def test_the_end_has_two_notes_and_the_second_is_lower() -> None:
    first, last = contour("end")
    assert last < 0.85 * first
    assert first == pytest.approx(440.0, rel=0.02)


def test_the_sine_needs_no_maths_library() -> None:
    for turns in (0.0, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 1.0, 7.3):
        assert sine(turns) == pytest.approx(math.sin(2 * math.pi * turns), abs=1e-8)
