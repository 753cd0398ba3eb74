"""The printed kit: one page that, with its code and the database file alone, opens the journal.

The page carries the recovery code, and a QR code with the recovery slot and the database's salt
in it. This file knows nothing of files; it makes text and reads it back.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import SlotType
from safeharbor.vault import slots as slot_rules
from safeharbor.vault.header import FORMAT, SALT_BYTES, DatabaseRef, Header, InboxRef, key_check
from safeharbor.vault.keys import VAULT_ID_BYTES, VaultKey
from safeharbor.vault.recovery import RecoveryCode
from safeharbor.vault.slots import Slot

_MAGIC = "SHK1"
_DAY_BYTES = 2
_CHECK_BYTES = 3
_EPOCH = dt.date(1970, 1, 1)
_MAX_CHARS = 1024
_GENERATION = re.compile(r"vault-([1-9][0-9]{0,8})\.db")

_ID_END = slot_rules.SLOT_ID_BYTES
_COMMIT_END = _ID_END + slot_rules.COMMIT_BYTES
_NONCE_END = _COMMIT_END + slot_rules.NONCE_BYTES
_SEALED_END = _NONCE_END + slot_rules.SEALED_BYTES
_SLOT_BYTES = _SEALED_END + _DAY_BYTES


@dataclass(frozen=True, slots=True)
class Kit:
    """What the QR code of a printed page says."""

    vault_id: bytes = field(repr=False)
    database_salt: bytes = field(repr=False)
    slot: Slot


@dataclass(frozen=True, slots=True)
class KitWords:
    """The words of the page, so that they can be translated; none names the program."""

    language: str = "en"
    title: str = "A page to keep"
    lead: str = (
        "This page opens what you keep private. Print it or copy it by hand, and keep it where "
        "only you look."
    )
    code: str = "Code"
    made: str = "Made on"
    place: str = "What it is for, and where I keep it"
    square: str = "This square helps if files were lost. The code above is still needed with it."
    care: str = "Please do not photograph this page if somebody shares your photos."


def kit_text(header: Header, slot: Slot) -> str:
    """The text for the QR code: ``SHK1|vault id|database salt|recovery slot`` in base32.

    Raises:
        ValueError: ``slot`` is not a recovery slot.
    """
    if slot.type is not SlotType.RECOVERY:
        raise ValueError("only a recovery slot goes on paper")
    days = (slot.created - _EPOCH).days
    packed = slot.id + slot.commit + slot.nonce + slot.sealed
    packed += min(max(days, 0), 0xFFFF).to_bytes(_DAY_BYTES, "big")
    packed += _checksum(header.vault_id, header.database.salt, packed)
    return "|".join(
        (_MAGIC, _base32(header.vault_id), _base32(header.database.salt), _base32(packed))
    )


def parse_kit(text: str) -> Kit:
    """Read the text of a kit; case, spaces and line breaks in it do not matter.

    Raises:
        HarborError: KIT_UNREADABLE.
    """
    if len(text) > _MAX_CHARS:
        raise HarborError(ErrorCode.KIT_UNREADABLE)
    parts = "".join(text.split()).upper().split("|")
    if len(parts) != 4 or parts[0] != _MAGIC:
        raise HarborError(ErrorCode.KIT_UNREADABLE)
    vault_id = _bytes(parts[1], VAULT_ID_BYTES)
    salt = _bytes(parts[2], SALT_BYTES)
    whole = _bytes(parts[3], _SLOT_BYTES + _CHECK_BYTES)
    packed, check = whole[:_SLOT_BYTES], whole[_SLOT_BYTES:]
    if _checksum(vault_id, salt, packed) != check:
        raise HarborError(ErrorCode.KIT_UNREADABLE)
    slot = Slot(
        id=packed[:_ID_END],
        type=SlotType.RECOVERY,
        kdf=slot_rules.HKDF_ONLY,
        commit=packed[_ID_END:_COMMIT_END],
        nonce=packed[_COMMIT_END:_NONCE_END],
        sealed=packed[_NONCE_END:_SEALED_END],
        created=_EPOCH + dt.timedelta(days=int.from_bytes(packed[_SEALED_END:], "big")),
    )
    return Kit(vault_id, salt, slot)


def open_kit(kit: Kit, code: RecoveryCode) -> VaultKey:
    """The vault key out of a kit and its code, with no header at all.

    Raises:
        HarborError: WRONG_RECOVERY_CODE, or SLOT_DAMAGED.
    """
    keys = slot_rules.recovery_keys(code.secret, kit.vault_id)
    if not slot_rules.belongs(kit.slot, keys):
        raise HarborError(ErrorCode.WRONG_RECOVERY_CODE)
    return slot_rules.unwrap(kit.slot, kit.vault_id, keys)


def header_from_kit(kit: Kit, key: VaultKey, database_file: str, inbox_public_key: bytes) -> Header:
    """A new header for a journal of which only the database and the kit are left.

    Its one way in is the recovery code. The inbox key comes out of the opened database, whose
    private half is there.

    Raises:
        ValueError: ``database_file`` is not the name of a database.
    """
    name = _GENERATION.fullmatch(database_file)
    if name is None:
        raise ValueError("not the name of a database")
    return Header(
        fmt=FORMAT,
        min_reader=FORMAT,
        vault_id=kit.vault_id,
        gen=int(name[1]),
        database=DatabaseRef(database_file, kit.database_salt),
        check=key_check(key),
        seq_hint=0,
        inbox=InboxRef(inbox_public_key),
        entries=(kit.slot,),
    )


def kit_matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of ``text`` as rows of dark modules, for painting; it has no border."""
    import segno

    return tuple(
        tuple(bool(module) for module in row) for row in segno.make_qr(text, error="m").matrix
    )


