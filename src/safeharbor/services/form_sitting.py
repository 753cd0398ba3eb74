"""Writing one form: the rules of sittings and revisions inside one transaction.

They are the rules of ``services/sitting.py`` for entries. Every way in (the editor, the terminal,
the inbox, a restored version) comes through ``write_form``, so that an old base never overwrites
newer answers and nothing that is never stored comes in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final
from uuid import uuid5

from safeharbor.domain.answers import FormSnapshot, from_answers, to_answers
from safeharbor.domain.entry import MAX_TEXT_BYTES, Changes, EntryContent, Snapshot
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.filled import ATTACHED, PUT_AWAY, FormState, kept_all_the_same, taken_out
from safeharbor.domain.form import Answer, Form
from safeharbor.domain.moment import Moment
from safeharbor.domain.revision import Placement, place
from safeharbor.domain.text import clean
from safeharbor.services.ids import new_id
from safeharbor.services.never_stored import storable_only
from safeharbor.storage.payload import clean_value, pack_value
from safeharbor.storage.transaction import Transaction

_NOT_BY_SAVING: Final = (ATTACHED, PUT_AWAY)
"""What stands beside the answers and is changed by calls of its own."""

_STAYS: Final = 1000
"""Characters that stay of a text that is too long for a form."""


def write_form(
    tx: Transaction,
    snapshot: FormSnapshot,
    now: Moment,
    origin: str,
    *,
    last_words: bool = False,
) -> Changes:
    """Bring a cleaned ``snapshot`` into the vault.

    ``last_words`` says that the one editor took it for a lock: where the answer to its save
    before was still on its way, the answers follow that save instead of standing beside it.

    Returns the changes with the head revision to base the next save on. A snapshot that says
    what the head says already changes nothing. One whose base is not the head is kept beside the
    line. One of a form that was deleted for good becomes a new form, always the same one. New
    answers in a form of the trash bring it back. Answers under another template begin a new
    state, so that those of before stay readable under their own. What a form is attached to is
    decided by ``attach`` alone, once it is in the vault. A field whose box "keep these" is not
    ticked any more leaves the form and all its kept states with this very save, even beside.
    """
    form, snapshot = _found(tx, storable_only(snapshot))
    touched = frozenset({snapshot.form_id})
    if form is not None and _same(form, snapshot):
        return Changes(frozenset(), origin, form.head_revision, touched)
    head = tx.revisions.form_head(snapshot.form_id) if form is not None else None
    if last_words and head and head.is_open and snapshot.base_revision == head.parent:
        tx.revisions.close_open(snapshot.form_id)
        head = replace(head, is_open=False)
        snapshot = replace(snapshot, base_revision=head.id)
    placement = place(
        head,
        snapshot.base_revision,
        now.utc_us // 1000,
        same_sitting=form is None or not _begins_anew(form, snapshot),
    )
    if form is not None and head is None:
        # It was kept whole and has no states, so nothing in it is written over.
        placement = Placement.BESIDE
    revision = head.id if head and placement is Placement.CONTINUE else new_id()
    if form is not None and form.trashed_utc_us is not None:
        tx.forms.restore(form.id, now.utc_us)
    tx.forms.write(snapshot, placement, revision, now.utc_us, standing=form)
    if placement is Placement.BESIDE:
        if form is not None and (gone := _unticked(tx, form, snapshot)):
            _take_out(tx, form, gone, now.utc_us)
        return Changes(frozenset(), origin, snapshot.base_revision, touched)
    if gone := _kept_no_longer(form, snapshot):
        tx.revisions.take_out(snapshot.form_id, gone, now.utc_us)
    return Changes(frozenset(), origin, revision, touched)


def cleaned_form(snapshot: FormSnapshot) -> FormSnapshot:
    """``snapshot`` as the store takes it, without what is never stored.

    Raises:
        HarborError: TEXT_TOO_LONG, its answers have more than 2 MiB of UTF-8 in all.
    """
    tidy = _tidy(snapshot)
    if _size(tidy) > MAX_TEXT_BYTES:
        raise HarborError(ErrorCode.TEXT_TOO_LONG)
    return tidy


def fitted_form(snapshot: FormSnapshot) -> tuple[FormSnapshot, list[Snapshot]]:
    """``snapshot`` as ``cleaned_form`` gives it, and texts that are too long for it as entries.

    Of such a text the beginning stays where it was.

    Raises:
        HarborError: TEXT_TOO_LONG, no text in it is to blame.
    """
    fitted, texts = _tidy(snapshot), list[Snapshot]()
    while _size(fitted) > MAX_TEXT_BYTES:
        kept = to_answers(fitted.answers)
        found = [(len(text), n, name, text) for n, a in enumerate(kept) for name, text in _texts(a)]
        length, number, name, text = max(found, default=(0, 0, "", ""))
        if length <= _STAYS:
            raise HarborError(ErrorCode.TEXT_TOO_LONG)
        content = EntryContent(title=fitted.title, body=text)
        texts.append(Snapshot(new_id(), None, content, fitted.moment))
        short = _with_text(kept[number], name, text[:_STAYS])
        kept = (*kept[:number], short, *kept[number + 1 :])
        fitted = replace(fitted, answers=from_answers(kept))
    return fitted, texts


def _tidy(snapshot: FormSnapshot) -> FormSnapshot:
    tidy = storable_only(snapshot)
    kept = tuple(
        Answer(clean(each.field), clean_value(each.value), each.row_id)
        for each in to_answers(tidy.answers)
    )
    title = " ".join(clean(tidy.title).split())
    return replace(tidy, answers=from_answers(kept), title=title)


def _size(snapshot: FormSnapshot) -> int:
    """Bytes of UTF-8 that its answers take."""
    kept = to_answers(snapshot.answers)
    return sum(len(pack_value([each.field, each.value]).encode()) for each in kept)


def _texts(answer: Answer) -> Iterator[tuple[str, str]]:
    """The texts in an answer, each by its column; "" for the answer itself."""
    if isinstance(answer.value, str):
        yield "", answer.value
    elif isinstance(answer.value, Mapping):
        yield from ((str(k), v) for k, v in answer.value.items() if isinstance(v, str))


def _with_text(answer: Answer, name: str, text: str) -> Answer:
    if isinstance(answer.value, Mapping):
        return replace(answer, value={**answer.value, name: text})
    return replace(answer, value=text)


def _found(tx: Transaction, snapshot: FormSnapshot) -> tuple[Form | None, FormSnapshot]:
    """The form that ``snapshot`` is of, and the snapshot under the id that it is written under."""
    while True:
        form_id = snapshot.form_id
        form = tx.forms.get(form_id)
        if form is not None and form.kind == snapshot.template.kind:
            return form, _as_before(snapshot, form)
        if form is None and not tx.forms.deleted(form_id) and tx.entries.get(form_id) is None:
            return None, replace(snapshot, base_revision=None)
        # It was deleted for good, or the id belongs to something else.
        follower = uuid5(form_id, "written after it was deleted")
        snapshot = replace(snapshot, form_id=follower)


def _as_before(snapshot: FormSnapshot, form: Form) -> FormSnapshot:
    """``snapshot`` with what no save decides as the form has it."""
    extra = {name: value for name, value in snapshot.extra.items() if name not in _NOT_BY_SAVING}
    stays = {name: form.extra[name] for name in _NOT_BY_SAVING if name in form.extra}
    return replace(snapshot, extra={**extra, **stays})


def _kept_no_longer(form: Form | None, snapshot: FormSnapshot) -> frozenset[str]:
    """The fields that ``form`` keeps although such fields are not, and ``snapshot`` does not."""
    before = frozenset[str]() if form is None else kept_all_the_same(form.extra)
    return before - kept_all_the_same(snapshot.extra)


def _unticked(tx: Transaction, form: Form, snapshot: FormSnapshot) -> frozenset[str]:
    """The fields that the state ``snapshot`` began from keeps all the same, and it does not.

    A tick that it never saw, which another writer made meanwhile, is not among them.
    """
    base = tx.revisions.get_form(snapshot.base_revision) if snapshot.base_revision else None
    if base is None or base[0].entry_id != form.id:
        return frozenset()
    return kept_all_the_same(base[1].extra) - kept_all_the_same(snapshot.extra)


def _take_out(tx: Transaction, form: Form, gone: frozenset[str], utc_us: int) -> None:
    """Take fields that were kept all the same out of the head of ``form``, and of every state."""
    template = tx.forms.template(form.template)
    before = FormState(
        form.template, form.moment, from_answers(form.answers), form.title, form.extra
    )
    less = taken_out(before, gone)
    if less != before and template is not None:
        head = FormSnapshot(
            form.id,
            form.head_revision,
            template,
            form.moment,
            less.answers,
            form.title,
            less.extra,
        )
        tx.forms.write(head, Placement.NEXT, new_id(), utc_us, standing=form)
    tx.revisions.take_out(form.id, gone, utc_us)


def _begins_anew(form: Form, snapshot: FormSnapshot) -> bool:
    """Whether what stands in ``form`` is not to be written over, even within one sitting.

    A sheet of one's own is a form without answers: it changes with every key.
    """
    other = form.template != snapshot.template.hash and bool(form.answers)
    return other or form.moment.local_date != snapshot.moment.local_date


def _same(form: Form, snapshot: FormSnapshot) -> bool:
    return (
        form.template == snapshot.template.hash
        and form.title == snapshot.title
        and form.moment.local_date == snapshot.moment.local_date
        and pack_value(form.extra) == pack_value(snapshot.extra)
        and _packed(form.answers) == _packed(to_answers(snapshot.answers))
    )


def _packed(answers: Iterable[Answer]) -> dict[tuple[str, bytes], str]:
    return {(each.field, each.row_id): pack_value(each.value) for each in answers}
