"""Checks ``resources/crisis_lines.json``: a wrong number there can cost more than any bug.

Codes, names and numbers have to be well formed, every line needs a way to reach it and a source,
and numbers that were withdrawn must never come back.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Raw = Mapping[str, Any]

_CODES = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ
    BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM
    DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS
    GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
    KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ
    MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM
    PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
    SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
    VN VU WF WS YE YT ZA ZM ZW
"""
ISO_3166_1 = frozenset(_CODES.split())
KINDS = frozenset({"suicide_crisis", "emotional_support", "domestic_abuse", "youth"})
CONFIDENCE = frozenset({"high", "medium"})
TOP_KEYS = frozenset({"verified_on", "note", "international", "countries"})
DIRECTORY_KEYS = frozenset({"name", "url", "about"})
COUNTRY_KEYS = frozenset({"code", "name", "emergency", "emergency_labels", "lines"})
LINE_KEYS = frozenset(
    {"name", "kind", "call", "text", "chat", "hours", "languages", "sources", "confidence"}
)
LINE_OPTIONAL = frozenset({"note"})

# What a number may be written with. A leading * is a mobile short code (Chile).
CALL = re.compile(r"\+?[0-9(*][0-9 ()\-]*")
EMERGENCY = re.compile(r"[0-9]{2,5}")
LANGUAGE = re.compile(r"[a-z]{2,3}")
ADDRESS = re.compile(r"https://[a-z0-9.-]+\.[a-z]{2,}(/\S*)?", re.IGNORECASE)

# Numbers that were withdrawn or replaced: they must never come back.
RETIRED = {
    "US": {"18002738255"},  # before 988
    "CA": {"18334564566"},  # before 988
    "GB": {"08457909090"},  # Samaritans, closed
    "IT": {"199284284"},  # Telefono Amico, closed
    "KR": {"1393"},  # before 109
    "BR": {"141"},  # before 188
    "SE": {"020505050"},  # before 116 016
    "DE": {"08000116016"},  # before 116 016
    "NL": {"09000113"},  # before 113 and 0800 0113
    "FI": {"010195202"},  # before 09 2525 0111
    "IN": {"18005990019"},  # KIRAN, replaced by Tele-MANAS
    "NZ": {"0800543800"},  # circulates in lists, is not a helpline
}
# Lines that are reached through the country's own emergency number.
SHARED_WITH_EMERGENCY = {("ID", "119")}


def check_crisis_lines(data: Raw) -> list[str]:
    """What is wrong with the list, one sentence each; empty when it is sound."""
    if not isinstance(data, dict) or set(data) != TOP_KEYS:
        return ["top level: keys differ"]
    found = [*_check_head(data), *_check_directories(data["international"])]
    seen: set[str] = set()
    for country in data["countries"]:
        code = str(country.get("code", "?"))
        if set(country) != COUNTRY_KEYS:
            found.append(f"{code}: keys differ: {sorted(set(country) ^ COUNTRY_KEYS)}")
            continue
        for twice in {code, str(country["name"])} & seen:
            found.append(f"{code}: {twice!r} is listed twice")
        seen |= {code, str(country["name"])}
        found += [f"{code}: {what}" for what in _check_country(country)]
    names = [str(country.get("name", "")) for country in data["countries"]]
    if names != sorted(names):
        found.append("countries: not sorted by name")
    return found


def _check_head(data: Raw) -> Iterator[str]:
    try:
        dt.date.fromisoformat(data["verified_on"])
    except (TypeError, ValueError):
        yield "verified_on: not a date like 2026-11-21"
    if not _is_text(data["note"]):
        yield "note: empty"


def _check_directories(directories: Sequence[Raw]) -> Iterator[str]:
    if not directories:
        yield "international: empty"
    for directory in directories:
        if set(directory) != DIRECTORY_KEYS:
            yield f"international: keys differ in {directory}"
        elif not _is_address(directory["url"]):
            yield f"international: not an https address: {directory['url']}"