def kit_html(code: RecoveryCode, text: str, created: dt.date, words: KitWords | None = None) -> str:
    """The page to print (A5): code, QR code of ``text``, date, and lines to write on.

    It is one self-contained document that loads nothing and does not name the program.
    """
    says = words or KitWords()
    cells = "".join(
        f'<td><span class="n">{number}</span><br><b>{group}</b></td>'
        + ("</tr><tr>" if number == 5 else "")
        for number, group in enumerate(code.groups, 1)
    )
    return _PAGE.format(
        language=html.escape(says.language),
        title=html.escape(says.title),
        lead=html.escape(says.lead),
        code=html.escape(says.code),
        cells=cells,
        square=html.escape(says.square),
        svg=_svg(kit_matrix(text)),
        made=html.escape(says.made),
        created=created.isoformat(),
        place=html.escape(says.place),
        care=html.escape(says.care),
    )


def _svg(matrix: Sequence[Sequence[bool]], border: int = 4) -> str:
    side = len(matrix) + 2 * border
    path = "".join(
        f"M{column + border} {row + border}h1v1h-1z"
        for row, modules in enumerate(matrix)
        for column, dark in enumerate(modules)
        if dark
    )
    return (
        f'<svg viewBox="0 0 {side} {side}" width="52mm" height="52mm" role="img" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path fill="#000" d="{path}"/></svg>'
    )


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode("ascii").rstrip("=")


def _bytes(text: str, size: int) -> bytes:
    try:
        data = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError:
        data = b""
    # Unused bits at the end have to be zero, so that every mistyped symbol is noticed.
    if len(data) != size or _base32(data) != text:
        raise HarborError(ErrorCode.KIT_UNREADABLE)
    return data


def _checksum(vault_id: bytes, salt: bytes, packed: bytes) -> bytes:
    """Finds typing and scanning errors; the commitment and the seal are what protects."""
    return hashlib.sha256(vault_id + salt + packed).digest()[:_CHECK_BYTES]


_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
@page {{ size: A5; margin: 12mm; }}
body {{ font-family: sans-serif; font-size: 10pt; color: #000; background: #fff; }}
h1 {{ font-size: 14pt; font-weight: normal; }}
h2 {{ font-size: 10pt; margin-bottom: 1mm; }}
table {{ width: 100%; border-collapse: collapse; }}
td {{ border: 1px solid #000; padding: 1.5mm; text-align: center; }}
td b {{ font-family: monospace; font-size: 14pt; letter-spacing: 0.1em; }}
.n {{ font-size: 7pt; }}
.line {{ border-bottom: 1px solid #000; height: 9mm; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{lead}</p>
<h2>{code}</h2>
<table><tr>{cells}</tr></table>
<p>{made} {created}</p>
<p>{place}</p>
<div class="line"></div>
<div class="line"></div>
<p>{care}</p>
{svg}
<p>{square}</p>
</body>
</html>
"""
