"""Makes a vault to be kept for ever: one for each released format, for all later tests.

Run once per format: ``python tests/vaults/make_vault.py FOLDER``. It goes through the program's
own services. The secrets go into a README beside it, since this vault has nothing to hide.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

if __name__ == "__main__":
    _TESTS = Path(__file__).resolve().parents[1]
    sys.path[:0] = [str(_TESTS.parent / "src"), str(_TESTS)]

from safeharbor.domain.entry import EntryContent, Mood
from safeharbor.domain.policy import Policy, SlotType
from safeharbor.system.paths import HomePaths
from safeharbor.vault.kdf import FLOOR
from safeharbor.wiring import Services, build
from support.clock import FakeClock
from support.keyring import FakeKeyring

PASSPHRASE: Final = "seven grey geese on the wall – sieben graue Gänse"
TRASHED_TITLE: Final = "Thrown away"
EDITED_TITLE: Final = "Three times over"
EDITED_STATES: Final = (
    "At first I was only angry.",
    "At first I was only angry. After a walk I was sad.",
    "After a walk I was sad, and then it was quiet.",
)
_START: Final = dt.datetime(2026, 11, 2, 21, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
_HOURS: Final = 31
_README: Final = """# A vault of format 1, kept for ever

It holds made-up entries and opens in every later version; `tests/vaults/test_vaults.py` proves it.
Never write into it and never make it anew: copy `home` and open the copy.

- Passphrase: `{passphrase}`
- Recovery code: `{code}`
- Keyring: the account and its line stand in `secrets.json` under `keyring`.
- Passphrase and keyring together: `strong.hdr` is the header that this vault had under the policy
  Strong. It takes the place of `vault.hdr` and `vault.hdr.bak`; the keyring's line is the one under
  `strong_keyring`, the passphrase is the same.

Made by `tests/vaults/make_vault.py` through the program's own services.
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry of the vault, with a word or phrase that finds it."""

    title: str
    body: str
    find: str
    tags: tuple[str, ...] = ()
    mood: Mood | None = None
    starred: bool = False
    day: dt.date | None = None


ENTRIES: Final = (
    Kept("A first evening", "The lamp was on, and nobody wanted anything from me.", "lamp"),
    Kept("Am Hafen", "Die Fähre kam spät; ich habe trotzdem gewartet. Straße, Öl, Möwen.", "fähre"),
    Kept("港", "今天在港口坐了很久，一只猫走过来，什么也没说。", "猫"),
    Kept("静かな夜", "雨の音を聞いていた。返事は来なかったけれど、眠れた。", "返事"),
    Kept("ท่าเรือ", "วันนี้ฉันนั่งดูเรือ ลมเย็นสบาย ใจค่อย ๆ เบาลง", "ลมเย็น"),
    Kept("항구에서", "바람이 불었지만 따뜻한 차를 마시며 기다렸다.", "따뜻한"),
    Kept("الميناء", "جَلَسْتُ قُرْبَ الماءِ وَكَتَبْتُ رِسالَةً لَمْ أُرْسِلْها.", "رسالة"),
    Kept("נמל", "ישבתי ליד המים וכתבתי מכתב שלא שלחתי.", "מכתב"),
    Kept("Λιμάνι", "Κοιτούσα τα καράβια και ο θυμός πέρασε σιγά σιγά.", "καράβια"),
    Kept("Гавань", "Вечером стало тихо, и я впервые выспался.", "тихо"),
    Kept("बंदरगाह", "आज समुद्र शांत था और मन भी थोड़ा शांत हुआ।", "समुद्र"),
    Kept(
        "Signs and rest",
        "A lighthouse 🗼 , a family 👩‍👩‍👧 , a tab\there, and a line\n\nafter an empty one.",
        "lighthouse",
        tags=("rest", "zwei Wörter", "休息"),
        mood=Mood.GOOD,
        starred=True,
    ),
    Kept(
        "An old summer",
        "Written down long after it happened, for the day it belongs to.",
        "belongs",
        tags=("rest",),
        mood=Mood.VERY_LOW,
        day=dt.date(1999, 7, 4),
    ),
)


def main(folder: Path) -> None:
    """Make the vault at ``folder``/home with everything that opens it."""
    clock, keyring = FakeClock(_START), FakeKeyring()
    services = build(
        HomePaths(folder / "home"), clock=clock, keyring=keyring, calibrate=lambda: FLOOR
    )
    services.session.create(Policy.STRONG, PASSPHRASE)
    _write(services, clock)
    secrets: dict[str, object] = {"passphrase": PASSPHRASE, "strong_keyring": dict(keyring.lines)}
    shutil.copyfile(services.paths.header, folder / "strong.hdr")
    services.methods.choose(Policy.PRIVATE, PASSPHRASE)
    services.methods.add(SlotType.KEYRING)
    renewed = services.methods.renew_recovery()
    secrets |= {"recovery_code": renewed.recovery_code, "keyring": dict(keyring.lines)}
    thread = services.session.thread()
    services.session.lock()
    thread.closed.wait(30)
    for name in ("vault.lock", "instance.lock"):
        (folder / "home" / name).unlink(missing_ok=True)
    text = json.dumps(secrets, ensure_ascii=False, indent=2)
    (folder / "secrets.json").write_text(text + "\n", encoding="utf-8")
    page = _README.format(code=renewed.recovery_code, passphrase=PASSPHRASE)
    (folder / "README.md").write_text(page, encoding="utf-8")


def _write(services: Services, clock: FakeClock) -> None:
    def save(kept: Kept) -> None:
        clock.advance(_HOURS * 3600)
        content = EntryContent(kept.title, kept.body, kept.tags, kept.mood, kept.starred)
        services.journal.save(services.journal.snapshot(content, kept.day)).result()

    for kept in ENTRIES:
        save(kept)
    _edited(services, clock)
    clock.advance(_HOURS * 3600)
    thrown = services.journal.snapshot(EntryContent(TRASHED_TITLE, "It can come back."))
    services.journal.save(thrown).result()
    services.journal.trash(thrown.entry_id).result()


def _edited(services: Services, clock: FakeClock) -> None:
    clock.advance(_HOURS * 3600)
    snapshot = services.journal.snapshot(EntryContent(EDITED_TITLE))
    for body in EDITED_STATES:
        content = replace(snapshot.content, body=body)
        changes = services.journal.save(replace(snapshot, content=content)).result()
        snapshot = replace(snapshot, base_revision=changes.revision)
        clock.advance(3600)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