def _check_country(country: Raw) -> Iterator[str]:
    code, emergency = country["code"], country["emergency"]
    if code not in ISO_3166_1:
        yield "not an ISO 3166-1 alpha-2 code"
    if not _is_text(country["name"]):
        yield "the name is empty"
    if not emergency or not country["lines"]:
        yield "no emergency number or no line"
    if _has_doubles(emergency):
        yield "an emergency number is listed twice"
    for number in emergency:
        if not isinstance(number, str) or not EMERGENCY.fullmatch(number):
            yield f"emergency number {number!r} is not 2 to 5 digits"
    labels = country["emergency_labels"]
    if list(labels) != emergency or not all(map(_is_text, labels.values())):
        yield "emergency_labels do not match emergency, in order"
    lines = country["lines"]
    if _has_doubles([line.get("name") for line in lines]):
        yield "a name is used twice"
    if _has_doubles([_digits(line["call"]) for line in lines if line.get("call")]):
        yield "a number is listed twice"
    for line in lines:
        for what in _check_line(line, code, emergency):
            yield f"{line.get('name', '?')!r}: {what}"


def _check_line(line: Raw, code: str, emergency: Sequence[str]) -> Iterator[str]:
    keys = set(line)
    if not keys >= LINE_KEYS or keys - LINE_KEYS - LINE_OPTIONAL:
        yield f"keys differ: {sorted((keys ^ LINE_KEYS) - LINE_OPTIONAL)}"
        return
    for key in ("name", "note", "hours"):
        # Only hours may be unknown; a line without a note has none.
        unknown = key == "hours" and line[key] is None
        if key in line and not unknown and not _is_text(line[key]):
            yield f"{key} is empty"
    if line["kind"] not in KINDS:
        yield f"unknown kind {line['kind']!r}"
    if not (line["call"] or line["text"] or line["chat"]):
        yield "nothing to call, text or open"
    if line["call"] is not None:
        yield from _check_call(line["call"], code, emergency)
    if line["text"] is not None and not 3 <= len(_digits(line["text"])) <= 15:
        yield f"text {line['text']!r} has no number to send to"
    if line["chat"] is not None and not _is_address(line["chat"]):
        yield f"chat {line['chat']!r} is not an https address"
    languages = line["languages"]
    if not languages or _has_doubles(languages) or not all(map(LANGUAGE.fullmatch, languages)):
        yield f"languages {languages!r} are not codes, each once"
    yield from _check_sources(line["sources"], line["confidence"])


def _check_call(call: object, code: str, emergency: Sequence[str]) -> Iterator[str]:
    plain = _digits(call)
    if not isinstance(call, str) or not CALL.fullmatch(call) or call != call.strip():
        yield f"call {call!r} has characters that a number cannot have"
    elif not 3 <= len(plain) <= 15:
        yield f"call {call!r} has {len(plain)} digits"
    if plain in map(_digits, emergency) and (code, plain) not in SHARED_WITH_EMERGENCY:
        yield f"call {call!r} is also the emergency number"
    if plain in RETIRED.get(code, ()):
        yield f"call {call!r} is a retired number"


def _check_sources(sources: Sequence[object], confidence: str) -> Iterator[str]:
    texts = [source for source in sources if isinstance(source, str) and len(source) >= 10]
    if not sources or len(texts) != len(sources):
        yield "sources are missing or too short"
    elif _has_doubles(texts):
        yield "a source is listed twice"
    elif confidence == "high" and len(texts) < 2 and not texts[0].startswith("https://"):
        yield "high confidence with one source that is not a page"
    if confidence not in CONFIDENCE:
        yield f"unknown confidence {confidence!r}"


def _digits(text: object) -> str:
    return re.sub(r"\D", "", text) if isinstance(text, str) else ""


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_address(value: object) -> bool:
    return isinstance(value, str) and bool(ADDRESS.fullmatch(value))


def _has_doubles(values: Sequence[object]) -> bool:
    return len(set(values)) != len(values)
