"""Reading and motion: colours, size, what moves and what is heard; all takes effect at once."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from safeharbor.ui.appearance import SYSTEM, ZOOMS, Appearance
from safeharbor.ui.cues.cues import Cues
from safeharbor.ui.motion import Motion
from safeharbor.ui.settings.place import Workshop
from safeharbor.ui.settings.sheet import Sheet
from safeharbor.ui.settings.sounds import Sounds
from safeharbor.ui.theme import Scheme


class ReadingSheet(Sheet):
    """Colours, size, motion, sound."""

    def __init__(
        self,
        shop: Workshop,
        parent: QWidget,
        appearance: Appearance,
        motion: Motion,
        cues: Cues | None = None,
    ) -> None:
        """The tab; without ``cues`` it says nothing of sound."""
        super().__init__(shop, parent)
        self._appearance = appearance
        self._motion = motion
        entries = [
            (self.tr("As this computer"), SYSTEM),
            (self.tr("Light"), Scheme.LIGHT.value),
            (self.tr("Dark"), Scheme.DARK.value),
            (self.tr("High contrast, light"), Scheme.HC_LIGHT.value),
            (self.tr("High contrast, dark"), Scheme.HC_DARK.value),
        ]
        scheme = appearance.scheme
        self.colours = self.choice(entries, scheme.value if scheme else SYSTEM, 240)
        self.colours.activated.connect(lambda _: self._on_colours())
        self.row(
            self.tr("Colours"),
            self.tr("High contrast uses lines in place of shades."),
            self.colours,
        )
        percent = QLocale()
        sizes = [(percent.toString(round(z * 100)) + percent.percent(), z) for z in ZOOMS]
        self.size_choice = self.choice(sizes, appearance.zoom)
        self.size_choice.activated.connect(lambda _: self._on_size())
        self.row(
            self.tr("Size"),
            self.tr("Makes everything larger or smaller. Ctrl and + or - do the same."),
            self.size_choice,
        )
        self.still = self.tick(
            self.tr("Less motion"),
            self.tr("The breath is shown by words and a bar; nothing swells or moves."),
            on=motion.reduced,
        )
        self.still.clicked.connect(lambda _: self._motion.toggle())
        motion.changed.connect(self.still.setChecked)
        self.sounds = Sounds(self, cues) if cues is not None else None
        if self.sounds is not None:
            self.part(self.sounds, self.sounds.stops())

    def refresh(self) -> None:
        """The size may have been changed by keys meanwhile."""
        index = self.size_choice.findData(self._appearance.zoom)
        self.size_choice.setCurrentIndex(index)
        self.still.setChecked(self._motion.reduced)
        if self.sounds is not None:
            self.sounds.refresh()

    def forget(self) -> None:
        """Nothing goes on sounding."""
        super().forget()
        if self.sounds is not None:
            self.sounds.forget()

    def _on_colours(self) -> None:
        value = str(self.colours.currentData())
        self._appearance.set_scheme(None if value == SYSTEM else Scheme(value))

    def _on_size(self) -> None:
        self._appearance.set_zoom(float(self.size_choice.currentData()))
