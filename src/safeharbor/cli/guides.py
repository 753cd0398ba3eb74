"""Guides in the terminal: which there are, what a step says, and what is wrong in a folder of them.

None of it needs a journal or a secret: what was answered in a step is not shown here.
"""

from __future__ import annotations

from pathlib import Path

from safeharbor.cli.console import Json, UsageError
from safeharbor.cli.exits import Exit
from safeharbor.cli.guide_text import guide_object, print_guide, print_step, step_object
from safeharbor.cli.parts import Call
from safeharbor.cli.worksheet_text import put
from safeharbor.content.guides import GuideCard, guide_catalogue, load_guide
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.guide import parts_of

_NAME = 12


def guides(call: Call) -> Exit:
    """What ``safeharbor guides`` does, by its second word."""
    match call.args.action:
        case "list":
            return list_guides(call)
        case "show":
            return show(call)
    return check(call)


def list_guides(call: Call) -> Exit:
    """Every guide that opens, and beside the list what is wrong with those that do not."""
    console = call.console
    catalogue = guide_catalogue(packs=call.paths.packs)
    cards = catalogue.cards.values()
    if console.json_mode:
        console.data({"guides": [_card_object(card) for card in cards]})
    else:
        for card in cards:
            put(console, f"{card.id:<{_NAME}}  {card.title}")
            put(console, card.line, _NAME + 2)
            if card.pack:
                put(console, console.words("guides.not_ours", name=card.pack), _NAME + 2)
    for fault in catalogue.faults:
        console.tell_text(str(console.messages.sentence(fault, terminal=True)))
    return Exit.OK


def show(call: Call) -> Exit:
    """The steps of a guide, or one step whole."""
    console = call.console
    guide_id, step_id = parts_of(call.args.id.strip())
    try:
        guide = load_guide(guide_id, packs=call.paths.packs)
    except HarborError as error:
        if error.code is ErrorCode.RESOURCE_MISSING:
            raise UsageError("guides.unknown") from error
        raise
    if not step_id:
        if console.json_mode:
            console.data(guide_object(guide))
        else:
            print_guide(console, guide)
        return Exit.OK
    try:
        step = guide.step(step_id)
    except KeyError as error:
        raise UsageError("guides.unknown") from error
    if console.json_mode:
        console.data(step_object(guide, step))
    else:
        print_step(console, guide, step)
    return Exit.OK


def check(call: Call) -> Exit:
    """Everything that is wrong with the guides in a folder; advice alone is no failure.

    Raises:
        HarborError: FILE_NOT_FOUND or READ_FAILED.
    """
    from safeharbor.content.guide_check import check_folder

    console, folder = call.console, Path(call.args.folder)
    if not folder.is_dir():
        raise HarborError(ErrorCode.FILE_NOT_FOUND, file=folder.name)
    try:
        found = check_folder(folder.absolute())
    except OSError as error:
        raise HarborError(ErrorCode.READ_FAILED, file=folder.name) from error
    broken = any(not each.advice for each in found)
    if console.json_mode:
        findings: list[Json] = [
            {"file": each.file, "path": each.place, "what": each.what, "advice": each.advice}
            for each in found
        ]
        console.data({"sound": not broken, "findings": findings})
    for each in () if console.json_mode else found:
        put(console, console.words("guides.advice", text=str(each)) if each.advice else str(each))
    if not broken:
        console.say("guides.sound")
    return Exit.DAMAGED if broken else Exit.OK


def _card_object(card: GuideCard) -> Json:
    return {
        "id": card.id,
        "title": card.title,
        "line": card.line,
        "shelf": card.shelf.value,
        "rev": card.rev,
        "updated": card.updated,
        "pack": card.pack,
        "steps": [
            {
                "id": f"{card.id}.{step.id}",
                "title": step.title,
                "minutes": step.minutes,
                "mark": step.mark.value if step.mark else None,
            }
            for step in card.steps
        ],
    }
