"""Privacy: how the journal opens and locks, what is on the screen, and the second way in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from safeharbor.domain.policy import Policy, SlotType
from safeharbor.ui.first_run.code_panel import CodePanel
from safeharbor.ui.first_run.offers import Offer, Offers, newest_code
from safeharbor.ui.settings.habits import Habits
from safeharbor.ui.settings.opening import OpeningPanel
from safeharbor.ui.settings.place import Workshop
from safeharbor.ui.settings.practice_rows import PracticeRows
from safeharbor.ui.settings.sheet import Sheet
from safeharbor.ui.settings.ways import WaysList, day_words

if TYPE_CHECKING:
    from safeharbor.services.backups import Round
    from safeharbor.services.methods import Way
    from safeharbor.services.shown import CreatedVault

LOCK: Final = "lock"
FIRST_RUN: Final = "first_run"


class PrivacySheet(Sheet):
    """The tab. Ways in can be changed while the journal is open."""

    def __init__(self, shop: Workshop, parent: QWidget, offers: Offers) -> None:
        """The tab.

        Args:
            shop: what it is made with.
            parent: the screen.
            offers: keeps whether the paper with the code was compared.
        """
        super().__init__(shop, parent)
        self._offers = offers
        self._policy: Policy | None = None
        self._ways: tuple[Way, ...] = ()
        self._has_vault = False
        self.habits = Habits(self)
        self._opening()
        self.practices = PracticeRows(self)
        self._second_way()
        self._all_ways()
        shop.session.locking.connect(self.forget)

    def refresh(self) -> None:
        """What is in force is read anew; it may have been changed elsewhere."""
        self.practices.refresh()
        services = self.shop.session.services
        if services is None:
            self._show(((), None))
            return
        methods, session = services.methods, services.session
        # Not as work of a button: a notice stays where it is.
        bridge = self.shop.bridge
        found = bridge.run(lambda: (methods.ways(), session.policy))
        bridge.then(found, self, self._show, lambda _: self._show(((), None)))

    def forget(self) -> None:
        """No code and nothing that was typed stays."""
        super().forget()
        if not self.code.isHidden():
            self._offers.made(Offer.RECOVERY)
        self.code.forget()
        self.code.hide()
        self.opening.forget()
        self.ways.forget()

    def stops(self) -> list[QWidget]:
        """The rows in order; the list of ways changes."""
        return [*super().stops(), *self.ways.stops()]

    def _opening(self) -> None:
        self.heading(self.tr("Opening and locking"))
        self.change = self.button("", "privacy.change")
        self.change.clicked.connect(self._on_change)
        self.how = self.row(self.tr("How your journal opens"), "", self.change)
        self.opening = OpeningPanel(self.shop.look, self.shop.icons, self)
        self.opening.applied.connect(self._on_applied)
        self.opening.left_alone.connect(self._on_left_alone)
        self.part(self.opening, self.opening.stops())
        self.habits.locking_rows()
        self.heading(self.tr("On the screen"))
        self.habits.screen_rows()

    def _second_way(self) -> None:
        self.heading(self.tr("Second way in"))
        self.renew = self.button(self.tr("New code"), "privacy.renew")
        self.renew.clicked.connect(self._on_renew)
        self.renew.setAccessibleName(self.tr("Make a new recovery code"))
        self.code_row = self.row(self.tr("Recovery code"), "", self.renew)
        self.code = CodePanel(self.shop.look, self.shop.icons, self)
        self.code.hide()
        self.code.grid.look_here.connect(self.look_here)
        self.code.checked.connect(self._on_checked)
        self.code.later.connect(self._on_later)
        self.part(self.code, self.code.stops())

    def _all_ways(self) -> None:
        self.heading(self.tr("All ways in"))
        self.about_ways = self.text("")
        self.ways = WaysList(self.shop.look, self.shop.icons, self)
        self.ways.removed.connect(self._on_remove)
        self.ways.added.connect(self._on_add)
        self.part(self.ways)

    def _show(self, found: tuple[tuple[Way, ...], Policy | None]) -> None:
        self._ways, self._policy = found
        self._has_vault = bool(self._ways)
        opened = self.shop.session.is_open
        self.how.consequence.say(self._policy_words())
        self.change.dress(self._change_word())
        self.renew.setEnabled(opened)
        self.code_row.consequence.say(self._code_words())
        self.ways.setVisible(opened)
        self.about_ways.say(
            self.tr("Each of these opens the journal by itself.")
            if opened
            else self.tr("They can be seen and changed while the journal is open.")
        )
        self.ways.show_ways(self._ways if opened else ())

    def _policy_words(self) -> str:
        if self._policy is None:
            if self._has_vault:
                return self.tr("With the recovery code alone.")
            return self.tr("There is no journal yet, or it cannot be read.")
        return {
            Policy.SIMPLE: self.tr(
                "With your computer sign-in. Anyone who opens this account can open it."
            ),
            Policy.PRIVATE: self.tr("With your passphrase, each time."),
            Policy.STRONG: self.tr("With your passphrase and the keyring of this computer."),
        }[self._policy]

    def _change_word(self) -> str:
        if self.shop.session.is_open:
            return self.tr("Change")
        return self.tr("Unlock") if self._has_vault else self.tr("Set up")

    def _code_words(self) -> str:
        if (way := newest_code(self._ways)) is None:
            return self.tr("There is none.")
        made = day_words(way.created)
        checked = self._offers.checked_on(way)
        if checked is None:
            #: %1 is a date.
            words = self.tr("Made on %1. Its paper was not compared yet.")
        else:
            #: %1 and %2 are dates.
            words = self.tr("Made on %1, compared with its paper on %2.")
            words = words.replace("%2", day_words(checked))
        return words.replace("%1", made)

    def _on_change(self) -> None:
        if self.shop.session.is_open:
            self.opening.begin(self._policy)
            self.look_here.emit(self.opening)
        else:
            self.go.emit(LOCK if self._has_vault else FIRST_RUN)

    def _on_left_alone(self) -> None:
        self.opening.forget()
        self.change.setFocus()

    def _on_applied(self, policy: Policy, passphrase: str | None) -> None:
        methods = self.services.methods

        def change() -> None:
            if passphrase is not None and policy is self._policy:
                methods.change_passphrase(passphrase)
            else:
                methods.choose(policy, passphrase)

        self.work(change, lambda _: self._changed(), button=self.opening.apply)

    def _on_renew(self) -> None:
        self.say(
            self.tr(
                "The present code opens this journal no longer once a new one is made. Backups "
                "made before still open with it."
            ),
            self.tr("Make it now"),
            lambda: self.work(
                self.services.methods.renew_recovery, self._show_code, button=self.renew
            ),
        )

    def _show_code(self, made: CreatedVault) -> None:
        self.code.show_code(made)
        self.code.show()
        self.code.print_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.look_here.emit(self.code)
        self.refresh()

    def _on_checked(self) -> None:
        bridge, methods = self.shop.bridge, self.services.methods
        # What is shown here may still be the ways from before the new code.
        bridge.then(bridge.run(methods.ways), self, self._keep_checked, lambda _: None)
        self._close_code()

    def _keep_checked(self, ways: tuple[Way, ...]) -> None:
        self._offers.checked_newest(ways)
        self.refresh()

    def _on_later(self) -> None:
        self._offers.made(Offer.RECOVERY)
        self._close_code()

    def _close_code(self) -> None:
        self.code.forget()
        self.code.hide()
        self._changed()

    def _on_remove(self, way: Way) -> None:
        words = self.tr(
            "%1: once it is removed it opens this journal no longer. Backups made before still "
            "open with it."
        )
        self.say(
            words.replace("%1", self.ways.name_of(way.type)),
            self.tr("Remove it"),
            lambda: self.work(lambda: self.services.methods.remove(way), lambda _: self._changed()),
        )

    def _on_add(self, kind: SlotType, passphrase: str | None) -> None:
        methods = self.services.methods
        button = self.ways.add if passphrase is not None else self.ways.add_keyring
        self.work(lambda: methods.add(kind, passphrase), lambda _: self._changed(), button=button)

    def _changed(self) -> None:
        """A way in was changed: old backups go on opening the old way, and that is said."""
        self.opening.forget()
        self.refresh()
        self.say(
            self.tr(
                "Done. Backups made before this still open the old way. Make a new one, and "
                "delete the old ones where that matters."
            ),
            self.tr("Back up now"),
            lambda: self.back_up(self._backed_up),
        )

    def _backed_up(self, _made: Round) -> None:
        self.say(self.tr("A new backup was made. It opens the new way."))
