"""Checks the exercises: every file opens, and every sentence is one we want somebody to read.

What a file needs to be opened at all is checked where it is loaded. Here stand the rules that
only writers have to know: voice, length, pace, other words for a missing sense, and sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from safeharbor.content import exercise_file
from safeharbor.content.exercises import IDS, load_exercise
from safeharbor.content.files import read_content
from safeharbor.content.guides import GUIDE_IDS, load_guide
from safeharbor.content.messages import LANGUAGE
from safeharbor.content.toml_file import decode
from safeharbor.domain.breathing import STOCK
from safeharbor.domain.errors import HarborError
from safeharbor.domain.exercise import Exercise, ExerciseKind, Need
from tools.build_catalogue import is_stale
from tools.reading_level import grade, sentences, syllables, words
from tools.wording import find_out_of_voice

MAX_GRADE = 7.0
"""The grade of somebody of 12 or 13."""

SENTENCE_WORDS = 19
WORD_SYLLABLES = 4
"""One learned word in a short script does not move its grade, and is hard all the same."""

WORDS_A_SECOND = 2.5
"""Speech that nobody has to hurry after."""

SHOWN_SIGNS = 40
SETS = 12

SENSES = {
    Need.NO_SIGHT: r"\b(look|see|colou?rs?|watch|drawing|eyes? (open|closed|resting))\b",
    Need.NO_HEARING: r"\b(hear|listen\w*|sounds?)\b",
    Need.NO_SMELL: r"\b(smell\w*|tast\w*)\b",
    Need.LYING: r"\b(sit|stand|chair|upright)\b",
    Need.SITTING: r"\b(stand|walk|floor)\b",
}
"""Words that a step may use only if it has others for those who need them."""

WAY_OUT = re.compile(r"\b(skip|swap|leave out|instead)\b", re.IGNORECASE)
NOT_STUDIED = re.compile(r"\b(no|not|never|hardly|nothing)\b", re.IGNORECASE)
TENDER = re.compile(
    r"\b(names? of (people|friends)|friends?|family|mothers?|fathers?|body|arms?|legs?|faces?"
    r"|foods?|fruits?|meals?|drinks?|eat\w*|cakes?|sweets|lost|loss|graves?|dead|died|miss\w*)\b",
    re.IGNORECASE,
)
"""What "Name five" never asks for: people, the body, food, loss."""

Texts = Iterator[tuple[str, str]]


def check_exercises(content: Path) -> list[str]:
    """What is wrong with the exercises under ``content``, each with its file; empty if nothing."""
    folder = content / LANGUAGE
    found = list(_other_files(folder / "exercises"))
    exercises = {}
    for exercise_id in IDS:
        try:
            exercises[exercise_id] = load_exercise(exercise_id, LANGUAGE, content)
        except HarborError as error:
            found.append(f"{exercise_id}.toml: {_said(error)}")
    broken = len(exercises) < len(IDS)
    try:
        sources, cautions = _sources(folder), _cautions(folder)
        found += [f"category_sets.toml: {what}" for what in check_sets(_sets(folder))]
    except HarborError as error:
        return [*found, f"{error.facts['file']}: {_said(error)}"]
    found += [f"cautions.toml: {what}" for what in check_cautions(cautions, sources)]
    found += [f"sources.toml: {what}" for what in check_sources(sources)]
    used = {source for caution in cautions.values() for source in caution.sources}
    for exercise_id, exercise in exercises.items():
        wrong = check_exercise(exercise, frozenset(sources), frozenset(cautions))
        found += [f"{exercise_id}.toml: {what}" for what in wrong]
        used |= set(exercise.why.sources)
    if not broken:
        used |= _sources_of_guides(content)
        found += [f"sources.toml: {key}: nothing rests on it" for key in sources if key not in used]
        found += _stale(content)
    return found


def check_exercise(
    exercise: Exercise, sources: frozenset[str], cautions: frozenset[str]
) -> list[str]:
    """What is wrong with one exercise, given the ids that there are."""
    said = list(_script(exercise))
    why = [("why.studied", exercise.why.studied), ("why.sure", exercise.why.sure)]
    texts = [*said, *_swaps(exercise), *why]
    found = [what for place, text in texts for what in check_text(place, text)]
    found += _grade("the script", " ".join(_ended(text) for _, text in said))
    found += _grade("why", " ".join(text for _, text in why))
    found += [f"cautions: no {each!r}" for each in exercise.cautions if each not in cautions]
    found += [f"why.sources: no {each!r}" for each in exercise.why.sources if each not in sources]
    if not exercise.why.sources and not NOT_STUDIED.search(exercise.why.studied):
        found.append("why.sources: something is claimed and nothing named")
    if len(sentences(exercise.line)) > 1:
        found.append("line: one sentence is enough for the shelf")
    found += _too_fast(exercise)
    found += _too_wide(exercise)
    if exercise.kind is ExerciseKind.BREATHING:
        found += _breath(exercise)
    else:
        found += _senses(exercise)
        if not any(WAY_OUT.search(step.say) for step in exercise.steps[:2]):
            found.append("steps: nobody is told at the beginning that a sense can be skipped")
    if _for_distress(exercise) and "press Get help" not in exercise.end:
        found.append("end: Get help is not named")
    return found


def check_text(place: str, text: str) -> list[str]:
    """What is wrong with one text that people read."""
    found = [f"{place}: {what}" for what in find_out_of_voice(text)]
    for sentence in sentences(text):
        if (length := len(words(sentence))) > SENTENCE_WORDS:
            found.append(f"{place}: a sentence of {length} words, {SENTENCE_WORDS} are allowed")
    long = [word for word in words(text) if syllables(word) > WORD_SYLLABLES]
    return found + [f"{place}: {word!r} is a hard word" for word in long]


def check_sets(shape: exercise_file.SetsShape) -> list[str]:
    """What is wrong with the category sets."""
    found = []
    ids = [each.id for each in shape.sets]
    prompts = [prompt for each in shape.sets for prompt in each.prompts]
    if len(ids) != SETS:
        found.append(f"{len(ids)} sets, {SETS} are wanted")
    found += [f"{each}: used twice" for each in sorted(set(ids)) if ids.count(each) > 1]
    found += [f"{each!r}: used twice" for each in sorted(set(prompts)) if prompts.count(each) > 1]
    for prompt in prompts:
        found += check_text(repr(prompt), prompt)
        if TENDER.search(prompt):
            found.append(f"{prompt!r}: people, body, food and loss are left out")
        if len(prompt) > SHOWN_SIGNS:
            found.append(f"{prompt!r}: more than {SHOWN_SIGNS} signs")
    return found


def check_cautions(
    cautions: Mapping[str, exercise_file.CautionShape],
    sources: Mapping[str, exercise_file.SourceShape],
) -> list[str]:
    """What is wrong with the cautions."""
    found = []
    for key, caution in cautions.items():
        found += [*check_text(key, caution.text), *_grade(key, caution.text)]
    return found + [
        f"{key}: no source {each!r}"
        for key, caution in cautions.items()
        for each in caution.sources
        if each not in sources
    ]


def check_sources(sources: Mapping[str, exercise_file.SourceShape]) -> list[str]:
    """What is wrong with the sources; a title may be hard to read, our sentence about it not."""
    found = [what for key, source in sources.items() for what in check_text(key, source.about)]
    places = [source.where for source in sources.values()]
    return found + [
        f"{each}: named twice" for each in sorted(set(places)) if places.count(each) > 1
    ]


def _script(exercise: Exercise) -> Texts:
    """All that somebody hears and reads who does it as it is written."""
    yield "title", exercise.title
    yield "line", exercise.line
    for step in exercise.steps:
        if step.say:
            yield f"steps.{step.id}", step.say
    for number, line in enumerate(exercise.lines):
        yield f"lines[{number}]", line.say
    yield "end", exercise.end


def _swaps(exercise: Exercise) -> Texts:
    for step in exercise.steps:
        yield f"steps.{step.id}.show", step.show
        for need, other in step.swaps.items():
            yield f"steps.{step.id}.swaps.{need}", f"{_ended(other.say)} {other.show}"
    for number, line in enumerate(exercise.lines):
        yield f"lines[{number}].show", line.show
    for kind, other in exercise.phases.items():
        yield f"phases.{kind.value}", f"{_ended(other.say)} {other.show}"
    for area in exercise.areas:
        yield f"areas.{area.id}", area.name


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "…")) else f"{text}."


def _grade(place: str, text: str) -> list[str]:
    if (needed := grade(text)) <= MAX_GRADE:
        return []
    return [f"{place}: grade {needed:.1f} to read, {MAX_GRADE:g} is allowed"]


def _too_fast(exercise: Exercise) -> Iterator[str]:
    """Words that take longer to say than there is time."""
    for step in exercise.steps:
        for say in (step.say, *(other.say for other in step.swaps.values())):
            if len(words(say)) > step.seconds * WORDS_A_SECOND + 1:
                yield f"steps.{step.id}: too many words for {step.seconds:g} s"
    lines = sorted((line for line in exercise.lines if not line.moves), key=lambda line: line.at)
    for line, after in pairwise(lines):
        if len(words(line.say)) > (after.at - line.at) * WORDS_A_SECOND + 1:
            yield f"lines: too many words at {line.at:g} s"


def _too_wide(exercise: Exercise) -> Iterator[str]:
    """Words that do not fit on the screen in large type."""
    shown = [(f"steps.{step.id}", step.show) for step in exercise.steps]
    shown += [(f"steps.{s.id}", other.show) for s in exercise.steps for other in s.swaps.values()]
    shown += [(f"lines at {line.at:g} s", line.show) for line in exercise.lines]
    for place, show in shown:
        if len(show) > SHOWN_SIGNS:
            yield f"{place}: more than {SHOWN_SIGNS} signs on the screen"


def _breath(exercise: Exercise) -> Iterator[str]:
    pattern = STOCK[exercise.id]
    kinds = {phase.kind for phase in pattern.phases}
    for kind in exercise.phases:
        if kind not in kinds:
            yield f"phases.{kind.value}: the pattern has no such phase"
    if pattern.has_hold and "holds" not in exercise.cautions[:1]:
        yield "cautions: a pattern that holds the breath says so first"


def _senses(exercise: Exercise) -> Iterator[str]:
    """Steps that ask for a sense or a posture and have no other words."""
    for step in exercise.steps:
        for need, pattern in SENSES.items():
            asks = re.compile(pattern, re.IGNORECASE)
            own = step.swaps.get(need)
            if own is not None and asks.search(f"{own.say} {own.show}"):
                yield f"steps.{step.id}.swaps.{need}: asks for it all the same"
            elif own is None and asks.search(f"{step.say} {step.show}"):
                yield f"steps.{step.id}: no other words for {need}"


def _for_distress(exercise: Exercise) -> bool:
    if exercise.kind is ExerciseKind.BREATHING:
        return STOCK[exercise.id].in_distress
    return exercise.kind is ExerciseKind.GROUNDING


def _sources_of_guides(content: Path) -> set[str]:
    """What the guides that open rest on; their own check names those that do not."""
    used: set[str] = set()
    for guide_id in GUIDE_IDS:
        with suppress(HarborError):
            steps = load_guide(guide_id, LANGUAGE, content).steps
            used.update(name for step in steps for name in step.grounds.sources)
    return used


def _stale(content: Path) -> Iterator[str]:
    with suppress(HarborError):  # a broken sheet or guide, which its own check names
        if is_stale(content):
            yield "catalogue.json: stale; run python -m tools.build_catalogue"


def _other_files(folder: Path) -> Iterator[str]:
    for path in sorted(folder.iterdir() if folder.is_dir() else ()):
        if path.suffix != ".toml" or path.stem not in IDS:
            yield f"{path.name}: no exercise has this id"


def _said(error: HarborError) -> str:
    facts = [error.facts.get("path"), error.facts.get("reason")]
    return ": ".join(str(fact) for fact in facts if fact) or "missing"


def _sources(folder: Path) -> Mapping[str, exercise_file.SourceShape]:
    path = folder / "sources.toml"
    return decode(read_content(path), exercise_file.SourcesShape, path.name).sources


def _cautions(folder: Path) -> Mapping[str, exercise_file.CautionShape]:
    path = folder / "cautions.toml"
    return decode(read_content(path), exercise_file.CautionsShape, path.name).cautions


def _sets(folder: Path) -> exercise_file.SetsShape:
    path = folder / "category_sets.toml"
    return decode(read_content(path), exercise_file.SetsShape, path.name)
