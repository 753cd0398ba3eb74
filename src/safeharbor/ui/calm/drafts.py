"""What is being written about patterns of one's own, and what was left unfinished.

Nothing that was typed is lost by going elsewhere. What was written while the vault was open may be
the words of its owner: it waits, unseen, until the vault is open again.
"""

from __future__ import annotations

from uuid import UUID

from safeharbor.domain.own_pattern import Draft


class Drafts:
    """One that is being written at most, and others by the id of what they change."""

    def __init__(self) -> None:
        """Nothing is written."""
        self.draft: Draft | None = None
        self.editing: UUID | None = None
        self._private = False
        # By the id of what they change, and whether they were written while the vault was open.
        self._left: dict[tuple[UUID | None, bool], Draft] = {}
        self._waits: tuple[UUID | None] | None = None

    def begin(self, draft: Draft, editing: UUID | None, *, opened: bool) -> None:
        """Write ``draft``, or go on with what was left unfinished in its place.

        Args:
            draft: what to begin with.
            editing: the id of the pattern that is changed, None for a new one.
            opened: whether the vault is open.
        """
        for private in (True, False) if opened else (False,):
            left = self._left.pop((editing, private), None)
            if left is not None:
                draft = left
                break
        self.draft, self.editing, self._private = draft, editing, opened

    def put_aside(self) -> None:
        """Leave it as it is; it is there when somebody comes back to it."""
        if self.draft is not None and self.draft != Draft():
            self._left[self.editing, self._private] = self.draft
        self.draft = self.editing = None

    def forget(self, editing: UUID | None) -> None:
        """What was written about this pattern is kept, or not wanted."""
        self._left.pop((editing, self._private), None)
        if self.editing == editing:
            self.draft = self.editing = None

    def lock(self) -> bool:
        """The vault is locked: whether what is being written has to go out of sight."""
        if self.draft is None or not self._private:
            return False
        self._waits = (self.editing,)
        self.put_aside()
        return True

    def unlock(self) -> bool:
        """The vault is open: whether to go on with what went out of sight."""
        waits, self._waits = self._waits, None
        if waits is None or self.draft is not None or (waits[0], True) not in self._left:
            return False
        self.begin(Draft(), waits[0], opened=True)
        return True
